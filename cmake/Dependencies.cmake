# All dependencies are Debian 12 packages (scripts/install-dependencies); nothing is downloaded here.
find_package(Threads REQUIRED)
find_package(Poco 1.11 REQUIRED COMPONENTS Foundation Net Util)   # HTTP, WebSocket, processes, life cycle
find_package(nlohmann_json 3.11 REQUIRED)                          # JSON everywhere
find_package(SQLite3 3.40 REQUIRED)                                # host/store only
find_package(Boost 1.74 REQUIRED COMPONENTS filesystem)            # Boost.DLL, host/plugin only
find_package(spdlog 1.10 REQUIRED)                                 # host/core/log only
find_package(CLI11 2.1 REQUIRED)                                   # host/app only
find_package(PkgConfig REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)       # random ids, digests, wiping secrets
find_path(VALIJSON_INCLUDE_DIR valijson/validator.hpp REQUIRED)    # JSON Schema, host/core/schema only
add_library(valijson INTERFACE)
target_include_directories(valijson SYSTEM INTERFACE ${VALIJSON_INCLUDE_DIR})

# Poco's targets bring feature macros (_FILE_OFFSET_BITS ...). Everything gets them, or the shared precompiled header would not fit.
get_target_property(poco_macros Poco::Foundation INTERFACE_COMPILE_DEFINITIONS)
if(poco_macros)
  add_compile_definitions(${poco_macros})
endif()
