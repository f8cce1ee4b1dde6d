# What an installed hall consists of, and the Debian package that cpack makes of it. script/package does it all.
include(GNUInstallDirs)
set(UNIONHALL_MAINTAINER "unionhall maintainers <maintainers@unionhall.example>" CACHE STRING "Who answers for the package")

install(TARGETS unionhall)
install(TARGETS draw_picture DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/unionhall)
foreach(app IN ITEMS member office open)
  install(DIRECTORY web/${app}/dist/ DESTINATION ${CMAKE_INSTALL_DATADIR}/unionhall/${app})
endforeach()
install(FILES README.md README.zh-CN.md docs/operations.md docs/upgrading.md docs/compliance.md docs/glossary.md
        DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES packaging/nginx/unionhall.conf DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples/nginx)
install(FILES packaging/unionhall.toml DESTINATION /etc/unionhall)
install(FILES packaging/unionhall.service DESTINATION lib/systemd/system)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME unionhall)
set(CPACK_PACKAGE_VERSION ${UNIONHALL_VERSION})
set(CPACK_PACKAGE_CONTACT ${UNIONHALL_MAINTAINER})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "online hall of a city federation of trade unions (指尖工会)")
set(CPACK_PACKAGE_DESCRIPTION "One program with the members' app, the officers' desk and all that stands
behind them: unions, members, cases, figures, rosters, an audit trail.
A federation hosts it itself, in one folder or on PostgreSQL.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Posters and certificates are drawn with the fonts; text gateways are asked over https; the rest is postinst's.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, ca-certificates, fonts-noto-cjk, init-system-helpers (>= 1.54)")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "nginx")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "postgresql-15")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(packaging ${CMAKE_SOURCE_DIR}/packaging/debian)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${packaging}/postinst ${packaging}/prerm ${packaging}/postrm ${packaging}/conffiles)

# Debian asks for these two beside the others. The day is the commit's where SOURCE_DATE_EPOCH says it.
string(TIMESTAMP day "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(CONFIGURE OUTPUT generated/changelog.Debian @ONLY CONTENT "unionhall (@UNIONHALL_VERSION@-1) stable; urgency=medium

  * See changelog.gz beside this file.

 -- @UNIONHALL_MAINTAINER@  @day@
")
foreach(pair IN ITEMS "${CMAKE_SOURCE_DIR}/CHANGELOG.md>changelog" "${CMAKE_BINARY_DIR}/generated/changelog.Debian>changelog.Debian")
  string(REPLACE ">" ";" pair ${pair})
  list(GET pair 0 from)
  list(GET pair 1 name)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${from})
  execute_process(COMMAND gzip -9nc ${from} OUTPUT_FILE ${CMAKE_BINARY_DIR}/generated/${name}.gz COMMAND_ERROR_IS_FATAL ANY)
  install(FILES ${CMAKE_BINARY_DIR}/generated/${name}.gz DESTINATION ${CMAKE_INSTALL_DOCDIR})
endforeach()
install(FILES packaging/debian/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES ${CMAKE_BINARY_DIR}/generated/web-licences.txt DESTINATION ${CMAKE_INSTALL_DOCDIR} OPTIONAL)

include(CPack)
