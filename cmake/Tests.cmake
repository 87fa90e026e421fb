# voygen_add_tests(store_tests SOURCES a_test.cpp ROOMS store)
function(voygen_add_tests name)
  cmake_parse_arguments(TESTS "" "" "SOURCES;ROOMS;LIBRARIES" ${ARGN})
  add_executable(${name} ${TESTS_SOURCES} "${PROJECT_SOURCE_DIR}/tests/support/under_tsan.cpp")
  list(TRANSFORM TESTS_ROOMS PREPEND voygen::)
  target_link_libraries(${name} PRIVATE ${TESTS_ROOMS} ${TESTS_LIBRARIES} voygen_warnings GTest::gmock GTest::gtest_main)
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/tests/support")
  voygen_register_tests(${name})
endfunction()

# One program is one test of CTest: what its tests share (the world's places, a browser) is made once. bin/<name> --gtest_filter=... runs
# a single one.
function(voygen_register_tests name)
  voygen_precompile(${name} TESTS)
  add_test(NAME ${name} COMMAND ${name})
endfunction()
