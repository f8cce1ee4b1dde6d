#pragma once
// Words of joining. Private to this folder.
namespace unionhall::joining {

void add_words();

}  // namespace unionhall::joining
