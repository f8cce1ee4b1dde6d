# Builds the files of migrations/ into one source file, so that the program carries its schema.
file(GLOB migration_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/migrations/[0-9][0-9][0-9][0-9]_*.sql)
list(SORT migration_files)

set(migration_rows "")
foreach(file IN LISTS migration_files)
  set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  get_filename_component(name ${file} NAME_WE)
  string(REGEX MATCH "^[0-9]+" digits ${name})
  math(EXPR number "1${digits} - 10000")  # 0012 is no octal number
  file(READ ${file} sql)
  string(APPEND migration_rows "    {${number}, \"${name}\", R\"migration(${sql})migration\"},\n")
endforeach()

set(migrations_source ${CMAKE_BINARY_DIR}/generated/migrations.cpp)
file(WRITE ${migrations_source}.new "#include \"db/migrations.h\"

namespace unionhall::db {

std::span<const Migration> migrations() {
  static constexpr Migration all[] = {
${migration_rows}  };
  return all;
}

}  // namespace unionhall::db
")
file(COPY_FILE ${migrations_source}.new ${migrations_source} ONLY_IF_DIFFERENT)
