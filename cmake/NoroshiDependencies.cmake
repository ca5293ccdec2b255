# Third-party libraries, each behind one interface target. Why each is here: see
# docs/design/dependencies.md.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

function(noroshi_pkg name module)
  pkg_check_modules(${name} REQUIRED IMPORTED_TARGET ${module})
  add_library(noroshi_dep_${name} INTERFACE)
  target_link_libraries(noroshi_dep_${name} INTERFACE PkgConfig::${name})
endfunction()

noroshi_pkg(yaml yaml-0.1)
noroshi_pkg(pcre2 libpcre2-8)
noroshi_pkg(openssl libcrypto)
noroshi_pkg(zlib zlib)
noroshi_pkg(lzma liblzma)
noroshi_pkg(simdjson simdjson)
noroshi_pkg(archive libarchive)
noroshi_pkg(sqlite3 sqlite3)
noroshi_pkg(yara yara)

find_package(BZip2 REQUIRED)  # Debian's has no pkg-config file
add_library(noroshi_dep_bzip2 INTERFACE)
target_link_libraries(noroshi_dep_bzip2 INTERFACE BZip2::BZip2)

find_package(fmt REQUIRED)
add_library(noroshi_dep_fmt INTERFACE)
target_link_libraries(noroshi_dep_fmt INTERFACE fmt::fmt)

find_package(CLI11 REQUIRED)
add_library(noroshi_dep_cli11 INTERFACE)
target_link_libraries(noroshi_dep_cli11 INTERFACE CLI11::CLI11)

add_library(noroshi_dep_rapidjson INTERFACE)  # headers only, in the system's include path
# RapidJSON 1.1 predates C++20's reversed comparison operators, of which clang warns.
target_compile_options(noroshi_dep_rapidjson INTERFACE
  $<$<CXX_COMPILER_ID:Clang>:-Wno-ambiguous-reversed-operator>)
# Its stack adds 0 to a null pointer when it is empty, which is undefined and harmless.
if(NOROSHI_SANITIZE MATCHES undefined)
  target_compile_options(noroshi_dep_rapidjson INTERFACE -fno-sanitize=pointer-overflow)
endif()

if(NOROSHI_TESTS)
  find_package(GTest REQUIRED)
endif()
