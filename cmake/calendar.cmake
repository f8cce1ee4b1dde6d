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
file(WRITE ${calendar_source}.new "#include \"hall/calendar/years.h\"

namespace unionhall::calendar {

std::span<const YearText> years_built_in() {
  static constexpr YearText all[] = {
${year_texts}  };
  return all;
}

}  // namespace unionhall::calendar
")
file(COPY_FILE ${calendar_source}.new ${calendar_source} ONLY_IF_DIFFERENT)
