# cmake -D NPM=... -D WEB=... -P InstallWebPackages.cmake: npm ci, once.
#
# Several build folders share web/node_modules: the first to come installs, the others wait for it.

file(LOCK "${WEB}" DIRECTORY GUARD PROCESS TIMEOUT 900)
set(installed "${WEB}/node_modules/.package-lock.json")
if(NOT "${installed}" IS_NEWER_THAN "${WEB}/package-lock.json" OR NOT EXISTS "${installed}")
  execute_process(COMMAND "${NPM}" ci --ignore-scripts --no-audit --no-fund --prefer-offline
    WORKING_DIRECTORY "${WEB}" RESULT_VARIABLE result OUTPUT_QUIET ERROR_VARIABLE errors)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "npm ci failed in ${WEB}:\n${errors}\n"
      "It needs the npm registry, or npm's cache from an earlier build.")
  endif()
endif()
file(TOUCH "${installed}")
