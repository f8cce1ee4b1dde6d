#pragma once

namespace unionhall::roster {

/// The words for what can be wrong with a row, and for what a column may be.
void add_words();

}  // namespace unionhall::roster
