// The card that a member shows, and what whoever reads its code learns.
#include "base/names.h"
#include "hall/access/rates.h"
#include "hall/members/api.h"
#include "hall/members/cards.h"
#include "hall/members/json.h"
#include "hall/orgs/orgs.h"

namespace unionhall::members {
namespace {

constexpr access::Rate checks_rate{.most = 600, .window = std::chrono::hours{1}};  // an address; a counter checks many

/// What a card says, and nothing else of her.
struct Face {
  std::string name, union_name, division, status;
  std::string joined_on;
};

std::optional<Face> face_of(db::Session& db, PersonId person) {
  const auto living = members::living(db, {person});
  if (living.empty()) return std::nullopt;
  const auto org = orgs::find(db, living.front().org);
  return Face{.name = names::masked(people::find(db, person)->facts.name),
              .union_name = org->facts.name,
              .division = org->facts.division,
              .status = std::string(db::word(living.front().status)),
              .joined_on = living.front().joined_on};
}

/// GET /api/v1/me/card → {name, union, number, status, joined_on, code, code_lives_s}
http::Response get_card(const http::Request& request, Hall& hall) {
  const auto person = access::actor(request).person;
  const auto face = person ? hall.db.snapshot([&](db::Session& db) { return face_of(db, person); }) : std::nullopt;
  if (!face) return http::problem({404, "members.no_record_yet"}, request);
  const auto now = hall.clock.now();
  const auto number = hall.db.write([&](db::Session& db) { return cards::number_of(db, person, face->division, now); });
  return http::ok({{"name", face->name},
                   {"union", face->union_name},
                   {"number", number},
                   {"status", face->status},
                   {"joined_on", face->joined_on},
                   {"code", cards::code_of(hall, person, now)},
                   {"code_lives_s", cards::code_lives.count()}});
}

/// POST /api/v1/card-checks {code} → {valid, name, union}
http::Response post_check(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto code = form.text("code", {.chars_min = 1, .chars_max = 300});
  if (const auto invalid = form.problem()) return *invalid;
  const auto digest = hall.keys.digest("address", request.peer);
  const auto spent = hall.db.write([&](db::Session& db) { return access::spend(db, "card:" + digest, checks_rate, hall.clock.now()); });
  if (!spent.allowed) {
    return http::problem(
        {.status = 429, .key = "members.checked_too_often", .params = {}, .errors = {}, .retry_after_s = spent.retry_after_s}, request);
  }
  const auto person = cards::holder_of(hall, code, hall.clock.now());
  const auto face = person ? hall.db.snapshot([&](db::Session& db) { return face_of(db, *person); }) : std::nullopt;
  if (!face) return http::ok({{"valid", false}});
  return http::ok({{"valid", true}, {"name", face->name}, {"union", face->union_name}});
}

}  // namespace

void mount_cards(http::Router& route, Hall& hall) {
  route.get("/api/v1/me/card", access::signed_in, hall, get_card);
  route.post("/api/v1/card-checks", access::anyone, hall, post_check);
}

}  // namespace unionhall::members
