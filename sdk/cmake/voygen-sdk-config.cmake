include(CMakeFindDependencyMacro)
find_dependency(nlohmann_json 3.11)
include("${CMAKE_CURRENT_LIST_DIR}/voygen-sdk-targets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/VoygenPlugin.cmake")
