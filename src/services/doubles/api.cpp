#include <algorithm>
#include <limits>

#include "hall/audit/audit.h"
#include "hall/people/people.h"
#include "services/doubles/doubles.h"

namespace unionhall::doubles {
namespace {

namespace json = http::json;
namespace merging = members::merging;

json::array words_of(const auto& fields) {
  json::array words;
  for (const auto field : fields) words.push_back(json::string(field));
  return words;
}

/// A comparison shows both as their pages do, so both are looked at.
void look(Hall& hall, const access::Actor& actor, const merging::Side& side, std::string_view request) {
  const bool looked = hall.db.read([&](db::Session& db) { return audit::has_looked(db, hall, actor.account, side.person.value); });
  if (looked) return;
  audit::look(hall, {.actor = actor.account,
                     .role = actor.in_force->id.value,
                     .subject_kind = "person",
                     .subject = side.person.value,
                     .org = side.org,
                     .request = request});
}

/// GET /api/v1/members/{id}/doubles/{other} → Comparison
http::Response compare(const http::Request& request, Hall& hall) {
  const auto& actor = access::actor(request);
  const auto one = request.path_id<MemberId>("id"), other = request.path_id<MemberId>("other");
  const auto compared = hall.db.snapshot([&](db::Session& db) { return merging::compare(db, hall, actor, one, other); });
  if (!compared) return http::problem(merging::problem_for(compared.error()), request);
  look(hall, actor, compared->one, request.id);
  look(hall, actor, compared->other, request.id);
  return http::ok({{"one", compared->one.shown},
                   {"other", compared->other.shown},
                   {"differ", words_of(compared->differ)},
                   {"decides", compared->decides}});
}

/// What is taken from the record that gives way; nothing where the form says nothing.
std::vector<std::string> fields_in(http::Form& form) {
  std::vector<std::string> fields;
  const auto* given = form.raw("fields");
  if (given == nullptr) return fields;
  const auto* words = given->if_array();
  if (words == nullptr) return form.fault("fields", "unknown_word"), fields;
  for (const auto& word : *words) {
    const auto* field = word.if_string();
    if (field == nullptr || std::ranges::find(merging::fields(), std::string_view(*field)) == merging::fields().end()) {
      return form.fault("fields", "unknown_word"), fields;
    }
    fields.emplace_back(*field);
  }
  return fields;
}

/// POST /api/v1/members/{id}/merges {other, other_version, goes_on, fields} → 201 {id}
http::Response post_merge(const http::Request& request, Hall& hall) {
  const merging::By by{access::actor(request), request.id};
  const auto id = request.path_id<MemberId>("id");
  const auto version = http::expected_version(request);
  http::Form form(request);
  const auto other = form.id<MemberId>("other"), goes_on = form.id<MemberId>("goes_on");
  const auto other_version = form.integer("other_version", 1, std::numeric_limits<std::int64_t>::max());
  const auto fields = fields_in(form);
  if (!form.problem() && goes_on != id && goes_on != other) form.fault("goes_on", "unknown_word");
  if (auto invalid = form.problem()) return *std::move(invalid);

  const bool first = goes_on == id;
  const auto ready = merging::merge_of(hall, by,
                                       {.goes_on = goes_on,
                                        .gives_way = first ? other : id,
                                        .version_goes_on = first ? version : other_version,
                                        .version_gives_way = first ? other_version : version,
                                        .fields = fields});
  if (!ready) return http::problem(merging::problem_for(ready.error()), request);
  const auto done = hall.write(request, [&](db::Session& db) { return merge(db, hall, *ready, by, hall.clock.now()); });
  return done ? http::created({{"id", done->text()}}) : http::problem(done.error(), request);
}

/// POST /api/v1/member-merges/{id}/undo → Parted
http::Response post_undo(const http::Request& request, Hall& hall) {
  const merging::By by{access::actor(request), request.id};
  const auto ready = merging::undoing_of(hall, by, request.path_id<merging::MergeId>("id"));
  if (!ready) return http::problem(merging::problem_for(ready.error()), request);
  const auto done = hall.db.write([&](db::Session& db) { return undo(db, hall, *ready, by, hall.clock.now()); });
  if (!done) return http::problem(done.error(), request);
  return http::ok({{"member", done->member.text()},
                   {"other", done->other.text()},
                   {"kept", words_of(done->kept)},
                   {"membership", db::word(done->membership)}});
}

}  // namespace

void mount(http::Router& route, Hall& hall) {
  add_words();
  offer();
  route.get("/api/v1/members/{id}/doubles/{other}", access::clerk, hall, compare);
  route.post("/api/v1/members/{id}/merges", access::clerk, hall, post_merge, {.makes_something = true});
  route.post("/api/v1/member-merges/{id}/undo", access::clerk, hall, post_undo);
}

}  // namespace unionhall::doubles
