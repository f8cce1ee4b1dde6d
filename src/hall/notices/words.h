#pragma once

namespace unionhall::notices {

void add_words();

}  // namespace unionhall::notices
