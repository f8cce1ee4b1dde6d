# The holidays and make-up days that the program knows from the start: one file a year.
file(GLOB year_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/hall/calendar/years/[0-9][0-9][0-9][0-9].txt)
list(SORT year_files)

set(year_texts "")
foreach(file IN LISTS year_files)
  set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  get_filename_component(year ${file} NAME_WE)
  file(READ ${file} text)
  string(APPEND year_texts "    {${year}, R\"year(${text})year\"},\n")
endforeach()

set(calendar_source ${CMAKE_BINARY_DIR}/generated/calendar_years.cpp)
write_table(SOURCE generated/calendar_years.cpp HEADER hall/calendar/years.h NAMESPACE calendar TYPE YearText FUNCTION years_built_in
            ROWS year_texts)
