# Files that are built into the program, as one table of one source file.
#
#   write_table(SOURCE generated/migrations.cpp HEADER db/migrations.h NAMESPACE db TYPE Migration FUNCTION migrations ROWS rows)
#
# writes `std::span<const TYPE> FUNCTION()` in that namespace, and touches the file only where it differs. ROWS names the variable that
# holds them: as an argument they would lose their semicolons.
function(write_table)
  cmake_parse_arguments(TABLE "" "SOURCE;HEADER;NAMESPACE;TYPE;FUNCTION;ROWS" "" ${ARGN})
  set(source ${CMAKE_BINARY_DIR}/${TABLE_SOURCE})
  file(WRITE ${source}.new "#include \"${TABLE_HEADER}\"

namespace unionhall::${TABLE_NAMESPACE} {

std::span<const ${TABLE_TYPE}> ${TABLE_FUNCTION}() {
  static constexpr ${TABLE_TYPE} all[] = {
${${TABLE_ROWS}}  };
  return all;
}

}  // namespace unionhall::${TABLE_NAMESPACE}
")
  file(COPY_FILE ${source}.new ${source} ONLY_IF_DIFFERENT)
endfunction()
