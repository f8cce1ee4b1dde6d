#include "services/appeals/errands.h"

#include <fmt/format.h>

#include <algorithm>

#include "crypto/link_code.h"
#include "crypto/rotation.h"
#include "hall/cases/evidence.h"
#include "hall/members/members.h"
#include "hall/notices/notices.h"
#include "hall/orgs/orgs.h"
#include "hall/people/people.h"
#include "hall/texts/texts.h"
#include "services/appeals/errands_store.h"

namespace unionhall::appeals::errands {
namespace {

using cases::Party;

constexpr std::int64_t open_most = 10;  // of one appeal
constexpr int on_one_phone = 10;

std::string opened(const Hall& hall, const std::optional<std::string>& sealed, const crypto::Place& place) {
  return sealed ? hall.keys.open(*sealed, place).value_or("") : "";
}

/// Whether this is the phone of a member of that union or one below it.
bool is_a_members(db::Session& db, const Hall& hall, const Phone& phone, OrgId org) {
  const auto path = orgs::path_of(db, org);
  return std::ranges::any_of(members::living(db, people::find(db, people::all_keys_of(hall.keys, phone), on_one_phone)),
                             [&](const members::Member& member) { return orgs::path_of(db, member.org).starts_with(path); });
}

bool is_outside(db::Session& db, const Hall& hall, const cases::Case& appeal, const Wanted& wanted) {
  if (!appeal.hidden_from) return true;
  return wanted.outside && !(wanted.phone && is_a_members(db, hall, *wanted.phone, *appeal.hidden_from));
}

std::string name_of_union(db::Session& db, OrgId org) {
  const auto found = orgs::find(db, org);
  return found ? found->facts.name : "";
}

/// Whoever handles the appeal now, which may be another union than the one that gave the errand.
void tell_handlers(db::Session& db, Hall& hall, const cases::Case& appeal, const Errand& errand, std::string key, std::int64_t event,
                   Instant now) {
  for (const auto& task : cases::tasks_of(db, appeal.id)) {
    if (task.party != Party::addressed || !task.org) continue;
    notices::tell_officers(db, hall, *task.org, task.desk,
                           {.key = key,
                            .params = {{"number", appeal.number}, {"name", opened(hall, errand.name_sealed, store::name_place(errand.id))}},
                            .case_id = appeal.id.value,
                            .event = event},
                           now);
  }
}

}  // namespace

std::string code_of(const crypto::Keyring& keys, const Errand& errand) {
  return crypto::link_code::of(keys, static_cast<int>(errand.key_no), "errand_link", errand.serial, errand.id.value);
}

bool fits(const crypto::Keyring& keys, std::string_view code, const Errand& errand) {
  return crypto::link_code::fits(keys, code, static_cast<int>(errand.key_no), "errand_link", errand.serial, errand.id.value);
}

Result<ErrandId, Refusal> give(db::Session& db, Hall& hall, const cases::Case& appeal, const Wanted& wanted, const cases::By& by,
                               Instant now) {
  if (!is_outside(db, hall, appeal, wanted)) return std::unexpected(Refusal::not_outside);
  if (store::count_open(db, appeal.id) >= open_most) return std::unexpected(Refusal::enough);
  const auto id = hall.ids.next<struct AppealErrandTag>();
  const auto due = calendar::load(db).due(beijing_date(now), wanted.days, calendar::Count::working_days).day;
  Errand errand{.id = id,
                .region = appeal.region,
                .appeal = appeal.id,
                .serial = crypto::link_code::drawn_serial(),
                .key_no = crypto::sealing(hall.keys),
                .given_by = by.account,
                .given_org = by.org,
                .at = now,
                .due_on = due,
                .by_text = wanted.phone.has_value(),
                .name_sealed = hall.keys.seal(wanted.name, store::name_place(id)),
                .words_sealed = hall.keys.seal(wanted.words, store::words_place(id)),
                .answer_sealed = {},
                .answered_at = {}};
  while (!store::add(db, errand)) errand.serial = crypto::link_code::drawn_serial();
  cases::record(db, hall, appeal, cases::Audience::inside, "errand_given", fmt::format("{}：{}", wanted.name, wanted.words), by, now);
  if (wanted.phone) {
    texts::add(db, hall,
               {.to = *wanted.phone,
                .template_word = "appeal_errand",
                .params = {{"union", name_of_union(db, by.org)},
                           {"link", wanted.address + "/open/e/#" + code_of(hall.keys, errand)},
                           {"day", iso_date(due)}}},
               now);
  }
  return id;
}

Result<void, Refusal> withdraw(db::Session& db, Hall& hall, const cases::Case& appeal, const Errand& errand, const cases::By& by,
                               Instant now) {
  if (!store::settle(db, errand.id, State::withdrawn, {}, now)) {
    const bool has_answer = errand.state == State::done || errand.state == State::impossible;
    return std::unexpected(has_answer ? Refusal::answered : Refusal::over);
  }
  store::forget_pictures(db, errand.id);
  cases::record(db, hall, appeal, cases::Audience::inside, "errand_withdrawn",
                opened(hall, errand.name_sealed, store::name_place(errand.id)), by, now);
  return {};
}

Result<void, Problem> answer(db::Session& db, Hall& hall, const cases::Case& appeal, const Errand& errand, const Answer& answer,
                             std::string_view request, Instant now) {
  const auto sealed = hall.keys.seal(answer.words, store::answer_place(errand.id));
  // She may press twice, and an officer may withdraw it in the same second.
  if (!store::settle(db, errand.id, answer.done ? State::done : State::impossible, sealed, now)) {
    return std::unexpected(problem_for(Refusal::answered));
  }
  const cases::By by{.party = Party::helper, .request = request};
  const auto attached =
      cases::evidence::attach(db, hall, appeal, store::pictures(db, errand.id, answer.pictures), cases::Audience::inside, by, now);
  if (!attached) return std::unexpected(cases::problem_for(attached.error()));
  store::forget_pictures(db, errand.id);
  const auto name = opened(hall, errand.name_sealed, store::name_place(errand.id));
  const auto* key = answer.done ? "errand_done" : "errand_impossible";
  const auto event = cases::record(db, hall, appeal, cases::Audience::inside, key, fmt::format("{}：{}", name, answer.words), by, now);
  tell_handlers(db, hall, appeal, errand, fmt::format("appeal.{}", key), event.value, now);
  return {};
}

int turn(Hall& hall, int most) {
  const auto now = hall.clock.now();
  const auto [due, left_over] = hall.db.read([&](db::Session& db) {
    return std::pair{store::due(db, beijing_date(now), most), store::left_over(db, most)};
  });
  for (const auto& errand : due) {
    hall.db.write([&](db::Session& db) {
      const auto appeal = cases::find(db, errand.appeal);
      if (!appeal || !appeal->outcome.empty() || !store::mark_reminded(db, errand.id)) return;
      tell_handlers(db, hall, *appeal, errand, "appeal.errand_due", 0, now);
    });
  }
  for (const auto id : left_over) {
    hall.db.write([&](db::Session& db) {
      if (store::settle(db, id, State::over, {}, now)) store::forget_pictures(db, id);
    });
  }
  return static_cast<int>(due.size() + left_over.size());
}

std::int64_t open_under(db::Session& db, int key_no) { return store::open_under(db, key_no); }

Problem problem_for(Refusal refusal) {
  switch (refusal) {
    case Refusal::enough:
      return {409, "appeals.errands_enough"};
    case Refusal::not_outside:
      return {409, "appeals.errand_not_outside"};
    case Refusal::fits_nothing:
      return {422, "appeals.link_fits_nothing"};
    case Refusal::answered:
      return {409, "appeals.errand_answered"};
    case Refusal::over:
      return {409, "appeals.errand_over"};
    case Refusal::enough_photos:
      return {409, "appeals.errand_photos_enough"};
  }
  std::unreachable();
}

}  // namespace unionhall::appeals::errands
