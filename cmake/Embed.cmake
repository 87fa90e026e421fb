# voygen_embed(<target> <name>.inc FILE...) makes <name>.inc for the target's sources: one {"file name", R"(content)"} line per file,
# so that schemas and scripts live in files of their own kind and travel inside the program.
function(voygen_embed target output)
  set(files "")
  foreach(file ${ARGN})
    list(APPEND files "${CMAKE_CURRENT_SOURCE_DIR}/${file}")
  endforeach()
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/embedded")
  string(REPLACE ";" "|" packed "${files}")
  add_custom_command(OUTPUT "${folder}/${output}"
    COMMAND ${CMAKE_COMMAND} "-DFILES=${packed}" "-DOUTPUT=${folder}/${output}" -P "${PROJECT_SOURCE_DIR}/cmake/EmbedFiles.cmake"
    DEPENDS ${files} "${PROJECT_SOURCE_DIR}/cmake/EmbedFiles.cmake" VERBATIM)
  target_sources(${target} PRIVATE "${folder}/${output}")
  target_include_directories(${target} PRIVATE "${folder}")
endfunction()
