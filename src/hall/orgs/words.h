#pragma once

namespace unionhall::orgs {

void add_words();

}  // namespace unionhall::orgs
