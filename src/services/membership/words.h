#pragma once
// Words of cases about a membership. Private to this folder.
namespace unionhall::membership {

void add_words();

}  // namespace unionhall::membership
