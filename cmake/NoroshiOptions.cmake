# Flags that every target shares.

option(NOROSHI_WERROR "Treat compiler warnings as errors" ON)
option(NOROSHI_TESTS "Build the tests" ON)
option(NOROSHI_FUZZ "Build the libFuzzer targets (clang only)" OFF)
option(NOROSHI_LTO "Link-time optimisation" OFF)
set(NOROSHI_SANITIZE "" CACHE STRING "Sanitizers: address,undefined or thread")

add_library(noroshi_flags INTERFACE)
target_include_directories(noroshi_flags INTERFACE "${CMAKE_SOURCE_DIR}/src")
target_compile_options(noroshi_flags INTERFACE -Wall -Wextra -Wconversion -Wno-sign-conversion
  -Wshadow -fno-omit-frame-pointer)
if(NOROSHI_WERROR)
  target_compile_options(noroshi_flags INTERFACE -Werror)
endif()
if(NOROSHI_SANITIZE)
  target_compile_options(noroshi_flags INTERFACE -fsanitize=${NOROSHI_SANITIZE}
    -fno-sanitize-recover=all)
  target_link_options(noroshi_flags INTERFACE -fsanitize=${NOROSHI_SANITIZE})
endif()
if(NOROSHI_LTO)
  set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
endif()

find_program(NOROSHI_CCACHE ccache)
if(NOROSHI_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${NOROSHI_CCACHE}")
endif()
find_program(NOROSHI_MOLD mold)
if(NOROSHI_MOLD AND NOT NOROSHI_LTO)
  target_link_options(noroshi_flags INTERFACE -fuse-ld=mold)
endif()
