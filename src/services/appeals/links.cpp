#include "services/appeals/links.h"

#include "base/short_code.h"
#include "hall/access/rates.h"

namespace unionhall::appeals::links {
namespace {

constexpr access::Rate rate{.most = 240, .window = std::chrono::hours{1}};  // an address; carriers put many people behind one

}  // namespace

std::string code_in(http::Form& form) { return short_code::folded(form.text("code", {.chars_min = 1, .chars_max = 40})); }

void count_try(Hall& hall, const http::Request& request) {
  const auto bucket = "appeal_links:" + hall.keys.digest("address", request.peer);
  const auto spent = hall.db.write([&](db::Session& db) { return access::spend(db, bucket, rate, hall.clock.now()); });
  if (spent.allowed) return;
  throw Refused({.status = 429,
                 .key = "appeals.links_tried_too_often",
                 .params = {{"minutes", std::to_string((spent.retry_after_s + 59) / 60)}},
                 .retry_after_s = spent.retry_after_s});
}

}  // namespace unionhall::appeals::links
