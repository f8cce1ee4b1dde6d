#include "services/appeals/ties.h"

#include "services/appeals/opened.h"
#include "services/appeals/store.h"

namespace unionhall::appeals::ties {
namespace {

/// Both ends, as this officer may see them; Refused 404 where one is not there for her.
struct Ends {
  cases::Opened here, there;
};
Ends open_both(db::Session& db, const http::Request& request, cases::CaseId other) {
  Ends ends{.here = open_for_officer(db, request), .there = cases::open(db, access::actor(request), other)};
  if (ends.there.one.type != type || ends.there.standing.reader != cases::Reader::officer) {
    throw Refused(cases::problem_for(cases::Refusal::not_found));
  }
  return ends;
}

void note_on_both(db::Session& db, Hall& hall, const http::Request& request, const Ends& ends, std::string_view what, Instant now) {
  const auto note = [&](const cases::Opened& on, const cases::Opened& about) {
    cases::record(db, hall, on.one, cases::Audience::inside, what, about.one.number, cases::by(request, cases::Party::addressed), now);
  };
  note(ends.here, ends.there);
  note(ends.there, ends.here);
}

/// POST /api/v1/appeals/{id}/ties {appeal} → 204; what is tied already stays so
http::Response post_tie(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto other = form.id<cases::CaseId>("appeal");
  if (const auto invalid = form.problem()) return *invalid;
  const auto now = hall.clock.now();
  const auto tied = hall.db.write([&](db::Session& db) -> Result<void, Refusal> {
    const auto ends = open_both(db, request, other);
    const auto &here = ends.here.one, &there = ends.there.one;
    if (here.id == there.id || here.hidden_from != there.hidden_from) return std::unexpected(Refusal::not_to_tie);
    if (store::tied_to(db, here.id).size() >= most || store::tied_to(db, there.id).size() >= most)
      return std::unexpected(Refusal::tied_too_often);
    if (store::tie(db, here.id, there.id, here.region, access::actor(request).account, now))
      note_on_both(db, hall, request, ends, "tied", now);
    return {};
  });
  return tied ? http::no_content() : http::problem(problem_for(tied.error()), request);
}

/// DELETE /api/v1/appeals/{id}/ties/{other} → 204; what is not tied stays so
http::Response delete_tie(const http::Request& request, Hall& hall) {
  const auto other = request.path_id<cases::CaseId>("other");
  const auto now = hall.clock.now();
  hall.db.write([&](db::Session& db) {
    const auto ends = open_both(db, request, other);
    if (store::untie(db, ends.here.one.id, ends.there.one.id)) note_on_both(db, hall, request, ends, "untied", now);
  });
  return http::no_content();
}

}  // namespace

std::vector<Tied> of(db::Session& db, cases::CaseId id, const access::Actor& actor) {
  std::vector<Tied> all;
  for (const auto other : store::tied_to(db, id)) {
    auto one = cases::find(db, other).value();
    if (cases::standing_of(db, one, cases::tasks_of(db, other), actor)) {
      all.push_back({.id = other, .number = std::move(one.number), .state = std::move(one.state)});
    }
  }
  return all;
}

void mount(http::Router& route, Hall& hall) {
  route.post("/api/v1/appeals/{id}/ties", access::clerk, hall, post_tie);
  route.del("/api/v1/appeals/{id}/ties/{other}", access::clerk, hall, delete_tie);
}

}  // namespace unionhall::appeals::ties
