#pragma once
// Words of verification. Private to this folder.
namespace unionhall::verification {

void add_words();

}  // namespace unionhall::verification
