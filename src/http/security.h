#pragma once
#include <optional>
#include <string>
#include <vector>

#include "http/http.h"

namespace unionhall::http {

/// A page of another site can make a browser send our cookie. Refused (403) when an unsafe request carries a cookie
/// and the browser does not say that one of our own pages sent it.
std::optional<Problem> refuse_cross_site(const Request& request, const std::vector<std::string>& own_origins);

/// Other origins ("https://tiles.example") whose pictures pages may show, beside ours. Before the doors open.
void pictures_come_also_from(const std::vector<std::string>& origins);

/// What browsers are told with every answer; a header that the answer has already stays.
void add_security_headers(Response& response);

}  // namespace unionhall::http
