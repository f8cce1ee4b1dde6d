#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "hall/access/own_data.h"
#include "hall/accounts/accounts.h"
#include "hall/cases/attachments.h"
#include "hall/cases/handing.h"
#include "hall/cases/hidden.h"
#include "hall/cases/json.h"
#include "hall/cases/opened.h"
#include "hall/cases/stand_ins.h"
#include "hall/cases/telling.h"
#include "hall/notices/notices.h"
#include "hall/orgs/moving.h"

namespace unionhall::cases {
namespace {

namespace json = http::json;

constexpr std::size_t batch_most = 500;
constexpr std::int64_t counted_most = 1000;
constexpr http::Form::TextLimits note_limits{.chars_min = 0, .chars_max = 500};

// ── One case ───────────────────────────────────────────────────────────────────────────────────────────────────

/// POST /api/v1/cases {type, form} → 201 {id}
http::Response post_case(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto word = form.text("type", {.chars_min = 1, .chars_max = 40});
  const auto type = types().find(word);
  if (!word.empty() && type == types().end()) form.fault("type", "unknown_type");
  if (const auto invalid = form.problem()) return *invalid;

  const auto& actor = access::actor(request);
  const auto id = hall.ids.next<struct CaseTag>();
  const auto filing = type->second->file(hall, form, {.actor = actor, .id = id, .request = request});
  if (const auto invalid = form.problem()) return *invalid;
  const auto filed = hall.write(
      request, [&](db::Session& db) { return file(db, hall, id, word, filing, by(request, Party::applicant), hall.clock.now()); });
  return filed ? http::created({{"id", filed->text()}}) : http::problem(filed.error(), request);
}

/// GET /api/v1/cases/{id} → Case
http::Response get_case(const http::Request& request, Hall& hall) { return shown(request, hall, request.path_id<CaseId>("id")); }

/// The step of this name that the caller may take now.
Result<const Step*, Problem> step_for(const Opened& opened, std::string_view word, std::string_view note) {
  const auto* step = find_step(rules_of(opened.one), opened.one.state, word);
  const bool hers = step && std::ranges::find(opened.standing.hands, step->by) != opened.standing.hands.end();
  if (!hers) {
    const bool unions = step && step->by != Party::applicant && step->by != Party::clock;
    return std::unexpected(problem_for(opened.standing.own && unions ? Refusal::own_case : Refusal::no_such_step));
  }
  if (step->reason == Reason::must && note.empty()) return std::unexpected(problem_for(Refusal::reason_missing));
  return step;
}

/// What she corrects in the form, if she does.
std::optional<Correction> correction_in(http::Form& form, Hall& hall, const http::Request& request, const Case& one, const Step& step) {
  if (!form.has("form")) return std::nullopt;
  if (step.mends != Mends::form) return form.fault("form", "not_corrected_here"), std::nullopt;
  auto fields = form.part("form");
  return types().find(one.type)->second->correct(hall, fields, one, access::actor(request));
}

/// POST /api/v1/cases/{id}/steps {step, comment, form, …} → Case
http::Response post_step(const http::Request& request, Hall& hall) {
  const auto id = request.path_id<CaseId>("id");
  const auto version = http::expected_version(request);
  http::Form form(request);
  const auto word = form.text("step", {.chars_min = 1, .chars_max = 40});
  const auto note = form.text_or("comment", "", note_limits);
  if (const auto invalid = form.problem()) return *invalid;

  const auto opened = hall.db.snapshot([&](db::Session& db) { return open(db, access::actor(request), id); });
  // First what was seen: on an older page the step may not even be there.
  if (opened.one.version != version) return http::problem(problem_for(Refusal::changed_meanwhile), request);
  const auto step = step_for(opened, word, note);
  if (!step) return http::problem(step.error(), request);
  const auto& prepare = types().find(opened.one.type)->second->step;
  const auto work = prepare ? prepare(hall, opened.one, **step, &form) : Work{};
  const auto corrected = correction_in(form, hall, request, opened.one, **step);
  if (const auto invalid = form.problem()) return *invalid;

  const auto taken = hall.write(request, [&](db::Session& db) {
    return take(db, hall, opened.one, **step, note, work, by(request, (*step)->by), hall.clock.now(), corrected);
  });
  return taken ? shown(request, hall, id) : http::problem(taken.error(), request);
}

/// POST /api/v1/cases/{id}/comments {text, inside} → 201 {id}
http::Response post_comment(const http::Request& request, Hall& hall) {
  const auto id = request.path_id<CaseId>("id");
  http::Form form(request);
  const auto text = form.text("text", {.chars_min = 1, .chars_max = 1000});
  const bool inside = form.flag_or("inside", false);
  if (const auto invalid = form.problem()) return *invalid;

  const auto opened = hall.db.snapshot([&](db::Session& db) { return open(db, access::actor(request), id); });
  const bool officer = opened.standing.reader == Reader::officer;
  const auto party = officer ? Party::addressed : Party::applicant;
  const auto audience = officer && inside ? Audience::inside : Audience::all;
  const auto said = hall.write(
      request, [&](db::Session& db) { return comment(db, hall, opened.one, audience, text, by(request, party), hall.clock.now()); });
  return said ? http::created({{"id", said->text()}}) : http::problem(said.error(), request);
}

// ── Batches ────────────────────────────────────────────────────────────────────────────────────────────────────

struct Wanted {
  CaseId id;
  std::int64_t version = 0;
};

std::vector<Wanted> read_batch(http::Form& form) {
  std::vector<Wanted> wanted;
  const auto* cases = form.raw("cases");
  if (!cases || !cases->is_array() || cases->as_array().empty()) {
    form.fault("cases", "required");
    return wanted;
  }
  if (cases->as_array().size() > batch_most) throw Refused({422, "cases.batch_too_large"});
  std::set<CaseId> seen;
  for (const auto& one : cases->as_array()) {
    const auto* object = one.if_object();
    const auto* id_text = object && object->contains("id") ? object->at("id").if_string() : nullptr;
    const auto* version = object && object->contains("version") ? object->at("version").if_int64() : nullptr;
    const auto id = id_text ? CaseId::parse(*id_text) : std::nullopt;
    if (!id || !version || !seen.insert(*id).second) {
      form.fault(fmt::format("cases/{}", wanted.size()), "not_an_id");
      return wanted;
    }
    wanted.push_back({*id, *version});
  }
  return wanted;
}

/// One case of a batch: a write of its own, so that what one refuses does not hold up the others.
std::optional<Problem> take_one(const http::Request& request, Hall& hall, const Wanted& wanted, std::string_view word,
                                std::string_view note) {
  try {
    const auto opened = hall.db.snapshot([&](db::Session& db) { return open(db, access::actor(request), wanted.id); });
    if (opened.one.version != wanted.version) return problem_for(Refusal::changed_meanwhile);
    const auto step = step_for(opened, word, note);
    if (!step) return step.error();
    if ((*step)->batch != Batch::yes) return Problem{409, "cases.not_in_batches"};
    const auto& prepare = types().find(opened.one.type)->second->step;
    const auto work = prepare ? prepare(hall, opened.one, **step, nullptr) : Work{};
    const auto taken = hall.db.write(
        [&](db::Session& db) { return take(db, hall, opened.one, **step, note, work, by(request, (*step)->by), hall.clock.now()); });
    return taken ? std::nullopt : std::optional(taken.error());
  } catch (const Refused& refused) {
    return refused.problem;
  }
}

/// POST /api/v1/case-batches {step, comment, cases: [{id, version}]} → {done, results: [{id, done, problem}]}
/// A repeat finds newer versions and does nothing twice.
http::Response post_batch(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto word = form.text("step", {.chars_min = 1, .chars_max = 40});
  const auto note = form.text_or("comment", "", note_limits);
  const auto wanted = read_batch(form);
  if (const auto invalid = form.problem()) return *invalid;

  json::array results;
  std::int64_t done = 0;
  for (const auto& one : wanted) {
    json::object result{{"id", one.id.text()}};
    const auto problem = take_one(request, hall, one, word, note);
    result["done"] = !problem;
    done += problem ? 0 : 1;
    if (problem) {
      result["problem"] = json::object{{"type", "/problems/" + problem->key},
                                       {"title", http::Texts::global().text(problem->key, request.language, problem->params)},
                                       {"status", problem->status}};
    }
    results.push_back(std::move(result));
  }
  return http::ok({{"done", done}, {"results", std::move(results)}});
}

// ── Lists ──────────────────────────────────────────────────────────────────────────────────────────────────────

/// What these are about, in the words of their types.
std::map<CaseId, std::string> briefs(db::Session& db, const std::map<std::string, std::vector<CaseId>, std::less<>>& by_type,
                                     http::Language language) {
  std::map<CaseId, std::string> all;
  for (const auto& [type, ids] : by_type) {
    if (const auto& brief = types().find(type)->second->brief) all.merge(brief(db, ids, language));
  }
  return all;
}

/// GET /api/v1/cases?inbox=own|all&type=&state=&overdue= → {items, next, total}
http::Response get_inbox(const http::Request& request, Hall& hall) {
  const auto which = request.asked("inbox"), type = request.asked("type"), state = request.asked("state");
  const auto overdue = request.asked("overdue");
  if (which != "1" && which != "all") return http::problem({422, "cases.which_inbox"}, request);
  const auto& role = *access::actor(request).in_force;
  const auto now = hall.clock.now();
  const store::Inbox wanted{.org = role.org,
                            .within = which == "all" ? role.org_path : "",
                            .desk = std::string(desk_of(role)),
                            .type = type,
                            .state = state,
                            .late_on = overdue == "1" ? iso_date(beijing_date(now)) : "",
                            .now = now};
  const int limit = cursor::limit_of(request);
  const auto list = fmt::format("inbox:{}:{}:{}:{}:{}", role.id.value, which, type, state, overdue);
  const auto place = cursor::open(hall, list, request.asked("cursor"), 3);
  store::After after;
  if (place) after = {(*place)[0], (*place)[1], TaskId::parse((*place)[2]).value_or(TaskId{})};

  return hall.db.snapshot([&](db::Session& db) {
    auto lines = store::inbox(db, wanted, after, limit + 1);
    json::object page;
    if (lines.size() > static_cast<std::size_t>(limit)) {
      lines.pop_back();
      const auto& last = lines.back();
      page["next"] = cursor::seal(hall, list, {last.holder_path, iso_date(last.due_on), last.task.text()});
    }
    std::map<std::string, std::vector<CaseId>, std::less<>> by_type;
    for (const auto& line : lines) by_type[line.type].push_back(line.id);
    const auto about = briefs(db, by_type, request.language);
    json::array items;
    for (const auto& line : lines) {
      auto item = as_json(line, now, request.language);
      if (const auto brief = about.find(line.id); brief != about.end()) item["brief"] = brief->second;
      items.push_back(std::move(item));
    }
    page["items"] = std::move(items);
    const auto counted = store::count_inbox(db, wanted, counted_most);
    page["total"] = counted;
    page["total_is_all"] = counted < counted_most;
    return http::ok(std::move(page));
  });
}

/// GET /api/v1/me/cases → {items, next}
http::Response get_my_cases(const http::Request& request, Hall& hall) {
  const auto& actor = access::actor(request);
  const int limit = cursor::limit_of(request);
  const auto list = "my cases " + actor.account.text();
  const auto place = cursor::open(hall, list, request.asked("cursor"), 1);
  const auto before = place ? CaseId::parse(place->front()) : CaseId{std::numeric_limits<std::int64_t>::max()};
  return hall.db.snapshot([&](db::Session& db) {
    auto cases = store::of_applicant(db, actor.account, actor.person, before.value_or(CaseId{}), limit + 1);
    json::object page;
    if (cases.size() > static_cast<std::size_t>(limit)) {
      cases.pop_back();
      page["next"] = cursor::seal(hall, list, {cases.back().id.text()});
    }
    std::map<std::string, std::vector<CaseId>, std::less<>> by_type;
    for (const auto& one : cases) by_type[one.type].push_back(one.id);
    const auto about = briefs(db, by_type, request.language);
    json::array items;
    for (const auto& one : cases) {
      const auto tasks = store::tasks_of(db, one.id);
      std::vector<OrgId> orgs{one.org};
      for (const auto& task : tasks) {
        if (task.org) orgs.push_back(*task.org);
      }
      const auto names = store::org_names(db, orgs);
      auto item = as_json(one, names.at(one.org), tasks, names, request.language);
      if (const auto brief = about.find(one.id); brief != about.end()) item["brief"] = brief->second;
      items.push_back(std::move(item));
    }
    page["items"] = std::move(items);
    return http::ok(std::move(page));
  });
}

/// What she asked of the union, with its track and its form.
json::value own_cases(db::Session& db, const Hall& hall, const access::Actor& actor, http::Language language) {
  constexpr CaseId beyond_all{std::numeric_limits<std::int64_t>::max()};
  json::array own;
  for (const auto& one : store::of_applicant(db, actor.account, actor.person, beyond_all, access::own_data::listed_most)) {
    const auto tasks = store::tasks_of(db, one.id);
    if (const auto standing = standing_of(db, one, tasks, actor)) own.push_back(as_json(db, hall, one, tasks, *standing, language));
  }
  return own;
}

/// What was written in her cases goes; that there were cases, and how they went, stays. A file that no case has goes within a day.
void erase(db::Session& db, Hall&, const access::own_data::Whose& whose, Instant) {
  db.exec("UPDATE cases SET subject = :name WHERE id = ANY_OF(:cases)", access::own_data::erased_name, whose.cases);
  db.exec("UPDATE case_events SET note = '', note_sealed = NULL WHERE case_id = ANY_OF(:cases)", whose.cases);
  db.exec("UPDATE case_attachments SET file_id = NULL WHERE case_id = ANY_OF(:cases)", whose.cases);
}

}  // namespace

void mount(http::Router& route, Hall& hall) {
  add_words();
  access::own_data::kept_as("cases", own_cases);
  access::own_data::erased_by("cases", erase);
  notices::counted_by("cases", [&hall](db::Session& db, const access::Role& role) {
    std::vector<notices::Waiting> waiting;
    for (auto& [what, count] : telling::counts(db, role, hall.clock.now())) waiting.push_back({std::move(what), count});
    return waiting;
  });
  route.get("/api/v1/cases", access::officer, hall, get_inbox);
  route.post("/api/v1/cases", access::signed_in, hall, post_case, {.makes_something = true});
  route.get("/api/v1/cases/{id}", access::signed_in, hall, get_case);
  route.post("/api/v1/cases/{id}/steps", access::signed_in, hall, post_step);
  route.post("/api/v1/cases/{id}/comments", access::signed_in, hall, post_comment, {.makes_something = true});
  route.post("/api/v1/case-batches", access::clerk, hall, post_batch);
  route.get("/api/v1/me/cases", access::signed_in, hall, get_my_cases);
  hidden::add_words();
  orgs::moves_made_ready_by(hidden::stay_outside);
  mount_handing(route, hall);
  attachments::mount(route, hall);
  stand_ins::mount(route, hall);
}

}  // namespace unionhall::cases
