#pragma once
// Routes by which a union gives a case to another, gives it back, asks for help with it and helps. Private to this folder.
#include "hall/cases/cases.h"

namespace unionhall::cases {

void mount_handing(http::Router& route, Hall& hall);

}  // namespace unionhall::cases
