# voygen_add_plugin(acme SOURCES plugin.cpp parse.cpp [MANIFEST plugin.json] [FOLDER build/plugins/acme])
#
# Builds <FOLDER>/<name>.so with plugin.json beside it. The library exports voygen_plugin_entry and nothing else:
# GCC's unique symbols would keep it in memory after unloading, so they are off, and an undefined symbol fails the link.
set(VOYGEN_PLUGIN_EXPORTS "${CMAKE_CURRENT_LIST_DIR}/plugin.map")

function(voygen_add_plugin name)
  cmake_parse_arguments(PLUGIN "" "MANIFEST;FOLDER" "SOURCES" ${ARGN})
  if(NOT PLUGIN_MANIFEST)
    set(PLUGIN_MANIFEST "plugin.json")
  endif()
  get_filename_component(PLUGIN_MANIFEST "${PLUGIN_MANIFEST}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
  add_library(${name} MODULE ${PLUGIN_SOURCES})
  target_link_libraries(${name} PRIVATE voygen::sdk)
  target_compile_features(${name} PRIVATE cxx_std_20)
  if(NOT PLUGIN_FOLDER)
    set(PLUGIN_FOLDER "${CMAKE_BINARY_DIR}/plugins/${name}")
  endif()
  set_target_properties(${name} PROPERTIES
    PREFIX "" SUFFIX ".so" OUTPUT_NAME "${name}" LIBRARY_OUTPUT_DIRECTORY "${PLUGIN_FOLDER}"
    C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    LINK_DEPENDS "${VOYGEN_PLUGIN_EXPORTS}")
  target_link_options(${name} PRIVATE "LINKER:--version-script=${VOYGEN_PLUGIN_EXPORTS}")
  if(NOT VOYGEN_SANITIZE)   # a sanitizer's runtime is resolved from the program that loads the plugin
    target_link_options(${name} PRIVATE "LINKER:-z,defs")
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(${name} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fno-gnu-unique>)
  endif()
  voygen_embed_manifest(${name} "${PLUGIN_MANIFEST}")
  configure_file("${PLUGIN_MANIFEST}" "${PLUGIN_FOLDER}/plugin.json" COPYONLY)
endfunction()

# The binary carries the manifest's text too, so that the two can be checked against each other. The source is C and C++ alike, and in
# the language of the plugin, so that a plugin in C needs no C++ at all.
function(voygen_embed_manifest name file)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
  file(READ "${file}" bytes HEX)
  string(REGEX REPLACE "(..)" "\\\\x\\1" manifest "${bytes}")
  get_target_property(sources ${name} SOURCES)
  set(embedded "${CMAKE_CURRENT_BINARY_DIR}/${name}_manifest.cpp")
  if(NOT "${sources}" MATCHES "\\.(cpp|cc|cxx)(;|$)")
    set(embedded "${CMAKE_CURRENT_BINARY_DIR}/${name}_manifest.c")
  endif()
  file(CONFIGURE OUTPUT "${embedded}" @ONLY CONTENT [[
#include "voygen/plugin_abi.h"
#ifdef __cplusplus
extern "C"
#endif
voygen_text voygen_plugin_manifest(void);
voygen_text voygen_plugin_manifest(void) {
  static const char text[] = "@manifest@";
  voygen_text lent;
  lent.data = text;
  lent.size = sizeof text - 1;
  return lent;
}
]])
  target_sources(${name} PRIVATE "${embedded}")
endfunction()

# voygen_add_plugin_test(acme_test PLUGIN acme SOURCES acme_test.cpp parse.cpp)
#
# A GoogleTest program that finds the plugin as VOYGEN_TESTED_PLUGIN (its path) and the test's own folder as VOYGEN_TEST_DATA.
function(voygen_add_plugin_test name)
  cmake_parse_arguments(TEST "" "PLUGIN" "SOURCES" ${ARGN})
  find_package(GTest REQUIRED)
  include(GoogleTest)
  add_executable(${name} ${TEST_SOURCES})
  target_link_libraries(${name} PRIVATE voygen::testkit GTest::gtest GTest::gtest_main)
  target_compile_features(${name} PRIVATE cxx_std_20)
  target_compile_definitions(${name} PRIVATE
    VOYGEN_TESTED_PLUGIN="$<TARGET_FILE:${TEST_PLUGIN}>" VOYGEN_TEST_DATA="${CMAKE_CURRENT_SOURCE_DIR}")
  add_dependencies(${name} ${TEST_PLUGIN})
  gtest_discover_tests(${name})
endfunction()
