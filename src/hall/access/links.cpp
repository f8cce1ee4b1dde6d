#include "hall/access/links.h"

#include "base/short_code.h"
#include "hall/access/rates.h"

namespace unionhall::access::links {
namespace {

constexpr Rate rate{.most = 240, .window = std::chrono::hours{1}};  // an address; carriers put many people behind one

}  // namespace

std::string code_in(http::Form& form) { return short_code::folded(form.text("code", {.chars_min = 1, .chars_max = 40})); }

void count_try(Hall& hall, const http::Request& request) {
  const auto bucket = "link_codes:" + hall.keys.digest("address", request.peer);
  const auto spent = hall.db.write([&](db::Session& db) { return spend(db, bucket, rate, hall.clock.now()); });
  if (spent.allowed) return;
  throw Refused({.status = 429,
                 .key = "access.links_tried_too_often",
                 .params = {{"minutes", std::to_string((spent.retry_after_s + 59) / 60)}},
                 .retry_after_s = spent.retry_after_s});
}

}  // namespace unionhall::access::links
