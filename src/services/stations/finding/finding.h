#pragma once
// Finding the nearest (找驿站): without signing in, by POST, so that where somebody is stands in no address and no log; it is kept nowhere.
// The phone gets what a list and the pins of a map need, with the intervals of the coming week: it says itself what is open, also when the
// network is gone. A station that several people found shut stands behind the others, and says why.
#include "services/stations/finding/finder.h"

namespace unionhall::stations::finding {

void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::stations::finding
