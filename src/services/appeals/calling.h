#pragma once
// Whom to call about an appeal. Private to this folder.
#include "services/appeals/appeals.h"

namespace unionhall::appeals {

void mount_calling(http::Router& route, Hall& hall);

}  // namespace unionhall::appeals
