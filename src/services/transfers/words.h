#pragma once
// Words of transfers. Private to this folder.
namespace unionhall::transfers {

void add_words();
void add_union_move_words();
void add_note_words();

}  // namespace unionhall::transfers
