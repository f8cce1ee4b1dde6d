# The contract as JSON, built into the program from api/openapi.yaml.
add_executable(openapi_to_json ${CMAKE_SOURCE_DIR}/api/to_json.cpp)
target_link_libraries(openapi_to_json PRIVATE yaml-cpp)

set(openapi_source ${CMAKE_BINARY_DIR}/generated/openapi.cpp)
add_custom_command(
  OUTPUT ${openapi_source}
  COMMAND openapi_to_json ${CMAKE_SOURCE_DIR}/api/openapi.yaml ${openapi_source}
  DEPENDS openapi_to_json ${CMAKE_SOURCE_DIR}/api/openapi.yaml
  COMMENT "Building the contract in")
