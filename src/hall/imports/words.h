#pragma once

namespace unionhall::imports {

/// The words for what can be wrong with a file, and for what is refused.
void add_words();

}  // namespace unionhall::imports
