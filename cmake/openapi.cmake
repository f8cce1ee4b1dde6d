# The contract as JSON, made from api/openapi.yaml, for the program and for the tests that hold its answers to it.
add_executable(openapi_to_json ${CMAKE_SOURCE_DIR}/api/to_json.cpp)
target_link_libraries(openapi_to_json PRIVATE yaml-cpp)

set(openapi_source ${CMAKE_BINARY_DIR}/generated/openapi.cpp)
add_custom_command(
  OUTPUT ${openapi_source}
  COMMAND openapi_to_json ${CMAKE_SOURCE_DIR}/api/openapi.yaml ${openapi_source}
  DEPENDS openapi_to_json ${CMAKE_SOURCE_DIR}/api/openapi.yaml
  COMMENT "Building the contract in")
add_library(openapi STATIC ${openapi_source})
target_include_directories(openapi PUBLIC ${CMAKE_SOURCE_DIR}/api)
target_link_libraries(openapi PRIVATE unionhall_options)
