// Errands as whoever handles the appeal gives, sees and withdraws them.
#include <algorithm>

#include "base/names.h"
#include "base/text.h"
#include "hall/access/own_data.h"
#include "hall/accounts/accounts.h"
#include "services/appeals/errands_store.h"
#include "services/appeals/opened.h"

namespace unionhall::appeals::errands {
namespace {

namespace json = http::json;

/// Whether a mobile phone of the mainland stands in it, however it is spaced.
bool holds_a_phone(std::string_view words) {
  std::string digits;
  for (const char c : text::folded(words).value_or("")) {
    if (c == ' ' || c == '-') continue;
    if (c < '0' || c > '9') {
      digits.clear();
      continue;
    }
    digits += c;
    if (digits.size() >= 11 && digits[digits.size() - 11] == '1' && digits[digits.size() - 10] >= '2') return true;
  }
  return false;
}

/// Her name, where the officer knows it anyway. Of the nameless it is not looked for: a refusal would tell.
bool names_her(const cases::Case& one, std::string_view words) {
  return one.discretion != cases::Discretion::nameless && text::length(one.subject).value_or(0) > 1 && words.contains(one.subject);
}

Wanted read(http::Form& form, const cases::Case& one, const Hall& hall) {
  Wanted wanted{.name = form.text("name", {.chars_min = 1, .chars_max = names::person_chars_max}),
                .words = form.text("words", {.chars_min = 1, .chars_max = 1000}),
                .phone = {},
                .days = static_cast<int>(form.integer("days", 1, 30)),
                .outside = form.flag_or("outside", false),
                .address = ""};
  if (form.has("phone")) wanted.phone = accounts::phone_of(form, "phone", hall);
  if (holds_a_phone(wanted.words)) form.fault("words", "holds_a_phone");
  if (names_her(one, wanted.words)) form.fault("words", "names_the_worker");
  return wanted;
}

json::object to_json(const Hall& hall, const Errand& errand) {
  const auto text = [&](const std::optional<std::string>& sealed, const crypto::Place& place) {
    return sealed ? hall.keys.open(*sealed, place).value_or("") : "";
  };
  json::object out{{"id", errand.id.text()},          {"name", text(errand.name_sealed, store::name_place(errand.id))},
                   {"by_text", errand.by_text},       {"words", text(errand.words_sealed, store::words_place(errand.id))},
                   {"state", db::word(errand.state)}, {"due_on", iso_date(errand.due_on)},
                   {"given_at", rfc3339(errand.at)}};
  if (errand.answered_at) out["answered_at"] = rfc3339(*errand.answered_at);
  if (errand.answer_sealed) out["answer"] = text(errand.answer_sealed, store::answer_place(errand.id));
  return out;
}

/// GET /api/v1/appeals/{id}/errands → {items}
http::Response get_errands(const http::Request& request, Hall& hall) {
  std::optional<cases::Opened> opened;
  auto response = hall.db.snapshot([&](db::Session& db) {
    opened = open_for_officer(db, request);
    json::array items;
    for (auto errand : store::of_appeal(db, opened->one.id)) {
      if (errand.state == State::open && !opened->one.outcome.empty()) errand.state = State::over;  // before the round comes by
      items.push_back(to_json(hall, errand));
    }
    return http::ok({{"items", std::move(items)}});
  });
  cases::look(hall, request, *opened);
  return response;
}

/// POST /api/v1/appeals/{id}/errands {name, phone, words, days, outside} → 201 {id, link, code}; the latter two without a phone
http::Response post_errand(const http::Request& request, Hall& hall) {
  const auto opened = hall.db.snapshot([&](db::Session& db) { return open_for_officer(db, request); });
  http::Form form(request);
  auto wanted = read(form, opened.one, hall);
  if (const auto invalid = form.problem()) return *invalid;
  require_handling(opened);
  wanted.address = address_of(hall, request);
  const auto given = hall.write(request, [&](db::Session& db) {
    return give(db, hall, opened.one, wanted, cases::by(request, cases::Party::addressed), hall.clock.now());
  });
  if (!given) return http::problem(problem_for(given.error()), request);
  json::object out{{"id", given->text()}};
  if (!wanted.phone) {
    const auto errand = hall.db.read([&](db::Session& db) { return store::find(db, opened.one.id, *given); }).value();
    const auto code = code_of(hall.keys, errand);
    out["link"] = wanted.address + "/open/e/#" + code;
    out["code"] = code;
  }
  return http::created(std::move(out));
}

/// DELETE /api/v1/appeals/{id}/errands/{errand} → 204
http::Response delete_errand(const http::Request& request, Hall& hall) {
  const auto id = request.path_id<ErrandId>("errand");
  const auto [opened, errand] = hall.db.snapshot([&](db::Session& db) {
    auto found = open_for_officer(db, request);
    auto one = store::find(db, found.one.id, id);
    return std::pair{std::move(found), std::move(one)};
  });
  if (!errand) throw Refused({404, "http.not_found"});
  require_handling(opened);
  const auto done = hall.db.write([&](db::Session& db) {
    return withdraw(db, hall, opened.one, *errand, cases::by(request, cases::Party::addressed), hall.clock.now());
  });
  return done ? http::no_content() : http::problem(problem_for(done.error()), request);
}

}  // namespace

void mount(http::Router& route, Hall& hall) {
  add_words();
  files::owned_by("appeal_errands", store::waiting_files);
  access::own_data::erased_by("appeal errands",
                              [](db::Session& db, Hall&, const access::own_data::Whose& whose, Instant) { store::erase(db, whose.cases); });
  route.get("/api/v1/appeals/{id}/errands", access::officer, hall, get_errands);
  route.post("/api/v1/appeals/{id}/errands", access::officer, hall, post_errand, {.makes_something = true});
  route.del("/api/v1/appeals/{id}/errands/{errand}", access::officer, hall, delete_errand);
  mount_links(route, hall);
}

}  // namespace unionhall::appeals::errands
