#pragma once
#include "http/http.h"

namespace unionhall::http {

/// The words for everything that http itself refuses.
void add_words(Texts& texts);

}  // namespace unionhall::http
