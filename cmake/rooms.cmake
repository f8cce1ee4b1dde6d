# A room is a folder of src/ and one library. What it may include is exactly what it links:
# each room's headers are reached through a folder of its own that holds one link, so that an
# include of a room that is not listed in DEPENDS does not compile.
#
#   room(hall/orgs DEPENDS hall/access db base LIBRARIES fmt::fmt)
#
# The library is called after the folder, with dots: hall.orgs.
function(room path)
  cmake_parse_arguments(ROOM "" "HEADER" "DEPENDS;LIBRARIES;PRIVATE_LIBRARIES" ${ARGN})
  string(REPLACE "/" "." name ${path})

  get_filename_component(parent ${path} DIRECTORY)
  set(door ${CMAKE_BINARY_DIR}/rooms/${name})
  file(MAKE_DIRECTORY ${door}/${parent})
  if(ROOM_HEADER)  # a folder with rooms inside: only its own header is behind this door
    file(MAKE_DIRECTORY ${door}/${path})
    file(CREATE_LINK ${CMAKE_SOURCE_DIR}/src/${path}/${ROOM_HEADER} ${door}/${path}/${ROOM_HEADER} SYMBOLIC)
  else()
    file(CREATE_LINK ${CMAKE_SOURCE_DIR}/src/${path} ${door}/${path} SYMBOLIC)
  endif()

  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${path}/*.cpp)
  if(sources)
    add_library(${name} STATIC ${sources})
    set(scope PUBLIC)
    target_link_libraries(${name} PRIVATE unionhall_options ${ROOM_PRIVATE_LIBRARIES})
  else()
    add_library(${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(${name} ${scope} ${door})
  string(REPLACE "/" "." depends "${ROOM_DEPENDS}")
  target_link_libraries(${name} ${scope} ${depends} ${ROOM_LIBRARIES})

  if(sources AND path STREQUAL "hall")
    precompile(hall PRIVATE ${usual_headers})
  elseif(sources AND path MATCHES "^(hall|services|app)(/|$)")
    precompile(${name} REUSE_FROM hall)
  endif()
endfunction()

# What nearly every file that knows the hall includes is parsed once. The preset check does without, so that
# script/check finds a file of a room that does not include what it needs.
set(usual_headers <hall/hall.h> <fmt/format.h> <algorithm> <charconv> <set> <span> <unordered_map> <variant>)
function(precompile target)
  target_precompile_headers(${target} ${ARGN})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(${target} PRIVATE -fpch-preprocess)  # for ccache
  endif()
endfunction()

# A test is compiled once and run once: optimising it takes longer than it saves. What _FORTIFY_SOURCE adds needs optimising, and
# what some libraries ask for, all have: a precompiled header is good for the same options alone.
set(test_options -O0 -U_FORTIFY_SOURCE -pthread)

# One test program: proof(base_test SOURCES a_test.cpp b_test.cpp ROOMS base)
function(proof name)
  cmake_parse_arguments(PROOF "" "TIMEOUT" "SOURCES;ROOMS;LIBRARIES;LABELS" ${ARGN})
  add_executable(${name} ${PROOF_SOURCES})
  string(REPLACE "/" "." rooms "${PROOF_ROOMS}")
  target_link_libraries(${name} PRIVATE unionhall_options ${rooms} ${PROOF_LIBRARIES} GTest::gmock_main)
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_compile_options(${name} PRIVATE ${test_options})
  if(PROOF_ROOMS MATCHES "(^|;)(hall|services|app)(/|;|$)")
    precompile(${name} REUSE_FROM test.hall_headers)
  else()
    precompile(${name} REUSE_FROM test.base_headers)
  endif()
  if(NOT PROOF_TIMEOUT)
    set(PROOF_TIMEOUT 900)
  endif()
  if(UNIONHALL_SANITIZE)
    math(EXPR PROOF_TIMEOUT "4 * ${PROOF_TIMEOUT}")
  endif()
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(${name} PROPERTIES TIMEOUT ${PROOF_TIMEOUT} LABELS "${PROOF_LABELS}")
endfunction()
