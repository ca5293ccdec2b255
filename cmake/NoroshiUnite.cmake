# United builds: sources compiled in batches, up to a dozen as one text, so that their headers are parsed once. A whole
# build takes about half the processor time, but changing one file costs its batch: it is for builds that are made once.
# NOROSHI_UNITE=ON in the environment decides for it (.ci/run).
#
# noroshi_sources(TARGET files...): sources of the target, now or in batches.
# noroshi_unite(): makes the batches; called once, behind all targets. How: tools/batch_sources.py.

if(DEFINED ENV{NOROSHI_UNITE})
  set(unite_by_default $ENV{NOROSHI_UNITE})
else()
  set(unite_by_default OFF)
endif()
option(NOROSHI_UNITE "Compile sources in batches" ${unite_by_default})

if(NOROSHI_UNITE AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC takes a source that a batch includes for a header, in which an unnamed namespace would be a mistake; and with
  # a whole batch to inline, it guesses wrongly about std::optional. Builds that are not united keep both warnings.
  target_compile_options(noroshi_flags INTERFACE -Wno-subobject-linkage -Wno-maybe-uninitialized)
endif()

function(noroshi_sources target)
  foreach(source ${ARGN})
    get_source_file_property(definitions "${source}" COMPILE_DEFINITIONS)
    if(NOROSHI_UNITE AND NOT definitions)
      set_property(GLOBAL APPEND PROPERTY NOROSHI_UNITED "${target}\t${source}")
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${source}")
    else()
      target_sources(${target} PRIVATE "${source}")
    endif()
  endforeach()
endfunction()

function(noroshi_unite)
  if(NOT NOROSHI_UNITE)
    return()
  endif()
  set(tool "${CMAKE_SOURCE_DIR}/tools/batch_sources.py")
  # Names that a header declares decide about batches too.
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/src/*.h")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
    "${tool}" "${CMAKE_SOURCE_DIR}/tools/source_names.py" ${headers})

  get_property(sources GLOBAL PROPERTY NOROSHI_UNITED)
  list(JOIN sources "\n" list)
  set(output "${CMAKE_BINARY_DIR}/united")
  file(WRITE "${output}/sources.txt" "${list}\n")
  execute_process(COMMAND python3 "${tool}" --root "${CMAKE_SOURCE_DIR}/src" --output "${output}"
    INPUT_FILE "${output}/sources.txt" OUTPUT_VARIABLE batches COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL "[^\n]+" batches "${batches}")
  foreach(line ${batches})
    string(REGEX MATCH "^([^\t]+)\t(.+)$" matched "${line}")
    target_sources(${CMAKE_MATCH_1} PRIVATE "${CMAKE_MATCH_2}")
  endforeach()
endfunction()
