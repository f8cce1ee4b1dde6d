#pragma once

namespace unionhall::app {

void add_words();

}  // namespace unionhall::app
