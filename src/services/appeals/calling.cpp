// The phone of whoever is to be called about an appeal: whole for whoever's turn it is, counted, in the trail, and told on the track.
#include <algorithm>

#include "hall/access/rates.h"
#include "hall/accounts/accounts.h"
#include "hall/audit/audit.h"
#include "services/appeals/calling.h"
#include "services/appeals/opened.h"

namespace unionhall::appeals {
namespace {

using cases::Party;

/// Her account's, else what she left when she called.
std::optional<std::string> phone_of(db::Session& db, const Hall& hall, const cases::Case& one) {
  if (one.applicant) {
    const auto reach = accounts::reach(db, hall, *one.applicant, hall.clock.now());
    return reach && reach->phone ? std::optional(reach->phone->text()) : std::nullopt;
  }
  const auto form = form_of(db, one.id).value();
  if (!form.phone_sealed) return std::nullopt;
  auto phone = hall.keys.open(*form.phone_sealed, phone_place(one.id));
  if (!phone) throw std::runtime_error("appeal_forms.phone_sealed does not open");
  return *std::move(phone);
}

void spend_one(db::Session& db, const Hall& hall, AccountId account, Instant now) {
  const access::Rate a_day{hall.settings.reveals_per_day, std::chrono::hours{24}};
  const auto spent = access::spend(db, "appeal phones:" + account.text(), a_day, now);
  if (spent.allowed) return;
  auto problem = problem_for(Refusal::called_too_many);
  problem.params = {{"max", std::to_string(hall.settings.reveals_per_day)}};
  problem.retry_after_s = spent.retry_after_s;
  throw Refused(std::move(problem));
}

/// POST /api/v1/appeals/{id}/phone-looks {} → 201 {phone}: for whoever handles it or calls back
http::Response post_phone_look(const http::Request& request, Hall& hall) {
  const auto opened = hall.db.snapshot([&](db::Session& db) { return open_appeal(db, request); });
  const auto& hands = opened.standing.hands;
  const auto hand = std::ranges::find_if(hands, [](Party party) { return party == Party::addressed || party == Party::above; });
  if (hand == hands.end()) return http::problem(cases::problem_for(cases::Refusal::no_such_step), request);
  if (opened.one.discretion == cases::Discretion::nameless) return http::problem(problem_for(Refusal::nameless), request);
  const auto phone = hall.db.read([&](db::Session& db) { return phone_of(db, hall, opened.one); });
  if (!phone) return http::problem(problem_for(Refusal::no_phone), request);

  const auto& actor = access::actor(request);
  const auto now = hall.clock.now();
  // Committed before the number leaves; a repeat counts and is told once.
  hall.db.write([&](db::Session& db) { spend_one(db, hall, actor.account, now); });
  hall.write(request, [&](db::Session& db) -> Result<cases::EventId, Problem> {
    audit::record(db, hall,
                  audit::by(request, {.what = "reveal",
                                      .subject_kind = "case",
                                      .subject = opened.one.id.value,
                                      .org = actor.in_force->org,
                                      .detail = "phone:call_back"}));
    return cases::record(db, hall, opened.one, cases::Audience::all, "phone_seen", "", cases::by(request, *hand), now);
  });
  return http::created({{"phone", *phone}});
}

}  // namespace

void mount_calling(http::Router& route, Hall& hall) {
  route.post("/api/v1/appeals/{id}/phone-looks", access::officer, hall, post_phone_look, {.makes_something = true});
}

}  // namespace unionhall::appeals
