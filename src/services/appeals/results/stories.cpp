#include "services/appeals/results/stories.h"

#include "hall/access/own_data.h"
#include "hall/cases/opened.h"
#include "hall/notices/notices.h"
#include "hall/orgs/orgs.h"

namespace unionhall::appeals::results {
namespace {

namespace json = http::json;

constexpr http::Form::TextLimits words_limits{.chars_min = 10, .chars_max = 200};
constexpr std::size_t digits_most = 4;  // a year, a room: not a phone, not a document

bool is_solved(const cases::Case& one, const Form& form) {
  return form.verdict == "solved" && (one.state == "solved" || one.state == "closed");
}

void insert(db::Session& db, const Story& story) {
  db.exec(R"sql(
      INSERT INTO appeal_stories (id, region, words, state, proposed_by, proposed_at_ms)
      VALUES (:id, :region, :words, :state, :by, :at))sql",
          story.id, story.region, story.words, story.state, story.proposed_by, story.proposed_at);
}

/// False when she answered meanwhile.
bool move(db::Session& db, const Story& story, StoryState to, Instant at) {
  const bool shown = to == StoryState::published;
  return db.exec(R"sql(
      UPDATE appeal_stories SET state = :to, words = CASE WHEN :shown = 1 THEN words END, answered_at_ms = :at
       WHERE id = :id AND state = :from)sql",
                 to, shown ? 1 : 0, at, story.id, story.state) == 1;
}

std::optional<StoryState> after(StoryState state, bool agrees) {
  if (state == StoryState::proposed) return agrees ? StoryState::published : StoryState::declined;
  if (state == StoryState::published && !agrees) return StoryState::withdrawn;
  return std::nullopt;
}

json::object shown(const Story& story) {
  json::object out{{"state", db::word(story.state)}, {"proposed_at", rfc3339(story.proposed_at)}};
  if (story.words) out["words"] = *story.words;
  return out;
}

}  // namespace

Problem problem_for(StoryRefusal refusal) {
  switch (refusal) {
    case StoryRefusal::not_solved:
      return {409, "appeals.story_not_solved"};
    case StoryRefusal::nobody_to_ask:
      return {409, "appeals.story_nobody_to_ask"};
    case StoryRefusal::asked_before:
      return {409, "appeals.story_asked_before"};
    case StoryRefusal::nothing_to_answer:
      return {409, "appeals.story_nothing_to_answer"};
  }
  std::unreachable();
}

bool names_somebody(std::string_view words, std::string_view her_name) {
  if (!her_name.empty() && words.find(her_name) != std::string_view::npos) return true;
  std::size_t digits = 0;
  for (const char c : words) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    if (digits > digits_most) return true;
  }
  return false;
}

std::optional<Story> story_of(db::Session& db, cases::CaseId id) {
  return db.first<Story>("SELECT id, region, words, state, proposed_by, proposed_at_ms, answered_at_ms FROM appeal_stories WHERE id = :id",
                         id);
}

Result<cases::EventId, StoryRefusal> propose(db::Session& db, Hall& hall, const cases::Case& one, std::string_view words,
                                             const cases::By& by, Instant now) {
  if (!is_solved(one, form_of(db, one.id).value())) return std::unexpected(StoryRefusal::not_solved);
  if (!one.applicant || one.discretion != cases::Discretion::open) return std::unexpected(StoryRefusal::nobody_to_ask);
  if (story_of(db, one.id)) return std::unexpected(StoryRefusal::asked_before);
  insert(db, {.id = one.id,
              .region = one.region,
              .words = std::string(words),
              .state = StoryState::proposed,
              .proposed_by = by.account,
              .proposed_at = now,
              .answered_at = {}});
  const auto event = cases::record(db, hall, one, cases::Audience::all, "story_proposed", "", by, now);
  notices::tell(db, hall, *one.applicant,
                {.key = "appeal.story_proposed", .params = {{"number", one.number}}, .case_id = one.id.value, .event = event.value}, now);
  return event;
}

Result<cases::EventId, StoryRefusal> answer(db::Session& db, Hall& hall, const cases::Case& one, bool agrees, const cases::By& by,
                                            Instant now) {
  const auto story = story_of(db, one.id);
  const auto to = story ? after(story->state, agrees) : std::nullopt;
  if (!to || !move(db, *story, *to, now)) return std::unexpected(StoryRefusal::nothing_to_answer);
  return cases::record(db, hall, one, cases::Audience::all, "story_" + std::string(db::word(*to)), "", by, now);
}

std::vector<PublicStory> published_stories(db::Session& db, int limit) {
  auto stories = db.all<PublicStory>(R"sql(
      SELECT s.words, f.filed_month, f.category
        FROM appeal_stories s
        JOIN appeal_forms f ON f.id = s.id
        JOIN cases c ON c.id = s.id
       WHERE s.state = 'published' AND c.state IN ('solved', 'closed')
       ORDER BY s.id DESC LIMIT :limit)sql",
                                     limit);
  for (auto& story : stories) story.category = std::string(group_of(story.category));
  return stories;
}

namespace {

cases::Opened open_appeal(db::Session& db, const http::Request& request) {
  auto opened = cases::open(db, access::actor(request), request.path_id<cases::CaseId>("id"));
  if (opened.one.type != type) throw Refused(cases::problem_for(cases::Refusal::not_found));
  return opened;
}

bool acts_for_the_city(const access::Actor& actor) { return actor.in_force && actor.in_force->org_path.size() == orgs::path_width; }

/// POST /api/v1/appeals/{id}/story {words} → 201 {id}: by an officer of the city
http::Response post_story(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto words = form.text("words", words_limits);
  const auto opened = hall.db.snapshot([&](db::Session& db) { return open_appeal(db, request); });
  if (!acts_for_the_city(access::actor(request))) return http::problem({403, "appeals.story_by_city_alone"}, request);
  if (opened.standing.own) return http::problem(cases::problem_for(cases::Refusal::own_case), request);
  // Of somebody unnamed it is not even said whether these words name her.
  const bool known = opened.one.discretion == cases::Discretion::open;
  if (known && names_somebody(words, opened.one.subject)) form.fault("words", "names_somebody");
  if (const auto invalid = form.problem()) return *invalid;
  const auto made = hall.write(request, [&](db::Session& db) {
    return propose(db, hall, opened.one, words, cases::by(request, cases::Party::above), hall.clock.now());
  });
  return made ? http::created({{"id", made->text()}}) : http::problem(problem_for(made.error()), request);
}

/// GET /api/v1/appeals/{id}/story → {state, proposed_at, words?}: for her, and for the city
http::Response get_story(const http::Request& request, Hall& hall) {
  return hall.db.snapshot([&](db::Session& db) {
    const auto opened = open_appeal(db, request);
    const bool may = opened.standing.own || acts_for_the_city(access::actor(request));
    const auto story = may ? story_of(db, opened.one.id) : std::nullopt;
    return story ? http::ok(shown(*story)) : http::problem({404, "appeals.no_story"}, request);
  });
}

/// POST /api/v1/appeals/{id}/story/answers {agrees} → 201 {id}: by her alone; a no takes back an earlier yes
http::Response post_answer(const http::Request& request, Hall& hall) {
  http::Form form(request);
  if (!form.has("agrees")) form.fault("agrees", "required");
  const bool agrees = form.flag_or("agrees", false);
  if (const auto invalid = form.problem()) return *invalid;
  const auto opened = hall.db.snapshot([&](db::Session& db) { return open_appeal(db, request); });
  if (!opened.standing.own) return http::problem(cases::problem_for(cases::Refusal::no_such_step), request);
  const auto made = hall.write(request, [&](db::Session& db) {
    return answer(db, hall, opened.one, agrees, cases::by(request, cases::Party::applicant), hall.clock.now());
  });
  return made ? http::created({{"id", made->text()}}) : http::problem(problem_for(made.error()), request);
}

json::value own_stories(db::Session& db, const Hall&, const access::Actor& actor, http::Language) {
  json::array items;
  const auto mine = db.all<Story>(R"sql(
      SELECT s.id, s.region, s.words, s.state, s.proposed_by, s.proposed_at_ms, s.answered_at_ms
        FROM appeal_stories s JOIN cases c ON c.id = s.id
       WHERE c.applicant = :account ORDER BY s.id LIMIT :limit)sql",
                                  actor.account, access::own_data::listed_most);
  for (const auto& story : mine) items.push_back(shown(story));
  return items;
}

/// With her data goes what was told of her, be it without her name.
void erase(db::Session& db, Hall&, const access::own_data::Whose& whose, Instant now) {
  db.exec(R"sql(
      UPDATE appeal_stories SET words = NULL, state = 'withdrawn', answered_at_ms = :now
       WHERE id = ANY_OF(:cases) AND words IS NOT NULL)sql",
          now, whose.cases);
}

}  // namespace

void mount_stories(http::Router& route, Hall& hall) {
  access::own_data::kept_as("appeal_stories", own_stories);
  access::own_data::erased_by("appeal_stories", erase);
  route.post("/api/v1/appeals/{id}/story", access::clerk, hall, post_story, {.makes_something = true});
  route.get("/api/v1/appeals/{id}/story", access::signed_in, hall, get_story);
  route.post("/api/v1/appeals/{id}/story/answers", access::signed_in, hall, post_answer, {.makes_something = true});
}

}  // namespace unionhall::appeals::results
