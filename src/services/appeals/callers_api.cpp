// What a caller does by her link: reads her appeal, takes her steps through the engine, says more, rates.
#include <fmt/format.h>

#include <charconv>

#include "base/text.h"
#include "crypto/link_code.h"
#include "hall/access/links.h"
#include "hall/audit/audit.h"
#include "hall/cases/opened.h"
#include "services/appeals/callers_store.h"
#include "services/appeals/filing.h"

namespace unionhall::appeals::callers {
namespace {

namespace json = http::json;
using cases::Party;

cases::By her(const http::Request& request) { return {.party = Party::applicant, .request = request.id}; }

// ── POST /appeal-links/looks ───────────────────────────────────────────────────────────────────────────────────

std::string first_sign(std::string_view name) {
  std::string first;
  text::each_character(text::upper(text::folded(name).value_or("")), [&](std::string_view sign) {
    if (first.empty()) first = sign;
  });
  return first;
}

/// Whether she called with this surname; whatever is said fits where none was written down.
bool knows_the_name(const Hall& hall, const Form& form, std::string_view said) {
  if (!form.caller_sealed) return true;
  return first_sign(said) == first_sign(hall.keys.open(*form.caller_sealed, caller_place(form.id)).value_or(""));
}

/// What a code leads to, as long as it is not shut.
struct Door {
  store::Link link;
  Form form;
  cases::Case one;
};

std::optional<Door> door_of(db::Session& db, const Hall& hall, std::string_view code) {
  const auto serial = crypto::link_code::serial_of(code);
  const auto link = serial ? store::find_serial(db, *serial) : std::nullopt;
  if (!link || link->tries >= tries_most || !crypto::same(code, code_of(hall.keys, *link))) return std::nullopt;
  return Door{.link = *link, .form = form_of(db, link->id).value(), .one = cases::find(db, link->id).value()};
}

void record(Hall& hall, const http::Request& request, const Door& door, bool right) {
  hall.db.write([&](db::Session& db) {
    if (!right) store::count_try(db, door.link.id);
    audit::record(
        db, hall,
        {.what = right ? "link_opened" : "link_refused", .subject_kind = "case", .subject = door.link.id.value, .request = request.id});
  });
}

/// Of what she would see signed in, what a link may show: no name, no id.
json::object appeal_json(db::Session& db, const Hall& hall, const cases::Case& one, http::Language language) {
  const auto whole = cases::shown_to_applicant(db, hall, one, language);
  const auto form = form_of(db, one.id).value();
  json::array track, steps;
  for (const auto& event : whole.at("track").as_array()) {
    json::object line{
        {"label", event.at("label")}, {"at", event.at("at")}, {"hers", event.at("party").as_string() == db::word(Party::applicant)}};
    if (const auto* note = event.as_object().if_contains("note")) line["note"] = *note;
    track.push_back(std::move(line));
  }
  for (const auto& step : whole.at("steps").as_array()) {
    steps.push_back({{"step", step.at("step")}, {"label", step.at("label")}, {"reason", step.at("reason")}});
  }
  json::object out{{"number", one.number},
                   {"union", whole.at("org").at("name")},
                   {"filed_on", iso_date(beijing_date(one.filed_at))},
                   {"state", one.state},
                   {"state_label", whole.at("state_label")},
                   {"track", std::move(track)},
                   {"steps", std::move(steps)},
                   {"may_rate", !form.verdict.empty() && !form.satisfaction}};
  if (const auto* words = whole.at("form").as_object().if_contains("words")) out["words"] = *words;
  return out;
}

/// POST /api/v1/appeal-links/looks {code, surname} → {look, good_for_s, appeal}
http::Response post_look(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto code = access::links::code_in(form);
  const auto surname = form.text("surname", {.chars_min = 1, .chars_max = 50});
  if (const auto invalid = form.problem()) return *invalid;
  access::links::count_try(hall, request);
  const auto now = hall.clock.now();
  const auto door = hall.db.snapshot([&](db::Session& db) { return door_of(db, hall, code); });
  const bool right = door && knows_the_name(hall, door->form, surname);
  if (door) record(hall, request, *door, right);
  if (!right) return http::problem(problem_for(Refusal::fits_nothing), request);
  const auto& one = door->one;
  if (!one.outcome.empty()) return http::problem(problem_for(Refusal::over), request);
  const auto look = hall.keys.seal_token(fmt::format("{} {} {}", one.id.value, one.version, unix_ms(now + look_good_for)), "appeal_look");
  return http::ok({{"look", look},
                   {"good_for_s", std::chrono::seconds(look_good_for).count()},
                   {"appeal", hall.db.snapshot([&](db::Session& db) { return appeal_json(db, hall, one, request.language); })}});
}

// ── POST /appeal-links/steps, /comments, /ratings ──────────────────────────────────────────────────────────────

struct Look {
  cases::CaseId id;
  std::int64_t version = 0;
};

/// Refused (409) when its time is over, or it is none.
Look read_look(http::Form& form, const Hall& hall) {
  const auto token = form.text("look", {.chars_min = 1, .chars_max = 300});
  if (token.empty()) return {};
  const auto plain = hall.keys.open_token(token, "appeal_look");
  std::int64_t parts[3] = {};
  if (plain) {
    const char* at = plain->data();
    for (auto& part : parts) at = std::from_chars(at, plain->data() + plain->size(), part).ptr + 1;
  }
  if (!plain || from_unix_ms(parts[2]) <= hall.clock.now()) throw Refused(problem_for(Refusal::look_over));
  return {.id = cases::CaseId{parts[0]}, .version = parts[1]};
}

/// Her appeal, while it has not ended.
cases::Case require(db::Session& db, const Look& look) {
  auto one = cases::find(db, look.id);
  if (!one || !one->outcome.empty()) throw Refused(problem_for(Refusal::over));
  return *std::move(one);
}

/// POST /api/v1/appeal-links/steps {look, step, comment, satisfaction} → 204
http::Response post_step(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto look = read_look(form, hall);
  const auto word = form.text("step", {.chars_min = 1, .chars_max = 40});
  const auto note = form.text_or("comment", "", {.chars_min = 0, .chars_max = 500});
  if (const auto invalid = form.problem()) return *invalid;
  const auto one = hall.db.read([&](db::Session& db) { return require(db, look); });
  if (one.version != look.version) return http::problem(cases::problem_for(cases::Refusal::changed_meanwhile), request);
  const auto* taken = cases::find_step(cases::rules_of(one), one.state, word);
  if (!taken || taken->by != Party::applicant) return http::problem(cases::problem_for(cases::Refusal::no_such_step), request);
  if (taken->reason == cases::Reason::must && note.empty()) {
    return http::problem(cases::problem_for(cases::Refusal::reason_missing), request);
  }
  const auto work = step(hall, one, *taken, &form);
  if (const auto invalid = form.problem()) return *invalid;
  const auto done =
      hall.db.write([&](db::Session& db) { return cases::take(db, hall, one, *taken, note, work, her(request), hall.clock.now()); });
  return done ? http::no_content() : http::problem(done.error(), request);
}

/// POST /api/v1/appeal-links/comments {look, text} → 204
http::Response post_comment(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto look = read_look(form, hall);
  const auto text = form.text("text", {.chars_min = 1, .chars_max = 1000});
  if (const auto invalid = form.problem()) return *invalid;
  access::links::count_try(hall, request);
  const auto said = hall.db.write([&](db::Session& db) {
    return cases::comment(db, hall, require(db, look), cases::Audience::all, text, her(request), hall.clock.now());
  });
  return said ? http::no_content() : http::problem(said.error(), request);
}

/// POST /api/v1/appeal-links/ratings {look, satisfaction} → 204
http::Response post_rating(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto look = read_look(form, hall);
  const auto satisfaction = form.integer("satisfaction", 1, 5);
  if (const auto invalid = form.problem()) return *invalid;
  const auto done =
      hall.db.write([&](db::Session& db) { return rate(db, hall, require(db, look), satisfaction, her(request), hall.clock.now()); });
  return done ? http::no_content() : http::problem(appeals::problem_for(done.error()), request);
}

}  // namespace

void mount(http::Router& route, Hall& hall) {
  http::Texts::global().add({
      {"appeals.look_over", "打开得太久了，再填一次姓就能接着办", "It was opened too long ago. Enter the name again to go on"},
      {"appeals.link_over", "这件诉求已经办结。还有话要说，打 12351", "This appeal has ended. To say more, call 12351"},
  });
  route.post("/api/v1/appeal-links/looks", access::anyone, hall, post_look);
  route.post("/api/v1/appeal-links/steps", access::anyone, hall, post_step);
  route.post("/api/v1/appeal-links/comments", access::anyone, hall, post_comment);
  route.post("/api/v1/appeal-links/ratings", access::anyone, hall, post_rating);
}

}  // namespace unionhall::appeals::callers
