# Builds the texts that people consent to (src/hall/consents/notices/KIND.vN.LANGUAGE.md) into one source file.
set(privacy_notices_folder ${CMAKE_SOURCE_DIR}/src/hall/consents/notices)
file(GLOB privacy_notice_files CONFIGURE_DEPENDS ${privacy_notices_folder}/*.v[0-9]*.*.md)
list(SORT privacy_notice_files)

set(privacy_notice_rows "")
foreach(file IN LISTS privacy_notice_files)
  set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  get_filename_component(name ${file} NAME)
  if(NOT name MATCHES "^([a-z_]+)\\.v([1-9][0-9]*)\\.(zh|en)\\.md$")
    message(FATAL_ERROR "${name} is no KIND.vN.LANGUAGE.md")
  endif()
  set(kind ${CMAKE_MATCH_1})
  set(version ${CMAKE_MATCH_2})
  set(language ${CMAKE_MATCH_3})
  file(READ ${file} text)
  string(APPEND privacy_notice_rows "    {\"${kind}\", ${version}, \"${language}\", R\"notice(${text})notice\"},\n")
endforeach()

set(privacy_notices_source ${CMAKE_BINARY_DIR}/generated/privacy_notices.cpp)
write_table(SOURCE generated/privacy_notices.cpp HEADER hall/consents/wordings.h NAMESPACE consents TYPE Wording FUNCTION wordings
            ROWS privacy_notice_rows)
