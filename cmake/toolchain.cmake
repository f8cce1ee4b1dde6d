# Warnings, sanitizers, and the faster linker and compiler cache where they are installed.
add_library(unionhall_options INTERFACE)
target_compile_options(unionhall_options INTERFACE
  -Wall -Wextra -Wshadow -Wpedantic -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor -Woverloaded-virtual -Werror)
# g++ 12 warns wrongly about optional and variant members once it inlines them (GCC bugs 80635, 105562), and about std::string's own
# copying once its header is a precompiled one (GCC bugs 105329, 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(unionhall_options INTERFACE -Wno-maybe-uninitialized -Wno-restrict -Wno-stringop-overflow -Wno-array-bounds
    -Wno-missing-field-initializers)
endif()

if(UNIONHALL_SANITIZE STREQUAL "address")
  target_compile_options(unionhall_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(unionhall_options INTERFACE -fsanitize=address,undefined)
elseif(UNIONHALL_SANITIZE STREQUAL "thread")
  target_compile_options(unionhall_options INTERFACE -fsanitize=thread -fno-omit-frame-pointer)
  target_link_options(unionhall_options INTERFACE -fsanitize=thread)
endif()

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # base_dir and hash_dir let every build folder and every clone share one cache.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
      CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD)
  target_link_options(unionhall_options INTERFACE -fuse-ld=mold)
endif()
