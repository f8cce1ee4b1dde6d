#pragma once
// Passing a station on (分享): a link and a picture of it for a colleague, and a sign for its door. The picture's code opens the station
// without signing in; the sign's code (/d/8K3T-92QF) also confirms it, reports it and starts joining, under one number.
#include "services/stations/stations.h"

namespace unionhall::stations::sharing {

/// What a shared link opens: https://…/s/318211072344064
std::string link_of(std::string_view address, StationId id);
/// What the sign's code says: https://…/d/8K3T-92QF
std::string door_link_of(std::string_view address, std::string_view door);

/// Hours in a line or two of Chinese, "周一至周五 08:00–18:00"; empty where they are unknown.
std::string hours_in_words(std::string_view stored);

void add_words();
void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::stations::sharing
