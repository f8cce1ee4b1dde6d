// What whoever holds a link may do with it: read what is asked, bring photos, answer. Reading it changes nothing.
#include <algorithm>

#include "base/names.h"
#include "base/short_code.h"
#include "crypto/link_code.h"
#include "hall/access/links.h"
#include "hall/orgs/orgs.h"
#include "services/appeals/errands_store.h"

namespace unionhall::appeals::errands {
namespace {

namespace json = http::json;

constexpr std::int64_t photos_most = 6, photos_kept_most = 3 * photos_most;  // she may think better of some

struct Found {
  Errand errand;
  cases::Case appeal;
};

/// What a code opens. Refused alike (422) where it is none; 409 where it opens nothing any more.
Found require(db::Session& db, const Hall& hall, std::string_view code) {
  const auto serial = crypto::link_code::serial_of(code);
  const auto errand = serial ? store::find_serial(db, *serial) : std::nullopt;
  const bool fits = errand && crypto::same(code, code_of(hall.keys, *errand));
  if (!fits) throw Refused(problem_for(Refusal::fits_nothing));
  if (errand->state == State::done || errand->state == State::impossible) throw Refused(problem_for(Refusal::answered));
  auto appeal = cases::find(db, errand->appeal);
  if (errand->state != State::open || !appeal || !appeal->outcome.empty()) throw Refused(problem_for(Refusal::over));
  return {*errand, *std::move(appeal)};
}

/// POST /api/v1/errand-links/looks {code} → ErrandAsked
http::Response post_look(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto code = access::links::code_in(form);
  if (const auto invalid = form.problem()) return *invalid;
  access::links::count_try(hall, request);
  return hall.db.snapshot([&](db::Session& db) {
    const auto errand = require(db, hall, code).errand;
    const auto asks = orgs::find(db, errand.given_org);
    return http::ok({{"name", hall.keys.open(errand.name_sealed.value_or(""), store::name_place(errand.id)).value_or("")},
                     {"words", hall.keys.open(errand.words_sealed.value_or(""), store::words_place(errand.id)).value_or("")},
                     {"union", asks ? asks->facts.name : ""},
                     {"due_on", iso_date(errand.due_on)},
                     {"pictures_most", photos_most}});
  });
}

/// POST /api/v1/errand-links/pictures (X-Link-Code; the file) → 201 {id}
http::Response post_picture(const http::Request& request, Hall& hall) {
  const auto code = short_code::folded(request.header("x-link-code"));
  access::links::count_try(hall, request);
  const auto found = hall.db.snapshot([&](db::Session& db) { return require(db, hall, code); });
  const auto kept = cases::evidence::keep(hall, request.body_file, "photo");
  if (!kept) return http::problem(cases::problem_for(kept.error()), request);
  const auto id = hall.ids.next<store::AppealErrandPictureTag>();
  const auto added = hall.db.write([&](db::Session& db) -> Result<store::PictureId, Refusal> {
    if (store::count_pictures(db, found.errand.id) >= photos_kept_most) return std::unexpected(Refusal::enough_photos);
    store::add_picture(db, id, found.errand.region, found.errand.id, *kept, hall.clock.now());
    return id;
  });
  if (!added) files::remove(hall, kept->file);
  return added ? http::created({{"id", added->text()}}) : http::problem(problem_for(added.error()), request);
}

db::Numbers read_pictures(http::Form& form) {
  db::Numbers ids;
  const auto* given = form.raw("pictures");
  if (!given) return ids;
  const auto* list = given->if_array();
  if (!list || std::ssize(*list) > photos_most) return form.fault("pictures", "not_an_id"), ids;
  for (const auto& one : *list) {
    const auto* id = one.if_string();
    const auto parsed = id ? store::PictureId::parse(*id) : std::nullopt;
    if (!parsed) return form.fault("pictures", "not_an_id"), ids;
    ids.values.push_back(parsed->value);
  }
  return ids;
}

/// POST /api/v1/errand-links/answers {code, done, words, pictures} → 204
http::Response post_answer(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto code = access::links::code_in(form);
  const Answer said{.done = form.flag_or("done", false),
                    .words = form.text("words", {.chars_min = 1, .chars_max = 1000}),
                    .pictures = read_pictures(form)};
  if (!form.has("done")) form.fault("done", "required");
  if (const auto invalid = form.problem()) return *invalid;
  access::links::count_try(hall, request);
  const auto done = hall.db.write([&](db::Session& db) {
    const auto found = require(db, hall, code);
    return answer(db, hall, found.appeal, found.errand, said, request.id, hall.clock.now());
  });
  return done ? http::no_content() : http::problem(done.error(), request);
}

}  // namespace

void mount_links(http::Router& route, Hall& hall) {
  route.post("/api/v1/errand-links/looks", access::anyone, hall, post_look);
  route.post("/api/v1/errand-links/pictures", access::anyone, hall, post_picture,
             {.body = http::Body::file, .body_bytes_max = static_cast<std::size_t>(hall.settings.attachment_bytes)});
  route.post("/api/v1/errand-links/answers", access::anyone, hall, post_answer);
}

}  // namespace unionhall::appeals::errands
