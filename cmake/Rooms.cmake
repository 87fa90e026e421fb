# A room is a static library with its own include root, so that an include the room did not declare does not compile.
#
#   voygen_add_room(cache SOURCES search_cache.cpp DEPENDS core store)
#
# DEPENDS names rooms whose headers this room may include; LIBRARIES names third-party targets only this room sees.
function(voygen_add_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;DEPENDS;LIBRARIES" ${ARGN})
  add_library(voygen_${name} STATIC ${ROOM_SOURCES})
  add_library(voygen::${name} ALIAS voygen_${name})
  target_include_directories(voygen_${name} PUBLIC "${CMAKE_CURRENT_SOURCE_DIR}/include")
  list(TRANSFORM ROOM_DEPENDS PREPEND voygen:: OUTPUT_VARIABLE rooms)
  target_link_libraries(voygen_${name} PUBLIC voygen::sdk ${rooms} PRIVATE voygen_warnings ${ROOM_LIBRARIES})
  voygen_precompile(voygen_${name})
endfunction()

# One precompiled header (the standard library, JSON, and which of their templates are instantiated elsewhere) for all C++ targets of ours.
# Tests have a second one with GoogleTest: voygen_precompile(<target> TESTS).
set(VOYGEN_PRECOMPILED_SOURCES "${CMAKE_CURRENT_LIST_DIR}/precompiled")
function(voygen_precompile target)
  if(NOT TARGET voygen_instantiated)
    add_library(voygen_instantiated STATIC "${VOYGEN_PRECOMPILED_SOURCES}/instantiated.cpp")
    target_link_libraries(voygen_instantiated PRIVATE nlohmann_json::nlohmann_json)
    target_compile_options(voygen_instantiated PRIVATE $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fno-gnu-unique>)   # plugins link it, too
  endif()
  set(header voygen_precompiled)
  set(tests_library "")
  set(tests_header "")
  set(tests_options "")
  if("TESTS" IN_LIST ARGN)
    set(header voygen_precompiled_tests)
    set(tests_library GTest::gmock)
    set(tests_header <gmock/gmock.h>)
    if(VOYGEN_SANITIZE MATCHES "undefined")
      # What is judged is the product; in the tests' own code these checks cost a third of the compile time.
      set(tests_options -fno-sanitize=undefined)
    endif()
  endif()
  if(NOT TARGET ${header})
    file(WRITE "${CMAKE_BINARY_DIR}/${header}.cpp" "")
    add_library(${header} OBJECT "${CMAKE_BINARY_DIR}/${header}.cpp")
    target_link_libraries(${header} PRIVATE voygen_warnings nlohmann_json::nlohmann_json Threads::Threads ${tests_library})
    target_compile_options(${header} PRIVATE ${tests_options})
    target_include_directories(${header} PRIVATE "${VOYGEN_PRECOMPILED_SOURCES}")
    target_precompile_headers(${header} PRIVATE
      <algorithm> <array> <atomic> <chrono> <condition_variable> <cstdint> <filesystem> <functional> <map> <memory> <mutex>
      <optional> <set> <span> <stop_token> <string> <string_view> <thread> <unordered_map> <utility> <variant> <vector>
      <nlohmann/json.hpp> <instantiated.hpp> ${tests_header})   # no absolute paths: the compiler cache serves other clones, too
  endif()
  target_compile_options(${target} PRIVATE ${tests_options})
  target_include_directories(${target} PRIVATE "${VOYGEN_PRECOMPILED_SOURCES}")
  target_precompile_headers(${target} REUSE_FROM ${header})
  target_link_libraries(${target} PRIVATE voygen_instantiated)
endfunction()

# A platform plugin: one shared library that exports one symbol, beside its manifest, in plugins/<name>/.
# Plugin teams get the same function from the installed SDK.
include("${PROJECT_SOURCE_DIR}/sdk/cmake/VoygenPlugin.cmake")
