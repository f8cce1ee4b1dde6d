#pragma once

namespace unionhall::accounts {

void add_words();

}  // namespace unionhall::accounts
