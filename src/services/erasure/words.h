#pragma once
// Words of cases of erasing. Private to this folder.
namespace unionhall::erasure {

void add_words();

}  // namespace unionhall::erasure
