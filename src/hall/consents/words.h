#pragma once

namespace unionhall::consents {

void add_words();

}  // namespace unionhall::consents
