#include "hall/cases/handing.h"

#include <algorithm>

#include "hall/accounts/accounts.h"
#include "hall/cases/opened.h"

namespace unionhall::cases {
namespace {

constexpr http::Form::TextLimits reason_limits{.chars_min = 1, .chars_max = 500};
constexpr http::Form::TextLimits help_limits{.chars_min = 1, .chars_max = 1000};
constexpr int days_to_help = 3, days_to_help_most = 30;

/// One of the desks, or none.
std::string desk_in(http::Form& form) {
  auto desk = form.text_or("desk", "", {.chars_min = 0, .chars_max = 40});
  if (!desk.empty() && std::ranges::find(accounts::desks, desk) == std::end(accounts::desks)) form.fault("desk", "unknown_word");
  return desk;
}

/// A case as the caller read it, and her task in it.
struct Held {
  Opened opened;
  Task task;
};

/// The task of one of these parties that is hers to answer. Refused where the case was moved since she read it, or none is.
Held held(const http::Request& request, Hall& hall, std::initializer_list<Party> parties) {
  auto opened = hall.db.snapshot([&](db::Session& db) { return open(db, access::actor(request), request.path_id<CaseId>("id")); });
  if (opened.one.version != http::expected_version(request)) throw Refused(problem_for(Refusal::changed_meanwhile));
  const auto hers = [&](const Task& task) {
    return std::ranges::find(parties, task.party) != parties.end() &&
           std::ranges::find(opened.standing.tasks, task.id) != opened.standing.tasks.end();
  };
  const auto task = std::ranges::find_if(opened.tasks, hers);
  if (task == opened.tasks.end()) throw Refused(problem_for(opened.standing.own ? Refusal::own_case : Refusal::no_such_step));
  auto found = *task;
  return {std::move(opened), std::move(found)};
}

/// The case, or nothing where it has left her sight.
http::Response shown_if_hers(const http::Request& request, Hall& hall, CaseId id) {
  const bool still_hers = hall.db.snapshot(
      [&](db::Session& db) { return standing_of(db, find(db, id).value(), tasks_of(db, id), access::actor(request)).has_value(); });
  return still_hers ? shown(request, hall, id) : http::no_content();
}

/// POST /api/v1/cases/{id}/hand-overs {org, desk, comment} → Case
http::Response post_hand_over(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto to = form.id<OrgId>("org");
  const auto desk = desk_in(form);
  const auto note = form.text("comment", reason_limits);
  if (const auto invalid = form.problem()) return *invalid;

  const auto [opened, task] = held(request, hall, {Party::addressed, Party::second, Party::above});
  const auto handed = hall.write(request, [&](db::Session& db) {
    return hand_over(db, hall, opened.one, task, to, desk, note, by(request, task.party), hall.clock.now());
  });
  return handed ? shown_if_hers(request, hall, opened.one.id) : http::problem(handed.error(), request);
}

/// POST /api/v1/cases/{id}/returns {comment} → Case
http::Response post_return(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto note = form.text("comment", reason_limits);
  if (const auto invalid = form.problem()) return *invalid;

  const auto [opened, task] = held(request, hall, {Party::addressed, Party::second, Party::above});
  const auto given = hall.write(
      request, [&](db::Session& db) { return give_back(db, hall, opened.one, task, note, by(request, task.party), hall.clock.now()); });
  return given ? shown_if_hers(request, hall, opened.one.id) : http::problem(given.error(), request);
}

/// POST /api/v1/cases/{id}/helpers {org, desk, days, comment} → Case
http::Response post_helper(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto from = form.id<OrgId>("org");
  const auto desk = desk_in(form);
  const auto days = form.integer_or("days", days_to_help, 1, days_to_help_most);
  const auto note = form.text("comment", reason_limits);
  if (const auto invalid = form.problem()) return *invalid;

  const auto [opened, task] = held(request, hall, {Party::addressed});
  const HelpAsked asked{.from = from, .desk = desk.empty() ? task.desk : desk, .days = static_cast<int>(days), .note = note};
  const auto done = hall.write(
      request, [&](db::Session& db) { return ask_help(db, hall, opened.one, asked, by(request, task.party), hall.clock.now()); });
  return done ? shown(request, hall, opened.one.id) : http::problem(done.error(), request);
}

/// POST /api/v1/cases/{id}/help {comment} → Case
http::Response post_help(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto note = form.text("comment", help_limits);
  if (const auto invalid = form.problem()) return *invalid;

  const auto [opened, task] = held(request, hall, {Party::helper});
  const auto done = hall.write(
      request, [&](db::Session& db) { return help(db, hall, opened.one, task, note, by(request, task.party), hall.clock.now()); });
  return done ? shown(request, hall, opened.one.id) : http::problem(done.error(), request);
}

}  // namespace

void mount_handing(http::Router& route, Hall& hall) {
  route.post("/api/v1/cases/{id}/hand-overs", access::officer, hall, post_hand_over);
  route.post("/api/v1/cases/{id}/returns", access::officer, hall, post_return);
  route.post("/api/v1/cases/{id}/helpers", access::officer, hall, post_helper);
  route.post("/api/v1/cases/{id}/help", access::officer, hall, post_help);
}

}  // namespace unionhall::cases
