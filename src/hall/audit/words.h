#pragma once

namespace unionhall::audit {

void add_words();

}  // namespace unionhall::audit
