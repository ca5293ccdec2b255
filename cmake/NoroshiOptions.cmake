# Flags that every target shares.

# Errors for whoever changes the code (CI, and what HACKING.md says); a newcomer's compiler may warn of what
# ours does not, and must build all the same.
if(DEFINED ENV{CI})
  set(werror_by_default ON)
else()
  set(werror_by_default OFF)
endif()
option(NOROSHI_WERROR "Treat compiler warnings as errors" ${werror_by_default})
option(NOROSHI_TESTS "Build the tests" ON)
option(NOROSHI_FUZZ "Build the libFuzzer targets (clang only)" OFF)
option(NOROSHI_LTO "Link-time optimisation" OFF)
set(NOROSHI_SANITIZE "" CACHE STRING "Sanitizers: address,undefined or thread")

set(CMAKE_CXX_VISIBILITY_PRESET hidden)  # one program, no exported symbols: calls stay direct
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)

add_library(noroshi_flags INTERFACE)
target_include_directories(noroshi_flags INTERFACE "${CMAKE_SOURCE_DIR}/src")
target_compile_options(noroshi_flags INTERFACE -Wall -Wextra -Wconversion -Wno-sign-conversion
  -Wshadow -fno-omit-frame-pointer -fno-plt)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 guesses these after inlining and is wrong about std::string's operator+ (its bug 105329 and kin);
  # the sanitizer presets ask the running program instead.
  target_compile_options(noroshi_flags INTERFACE -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow
    -Wno-stringop-overread)
endif()
if(NOROSHI_WERROR)
  target_compile_options(noroshi_flags INTERFACE -Werror)
endif()
if(NOROSHI_SANITIZE)
  target_compile_options(noroshi_flags INTERFACE -fsanitize=${NOROSHI_SANITIZE}
    -fno-sanitize-recover=all)
  target_link_options(noroshi_flags INTERFACE -fsanitize=${NOROSHI_SANITIZE})
endif()
if(NOROSHI_FUZZ)
  target_compile_options(noroshi_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(NOROSHI_LTO)
  set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Debug")
  target_compile_definitions(noroshi_flags INTERFACE _GLIBCXX_ASSERTIONS)
else()
  # The input is hostile: what the compiler can check for nearly nothing, it checks.
  target_compile_options(noroshi_flags INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
    -fstack-protector-strong)
  target_link_options(noroshi_flags INTERFACE -Wl,-z,relro -Wl,-z,now)
endif()

find_program(NOROSHI_CCACHE ccache)
if(NOROSHI_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${NOROSHI_CCACHE}")
endif()
find_program(NOROSHI_MOLD mold)
if(NOROSHI_MOLD AND NOT NOROSHI_LTO)
  target_link_options(noroshi_flags INTERFACE -fuse-ld=mold)
endif()
