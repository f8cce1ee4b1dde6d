#pragma once

namespace unionhall::figures {

void add_words();

}  // namespace unionhall::figures
