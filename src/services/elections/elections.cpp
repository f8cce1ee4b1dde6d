#include "services/elections/elections.h"

#include <fmt/format.h>

#include "hall/notices/notices.h"

namespace unionhall::elections {
namespace {

using orgs::TermState;

constexpr std::string_view desk = "organisation";
constexpr int again_after_days = 7;
constexpr int read_at_once = 500;

std::optional<Told> last_told(db::Session& db, OrgId org) {
  return db.first<Told>("SELECT term_end, state, told_on FROM term_reminders WHERE org_id = :org", org);
}

/// False when another process has said it meanwhile.
bool remember(db::Session& db, OrgId org, const std::optional<Told>& last, const Told& now) {
  if (!last) {
    return db.exec(R"sql(
        INSERT INTO term_reminders (org_id, term_end, state, told_on) VALUES (:org, :term_end, :state, :on) ON CONFLICT DO NOTHING)sql",
                   org, now.term_end, now.state, now.on) == 1;
  }
  return db.exec(R"sql(
      UPDATE term_reminders SET term_end = :term_end, state = :state, told_on = :on
       WHERE org_id = :org AND term_end = :end_before AND state = :state_before AND told_on = :on_before)sql",
                 now.term_end, now.state, now.on, org, last->term_end, last->state, last->on) == 1;
}

/// True when it was told now.
bool tell(db::Session& db, Hall& hall, const orgs::Term& term, Date today, Instant now) {
  const auto state = term.state(today);
  const auto last = last_told(db, term.id);
  if (!is_to_be_told(last, term.end(), state, today)) return false;
  if (!remember(db, term.id, last, {.term_end = term.end(), .state = state, .on = today})) return false;

  const notices::Message message{.key = fmt::format("elections.{}", db::word(state)),
                                 .params = {{"union", term.name}, {"day", iso_date(term.last_day())}}};
  notices::tell_officers(db, hall, term.id, desk, message, now);
  const bool above_too = state == TermState::due || state == TermState::overdue;
  if (above_too && term.parent) notices::tell_officers(db, hall, term.parent, desk, message, now);
  return true;
}

}  // namespace

bool is_to_be_told(const std::optional<Told>& last, Date term_end, TermState now, Date today) {
  if (!orgs::asks(now)) return false;
  if (!last || last->term_end != term_end || last->state != now) return true;
  return now == TermState::due_soon &&
         std::chrono::sys_days(last->on) + std::chrono::days{again_after_days} <= std::chrono::sys_days(today);
}

std::int64_t remind(Hall& hall) {
  const auto now = hall.clock.now();
  const auto today = beijing_date(now);
  std::int64_t told = 0;
  std::string after;
  for (;;) {
    const auto some = hall.db.snapshot([&](db::Session& db) { return orgs::terms_that_ask(db, "", after, read_at_once, today); });
    for (const auto& term : some) {
      // Most were told before, which a read finds out for less than a write.
      const auto last = hall.db.read([&](db::Session& db) { return last_told(db, term.id); });
      if (!is_to_be_told(last, term.end(), term.state(today), today)) continue;
      told += hall.db.write_in_background([&](db::Session& db) { return tell(db, hall, term, today, now); }) ? 1 : 0;
    }
    if (some.size() < read_at_once) return told;
    after = some.back().path;
  }
}

void add_words() {
  http::Texts::global().add({
      {"notices.elections.due_soon.title", "半年内要换届", "An election within six months"},
      {"notices.elections.due_soon.text", "{union}这一届到 {day} 为止，可以开始准备换届。",
       "The term of {union} ends on {day}. It is time to prepare the election."},
      {"notices.elections.due.title", "三个月内要换届", "An election within three months"},
      {"notices.elections.due.text", "{union}这一届到 {day} 为止，请向上级工会提出换届请示。",
       "The term of {union} ends on {day}. Ask the union above for the election now."},
      {"notices.elections.overdue.title", "换届已经超期", "An election is overdue"},
      {"notices.elections.overdue.text", "{union}应在 {day} 前换届，现在已经超期，请尽快安排；有困难的由上级工会批准延期。",
       "{union} was to elect by {day}. Arrange it soon, or ask the union above to put it off."},
      {"notices.elections.postponed.title", "换届已经延期", "An election was put off"},
      {"notices.elections.postponed.text", "{union}的换届延到 {day}。", "The election of {union} is put off to {day}."},
  });
}

void mount(http::Router&, Hall&) { add_words(); }

}  // namespace unionhall::elections
