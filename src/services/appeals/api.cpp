#include <fmt/format.h>

#include <algorithm>

#include "hall/access/own_data.h"
#include "hall/notices/notices.h"
#include "hall/orgs/orgs.h"
#include "services/appeals/alike.h"
#include "services/appeals/callers.h"
#include "services/appeals/calling.h"
#include "services/appeals/errands.h"
#include "services/appeals/filing.h"
#include "services/appeals/opened.h"
#include "services/appeals/store.h"
#include "services/appeals/themes.h"
#include "services/appeals/ties.h"

namespace unionhall::appeals {
namespace {

namespace json = http::json;
using access::RoleWord;
using cases::Party;

constexpr http::Form::TextLimits note_limits{.chars_min = 1, .chars_max = 500};
constexpr int alike_shown = 10;

std::string label(std::string_view category, http::Language language) {
  return http::Texts::global().text("appeals.category." + std::string(category), language);
}

/// GET /api/v1/appeal-categories → {items: [{word, label, group, group_label}]}
http::Response get_categories(const http::Request& request, Hall&) {
  json::array items;
  for (const auto& one : categories()) {
    const auto group = group_of(one.word);
    items.push_back({{"word", one.word},
                     {"label", label(one.word, request.language)},
                     {"group", group},
                     {"group_label", label(group, request.language)}});
  }
  return http::ok({{"items", std::move(items)}});
}

/// POST /api/v1/appeal-suggestions {words} → {category, label, because: [words]}; nothing in it where no word of the table is found
http::Response post_suggestion(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto words = form.text("words", {.chars_min = 1, .chars_max = 2000});
  if (const auto invalid = form.problem()) return *invalid;
  const auto found = suggest(words, hall.db.read([](db::Session& db) { return hints_of(db); }));
  json::object out;
  if (!found.category.empty()) {
    out = {{"category", found.category}, {"label", label(found.category, request.language)}, {"because", json::value_from(found.words)}};
  }
  return http::ok(std::move(out));
}

/// GET /api/v1/appeal-hints → {items: [{word, category, label}]}
http::Response get_hints(const http::Request& request, Hall& hall) {
  json::array items;
  for (const auto& [word, category] : hall.db.read([](db::Session& db) { return hints_of(db); })) {
    if (!category.empty()) items.push_back({{"word", word}, {"category", category}, {"label", label(category, request.language)}});
  }
  return http::ok({{"items", std::move(items)}});
}

/// POST /api/v1/appeal-hints {word, category} → 204; no category: the word suggests nothing any more. For the whole hall, so only
/// from its root.
http::Response post_hint(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto word = form.text("word", {.chars_min = 2, .chars_max = 20});
  const auto category = form.text_or("category", "", {.chars_min = 0, .chars_max = 40});
  if (!category.empty() && !find_category(category)) form.fault("category", "unknown_word");
  if (const auto invalid = form.problem()) return *invalid;
  const auto& actor = access::actor(request);
  if (actor.in_force->org_path.size() > orgs::path_width) return http::problem({403, "appeals.city_alone"}, request);
  hall.db.write([&](db::Session& db) { store::set_hint(db, {word, category}, actor.account, hall.clock.now()); });
  return http::no_content();
}

/// GET /api/v1/appeals/{id}/alike → {items: [{id, number, words, filed_at, likeness}], following, tied: [{id, number}], lead}
http::Response get_alike(const http::Request& request, Hall& hall) {
  return hall.db.snapshot([&](db::Session& db) {
    const auto opened = open_for_officer(db, request);
    json::array items;
    for (const auto& one : alike_to(db, hall, opened.one, access::actor(request), alike_shown)) {
      items.push_back({{"id", one.id.text()},
                       {"number", one.number},
                       {"words", one.words},
                       {"filed_at", rfc3339(one.filed_at)},
                       {"likeness", one.likeness}});
    }
    json::array following;
    for (const auto id : store::following(db, opened.one.id)) {
      const auto follower = cases::find(db, id);
      if (cases::standing_of(db, *follower, cases::tasks_of(db, id), access::actor(request))) {
        following.push_back({{"id", id.text()}, {"number", follower->number}});
      }
    }
    json::array tied;
    for (const auto& one : ties::of(db, opened.one.id, access::actor(request))) {
      const auto state = fmt::format("cases.appeal.state.{}", one.state);
      tied.push_back({{"id", one.id.text()},
                      {"number", one.number},
                      {"state", one.state},
                      {"state_label", http::Texts::global().text(state, request.language)}});
    }
    json::object out{{"items", std::move(items)}, {"following", std::move(following)}, {"tied", std::move(tied)}};
    if (const auto lead = form_of(db, opened.one.id)->lead) out["lead"] = lead->text();
    return http::ok(std::move(out));
  });
}

/// Whether a role stands above every union that holds it.
bool stands_above(db::Session& db, const cases::Opened& opened, const access::Actor& actor) {
  return std::ranges::any_of(opened.tasks, [&](const cases::Task& task) {
    if (!task.org || task.party != Party::addressed) return false;
    const auto path = orgs::path_of(db, *task.org);
    return actor.reaches(path) && path.size() > actor.in_force->org_path.size();
  });
}

/// POST /api/v1/appeals/{id}/supervision {comment} → 204: from a union above whoever handles it (督办)
http::Response post_supervision(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto note = form.text("comment", note_limits);
  if (const auto invalid = form.problem()) return *invalid;
  const auto now = hall.clock.now();
  const auto [opened, above] = hall.db.snapshot([&](db::Session& db) {
    auto found = open_appeal(db, request);
    const bool stands = stands_above(db, found, access::actor(request));
    return std::pair{std::move(found), stands};
  });
  if (!above) return http::problem({403, "appeals.from_above_alone"}, request);
  hall.write(request, [&](db::Session& db) -> Result<cases::EventId, Problem> {
    auto form_now = form_of(db, opened.one.id).value();
    if (!form_now.supervised_at) form_now.supervised_at = now;
    store::update(db, form_now);
    const auto event = cases::record(db, hall, opened.one, cases::Audience::all, "supervised", note, cases::by(request, Party::above), now);
    for (const auto& task : opened.tasks) {
      if (!task.org || task.party != Party::addressed) continue;
      const auto holder = orgs::find(db, *task.org);
      notices::tell_officers(db, hall, *task.org, task.desk,
                             {.key = "appeal.supervised",
                              .params = {{"number", opened.one.number}, {"union", holder ? holder->facts.name : ""}},
                              .case_id = opened.one.id.value,
                              .event = event.value},
                             now);
    }
    return event;
  });
  return http::no_content();
}

/// POST /api/v1/appeals/{id}/calls {comment} → 201 {id}: a call-back that nobody answered
http::Response post_call(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto note = form.text_or("comment", "", {.chars_min = 0, .chars_max = 500});
  if (const auto invalid = form.problem()) return *invalid;
  const auto opened = hall.db.snapshot([&](db::Session& db) { return open_appeal(db, request); });
  const bool calls = opened.one.state == "replied" || opened.one.state == "silent";
  if (!calls || std::ranges::find(opened.standing.hands, Party::above) == opened.standing.hands.end()) {
    return http::problem(cases::problem_for(cases::Refusal::no_such_step), request);
  }
  const auto now = hall.clock.now();
  const auto made = hall.write(request, [&](db::Session& db) -> Result<cases::EventId, Problem> {
    const auto by = cases::by(request, Party::above);
    const auto event = cases::record(db, hall, opened.one, cases::Audience::all, "called_in_vain", note, by, now);
    store::add_call(db, {.id = event.value,
                         .region = opened.one.region,
                         .appeal = opened.one.id,
                         .by = by.account,
                         .org = by.org,
                         .at = now,
                         .day = beijing_date(now)});
    return event;
  });
  return made ? http::created({{"id", made->text()}}) : http::problem(made.error(), request);
}

/// POST /api/v1/appeals/{id}/ratings {satisfaction: 1 … 5} → 204: by the worker alone, once
http::Response post_rating(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto satisfaction = form.integer("satisfaction", 1, 5);
  if (const auto invalid = form.problem()) return *invalid;
  const auto opened = hall.db.snapshot([&](db::Session& db) { return open_appeal(db, request); });
  if (!opened.standing.own) return http::problem(cases::problem_for(cases::Refusal::no_such_step), request);
  const auto done = hall.write(request, [&](db::Session& db) {
    return rate(db, hall, opened.one, satisfaction, cases::by(request, Party::applicant), hall.clock.now());
  });
  return done ? http::no_content() : http::problem(problem_for(done.error()), request);
}

/// What she said goes with her; that she said something, when, and how it went, is counted on.
void erase(db::Session& db, Hall&, const access::own_data::Whose& whose, Instant) { store::erase(db, whose.cases); }

}  // namespace

int forget_old(Hall& hall) {
  constexpr std::chrono::days kept{730};
  const auto now = hall.clock.now();
  return hall.db.write_in_background([&](db::Session& db) {
    access::own_data::Whose whose;
    for (const auto id : store::of_callers(db, now - kept, 500)) whose.cases.values.push_back(id.value);
    // Their names stood in lists, too, and what they said on the tracks.
    if (!whose.cases.values.empty()) access::own_data::erase(db, hall, whose, now);
    return static_cast<int>(whose.cases.values.size());
  });
}

void mount(http::Router& route, Hall& hall) {
  add_words();
  offer();
  access::own_data::erased_by("appeals", erase);
  route.get("/api/v1/appeal-categories", access::signed_in, hall, get_categories);
  route.post("/api/v1/appeal-suggestions", access::signed_in, hall, post_suggestion);
  route.get("/api/v1/appeal-hints", access::officer, hall, get_hints);
  route.post("/api/v1/appeal-hints", access::clerk, hall, post_hint);
  route.get("/api/v1/appeals/{id}/alike", access::officer, hall, get_alike);
  route.post("/api/v1/appeals/{id}/supervision",
             access::role({RoleWord::officer, RoleWord::registrar, RoleWord::chair, RoleWord::supervisor}), hall, post_supervision,
             {.makes_something = true});
  route.post("/api/v1/appeals/{id}/calls", access::officer, hall, post_call, {.makes_something = true});
  mount_calling(route, hall);
  ties::mount(route, hall);
  route.post("/api/v1/appeals/{id}/ratings", access::signed_in, hall, post_rating, {.makes_something = true});
  errands::mount(route, hall);
  callers::mount(route, hall);
  themes::mount(route, hall);
}

}  // namespace unionhall::appeals
