// A masked value, shown to an officer for a purpose. The person can read who saw it and why.
#include <algorithm>

#include "hall/members/api.h"

namespace unionhall::members {
namespace {

constexpr int shown_s = 30;

http::Response reveal(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto field = form.text("field", {.chars_min = 1, .chars_max = 20});
  const auto purpose = form.text("purpose", {.chars_min = 1, .chars_max = 40});
  const auto note = form.optional_text("note", {.chars_min = 1, .chars_max = 200});
  if (!field.empty() && field != "id_number" && field != "phone") form.fault("field", "unknown_word");
  if (!purpose.empty() && std::ranges::find(reveal_purposes(), purpose) == reveal_purposes().end()) form.fault("purpose", "unknown_word");
  if (auto problem = form.problem()) return *std::move(problem);

  const auto& actor = access::actor(request);
  const auto id = request.path_id<MemberId>("id");
  const auto record = hall.db.read([&](db::Session& db) { return require_record(db, actor, id); });
  if (field == "phone" && !record.person.phone_sealed) return refused(Refusal::nothing_to_reveal, request);

  const auto now = hall.clock.now();
  const auto today = beijing_midnight(beijing_date(now));
  const auto fresh = hall.ids.next<store::Reveal>();
  const auto note_sealed = note ? std::optional(hall.keys.seal(*note, {"reveals", "note_sealed", fresh.value})) : std::nullopt;
  std::int64_t spent = 0;
  // Committed before the value leaves. The value itself is kept nowhere: a repeated request opens it again.
  const auto recorded = hall.write(request, [&](db::Session& db) -> Result<store::RevealId, Refusal> {
    spent = store::reveals_since(db, actor.account, today);
    if (spent >= hall.settings.reveals_per_day) return std::unexpected(Refusal::reveals_spent);
    store::add_reveal(db, hall.ids.region(), fresh, actor.account, id, field, purpose, note_sealed, now);
    audit::record(db, hall,
                  audit::by(request, {.what = "reveal",
                                      .subject_kind = "person",
                                      .subject = record.person.id.value,
                                      .org = record.member.org,
                                      .detail = field + ":" + purpose}));
    ++spent;
    return fresh;
  });
  if (!recorded) {
    const auto until_tomorrow = std::chrono::ceil<std::chrono::seconds>(today + std::chrono::days{1} - now);
    return refused(recorded.error(), request, {{"max", std::to_string(hall.settings.reveals_per_day)}},
                   static_cast<int>(until_tomorrow.count()));
  }
  if (*recorded != fresh) spent = hall.db.read([&](db::Session& db) { return store::reveals_since(db, actor.account, today); });

  const auto value = field == "phone" ? *people::open_phone(hall.keys, record.person) : people::open_id_number(hall.keys, record.person);
  return http::created(http::json::object{
      {"value", value}, {"seconds", shown_s}, {"left_today", std::max<std::int64_t>(0, hall.settings.reveals_per_day - spent)}});
}

}  // namespace

void mount_reveals(http::Router& route, Hall& hall) {
  route.post("/api/v1/members/{id}/reveals", access::officer, hall, reveal, {.makes_something = true});
}

}  // namespace unionhall::members
