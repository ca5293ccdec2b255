# Precompiled headers: the standard library and GoogleTest are parsed once for each preset instead of
# once for each file, which takes nearly half of a small file's compile time away.
#
# Off where ccache is found: the two do not go together, and a warm cache is faster still. NOROSHI_PRECOMPILE=ON
# in the environment decides for precompiled headers (.ci/run, whose checkout is always cold).

if(DEFINED ENV{NOROSHI_PRECOMPILE})
  set(precompile_by_default $ENV{NOROSHI_PRECOMPILE})
elseif(NOROSHI_CCACHE)
  set(precompile_by_default OFF)
else()
  set(precompile_by_default ON)
endif()
option(NOROSHI_PRECOMPILE "Precompile the headers of the standard library and GoogleTest" ${precompile_by_default})

if(NOROSHI_PRECOMPILE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "")
  set(precompile_standard <algorithm> <array> <charconv> <cstdint> <filesystem> <functional> <map> <memory>
    <optional> <set> <span> <string> <string_view> <unordered_map> <utility> <variant> <vector>)
  # Nothing else is in these two: a precompiled header goes with exactly one set of flags.
  file(WRITE "${CMAKE_BINARY_DIR}/precompiled.cc" "")
  add_library(noroshi_precompiled OBJECT "${CMAKE_BINARY_DIR}/precompiled.cc")
  target_link_libraries(noroshi_precompiled PRIVATE noroshi_flags noroshi_dep_fmt Threads::Threads)
  target_precompile_headers(noroshi_precompiled PRIVATE ${precompile_standard} <fmt/format.h>)
  if(NOROSHI_TESTS)
    add_library(noroshi_precompiled_test OBJECT "${CMAKE_BINARY_DIR}/precompiled.cc")
    target_link_libraries(noroshi_precompiled_test PRIVATE noroshi_flags noroshi_dep_fmt Threads::Threads
      GTest::gtest)
    target_precompile_headers(noroshi_precompiled_test PRIVATE ${precompile_standard} <fmt/format.h> <gtest/gtest.h>)
  endif()
endif()

# noroshi_precompile(TARGET product|test)
function(noroshi_precompile target kind)
  if(NOT NOROSHI_PRECOMPILE)
    return()
  endif()
  if(kind STREQUAL "test")
    target_precompile_headers(${target} REUSE_FROM noroshi_precompiled_test)
  else()
    target_precompile_headers(${target} REUSE_FROM noroshi_precompiled)
  endif()
endfunction()
