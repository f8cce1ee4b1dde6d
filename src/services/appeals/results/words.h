#pragma once

namespace unionhall::appeals::results {

void add_words();

}  // namespace unionhall::appeals::results
