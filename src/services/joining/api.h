#pragma once
// Routes of joining. Private to this folder.
#include "services/joining/joining.h"

namespace unionhall::joining {

void mount_posters(http::Router& route, Hall& hall);

}  // namespace unionhall::joining
