# noroshi_embed(TARGET lib NAME ShippedRules ROOT dir FILES files...)
#
# Compiles files into the program: adds a generated source to TARGET that defines
#   std::span<const noroshi::EmbeddedFile> noroshi::NAME()
# in the order of FILES, each with its path relative to ROOT (see base/embedded_file.h).

function(noroshi_embed)
  cmake_parse_arguments(arg "" "TARGET;NAME;ROOT" "FILES" ${ARGN})
  set(output "${CMAKE_CURRENT_BINARY_DIR}/embedded/${arg_NAME}.cc")
  set(list_file "${CMAKE_CURRENT_BINARY_DIR}/embedded/${arg_NAME}.txt")
  string(REPLACE ";" "\n" lines "${arg_FILES}")
  file(GENERATE OUTPUT "${list_file}" CONTENT "${lines}\n")
  add_custom_command(OUTPUT "${output}"
    COMMAND python3 "${CMAKE_SOURCE_DIR}/tools/embed_files.py" --name "${arg_NAME}"
      --root "${arg_ROOT}" --list "${list_file}" --output "${output}"
    DEPENDS ${arg_FILES} "${list_file}" "${CMAKE_SOURCE_DIR}/tools/embed_files.py"
    VERBATIM)
  target_sources(${arg_TARGET} PRIVATE "${output}")
endfunction()
