#pragma once
// Stories (办得好的小事): a few words about one appeal that was solved, "绿豆汤，当天下午就有了", beside the numbers.
//
//   proposed ──► published ──► withdrawn      by her, at any time, without a reason; the words are deleted
//      └───────► declined
//
// An officer of the city writes it; it is published when the worker says yes, as it stands, with the month and the group of matters
// and nothing else. Nobody asks her twice. Whoever wanted to stay unnamed or hidden is not asked: her appeal has no story.
// Source: PIPL Art. 13 (1), 14 – 16 (of her own will, taken back as easily as given, no service depends on it).
#include "services/appeals/appeals.h"

namespace unionhall::appeals::results {

enum class StoryState { proposed, published, declined, withdrawn };
BOOST_DESCRIBE_ENUM(StoryState, proposed, published, declined, withdrawn)

struct Story {
  cases::CaseId id;  // the appeal's
  std::int64_t region = 0;
  std::optional<std::string> words;
  StoryState state = StoryState::proposed;
  AccountId proposed_by;
  Instant proposed_at;
  std::optional<Instant> answered_at;
};
BOOST_DESCRIBE_STRUCT(Story, (), (id, region, words, state, proposed_by, proposed_at, answered_at))

enum class StoryRefusal {
  not_solved,     // or solved no more
  nobody_to_ask,  // she has no account, or wanted to stay unnamed or hidden
  asked_before,
  nothing_to_answer,  // there is none, or she said no before
};
Problem problem_for(StoryRefusal refusal);

/// Whether the words name her, or hold a number by which somebody could be found.
bool names_somebody(std::string_view words, std::string_view her_name);

std::optional<Story> story_of(db::Session& db, cases::CaseId id);

/// Proposes it and asks her, in the caller's transaction.
Result<cases::EventId, StoryRefusal> propose(db::Session& db, Hall& hall, const cases::Case& one, std::string_view words,
                                             const cases::By& by, Instant now);
/// Her yes or no; a no takes back what was published.
Result<cases::EventId, StoryRefusal> answer(db::Session& db, Hall& hall, const cases::Case& one, bool agrees, const cases::By& by,
                                            Instant now);

/// As everybody reads it.
struct PublicStory {
  std::string words, month, category;
};
BOOST_DESCRIBE_STRUCT(PublicStory, (), (words, month, category))
/// The newest first; of appeals that are still solved.
std::vector<PublicStory> published_stories(db::Session& db, int limit);

void mount_stories(http::Router& route, Hall& hall);

}  // namespace unionhall::appeals::results
