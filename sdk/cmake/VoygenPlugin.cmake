# voygen_add_plugin(cpmaxx SOURCES plugin.cpp parse.cpp)
#
# Builds plugins/<name>/<name>.so with plugin.json beside it. The library exports voygen_plugin_entry and nothing else:
# GCC's unique symbols would keep it in memory after unloading, so they are off, and an undefined symbol fails the link.
set(VOYGEN_PLUGIN_EXPORTS "${CMAKE_CURRENT_LIST_DIR}/plugin.map")

function(voygen_add_plugin name)
  cmake_parse_arguments(PLUGIN "" "MANIFEST" "SOURCES" ${ARGN})
  if(NOT PLUGIN_MANIFEST)
    set(PLUGIN_MANIFEST "${CMAKE_CURRENT_SOURCE_DIR}/plugin.json")
  endif()
  add_library(${name} MODULE ${PLUGIN_SOURCES})
  target_link_libraries(${name} PRIVATE voygen::sdk)
  set(folder "${CMAKE_BINARY_DIR}/plugins/${name}")
  set_target_properties(${name} PROPERTIES
    PREFIX "" OUTPUT_NAME "${name}" LIBRARY_OUTPUT_DIRECTORY "${folder}"
    C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    LINK_DEPENDS "${VOYGEN_PLUGIN_EXPORTS}")
  target_link_options(${name} PRIVATE "LINKER:--version-script=${VOYGEN_PLUGIN_EXPORTS}")
  if(NOT VOYGEN_SANITIZE)   # a sanitizer's runtime is resolved from the program that loads the plugin
    target_link_options(${name} PRIVATE "LINKER:-z,defs")
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(${name} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fno-gnu-unique>)
  endif()
  # The binary carries the manifest's text too, so that the two can be checked against each other.
  set(embedded "${CMAKE_CURRENT_BINARY_DIR}/${name}_manifest.cpp")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${PLUGIN_MANIFEST}")
  file(READ "${PLUGIN_MANIFEST}" manifest)
  file(CONFIGURE OUTPUT "${embedded}" @ONLY CONTENT [[
#include "voygen/plugin_abi.h"
static constexpr char manifest[] = R"voygen_manifest(@manifest@)voygen_manifest";
extern "C" voygen_text voygen_plugin_manifest() { return {manifest, sizeof manifest - 1}; }
]])
  target_sources(${name} PRIVATE "${embedded}")
  configure_file("${PLUGIN_MANIFEST}" "${folder}/plugin.json" COPYONLY)
endfunction()
