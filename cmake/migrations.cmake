# Builds the files of migrations/ (or of UNIONHALL_MIGRATIONS) into one source file, so that the program carries its schema.
file(GLOB migration_files CONFIGURE_DEPENDS ${UNIONHALL_MIGRATIONS}/[0-9][0-9][0-9][0-9]_*.sql)
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
write_table(SOURCE generated/migrations.cpp HEADER db/migrations.h NAMESPACE db TYPE Migration FUNCTION migrations ROWS migration_rows)
