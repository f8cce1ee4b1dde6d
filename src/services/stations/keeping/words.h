#pragma once

namespace unionhall::stations::keeping {

void add_words();

}  // namespace unionhall::stations::keeping
