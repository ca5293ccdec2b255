# noroshi_web(TARGET): builds the report page from web/ and compiles it into TARGET, as
# noroshi::ReportAssets(). Adds to ctest the page's own checks as "web", and the check of the made-up
# reports against their schema as "report_schema".
# noroshi_web_page(TARGET PAGE NAME): builds one more page; call it after noroshi_web().
# noroshi_web_samples(TARGET PAGE): its made-up documents and the check of their schema.
#
# Needs Node 18 or later and npm. Packages are those of web/package-lock.json, installed once into
# web/node_modules for all presets; no install script of theirs is run.

function(noroshi_web_page target name assets)
  set(web "${CMAKE_SOURCE_DIR}/web")
  set(installed "${web}/node_modules/.package-lock.json")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS
    "${web}/src/*.ts" "${web}/src/*.css" "${web}/src/*.html")
  set(page "${CMAKE_BINARY_DIR}/web/${name}.html")
  add_custom_command(OUTPUT "${page}"
    COMMAND "${NOROSHI_NODE}" "${web}/tools/build.mjs" "${page}" ${name}
    DEPENDS ${sources} "${web}/tools/build.mjs" "${installed}"
    COMMENT "Building the ${name} page"
    VERBATIM)
  noroshi_embed(TARGET ${target} NAME ${assets} ROOT "${CMAKE_BINARY_DIR}/web" FILES "${page}")
endfunction()

# The program NAME_samples writes made-up documents, for the browser test and for looking at; the
# test NAME_schema checks them. Its working folder is that of the sources.
function(noroshi_web_samples target name)
  add_executable(${name}_samples "${CMAKE_SOURCE_DIR}/web/test/${name}_samples.cc")
  target_link_libraries(${name}_samples PRIVATE ${target}_testing)
  add_test(NAME ${name}_schema COMMAND python3 "${CMAKE_SOURCE_DIR}/schema/validate.py"
    "${CMAKE_SOURCE_DIR}/schema/${name}.schema.json" --run $<TARGET_FILE:${name}_samples>)
  set_tests_properties(${name}_schema PROPERTIES TIMEOUT 300
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
endfunction()

function(noroshi_web target)
  find_program(NOROSHI_NODE NAMES node nodejs)
  find_program(NOROSHI_NPM npm)
  if(NOT NOROSHI_NODE OR NOT NOROSHI_NPM)
    message(FATAL_ERROR "The report page needs Node 18 or later and npm to be built.\n"
      "On Debian and Ubuntu: apt-get install nodejs npm (./noroshi does it for you).")
  endif()
  execute_process(COMMAND "${NOROSHI_NODE}" --version OUTPUT_VARIABLE version
    OUTPUT_STRIP_TRAILING_WHITESPACE)
  string(REGEX REPLACE "^v" "" version "${version}")
  if(version VERSION_LESS 18)
    message(FATAL_ERROR "The report page needs Node 18 or later; ${NOROSHI_NODE} is ${version}.")
  endif()

  set(web "${CMAKE_SOURCE_DIR}/web")
  set(installed "${web}/node_modules/.package-lock.json")  # npm writes it last
  add_custom_command(OUTPUT "${installed}"
    COMMAND "${CMAKE_COMMAND}" -D "NPM=${NOROSHI_NPM}" -D "WEB=${web}"
      -P "${CMAKE_SOURCE_DIR}/cmake/InstallWebPackages.cmake"
    DEPENDS "${web}/package.json" "${web}/package-lock.json"
      "${CMAKE_SOURCE_DIR}/cmake/InstallWebPackages.cmake"
    COMMENT "Installing the packages of the report page"
    VERBATIM)

  noroshi_web_page(${target} report ReportAssets)

  if(NOROSHI_TESTS)
    noroshi_web_samples(${target} report)
    add_test(NAME web COMMAND "${NOROSHI_NPM}" --silent run verify WORKING_DIRECTORY "${web}")
    set_tests_properties(web PROPERTIES TIMEOUT 300)
  endif()
endfunction()
