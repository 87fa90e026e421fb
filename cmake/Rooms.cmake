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

# One precompiled header (the standard library and JSON) for all C++ targets of ours.
function(voygen_precompile target)
  if(NOT TARGET voygen_precompiled)
    file(WRITE "${CMAKE_BINARY_DIR}/precompiled.cpp" "")
    add_library(voygen_precompiled OBJECT "${CMAKE_BINARY_DIR}/precompiled.cpp")
    target_link_libraries(voygen_precompiled PRIVATE voygen_warnings nlohmann_json::nlohmann_json Threads::Threads)
    target_precompile_headers(voygen_precompiled PRIVATE
      <algorithm> <array> <atomic> <chrono> <condition_variable> <cstdint> <filesystem> <functional> <map> <memory> <mutex>
      <optional> <set> <span> <stop_token> <string> <string_view> <thread> <unordered_map> <utility> <variant> <vector>
      <nlohmann/json.hpp>)
  endif()
  target_precompile_headers(${target} REUSE_FROM voygen_precompiled)
endfunction()

# A platform plugin: one shared library that exports one symbol, beside its manifest, in plugins/<name>/.
# Plugin teams get the same function from the installed SDK.
include("${PROJECT_SOURCE_DIR}/sdk/cmake/VoygenPlugin.cmake")
