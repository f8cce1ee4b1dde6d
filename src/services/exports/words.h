#pragma once
// Words of lists with whole numbers. Private to this folder.
namespace unionhall::exports {

void add_words();

}  // namespace unionhall::exports
