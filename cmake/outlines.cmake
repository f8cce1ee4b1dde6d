# Builds outlines of counties into the program, as its default. They are made once by script/outlines, which brings them
# from outside (docs/operations.md says whose they are), unless a file is named here.
set(UNIONHALL_OUTLINES "" CACHE FILEPATH "GeoJSON to build in as the default outlines")
set(outlines_file ${UNIONHALL_OUTLINES})
if(NOT outlines_file)
  set(outlines_file ${CMAKE_SOURCE_DIR}/build/outlines/610400.geojson)
  if(NOT EXISTS ${outlines_file})
    message(STATUS "Making ${outlines_file}")
    execute_process(COMMAND ${CMAKE_SOURCE_DIR}/script/outlines ${outlines_file} COMMAND_ERROR_IS_FATAL ANY)
  endif()
endif()
set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${outlines_file} ${CMAKE_SOURCE_DIR}/script/outlines)

file(READ ${outlines_file} outlines)
set(outlines_source ${CMAKE_BINARY_DIR}/generated/outlines.cpp)
file(WRITE ${outlines_source}.new "#include \"geo/bundled.h\"

namespace unionhall::geo {

std::string_view bundled_geojson() { return R\"outlines(${outlines})outlines\"; }

}  // namespace unionhall::geo
")
file(COPY_FILE ${outlines_source}.new ${outlines_source} ONLY_IF_DIFFERENT)
