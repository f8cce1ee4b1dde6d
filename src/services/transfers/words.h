#pragma once
// Words of transfers. Private to this folder.
namespace unionhall::transfers {

void add_words();

}  // namespace unionhall::transfers
