#pragma once
// Notices (消息): one message, several channels. What somebody is told stands in the app; beside it a text message where the
// event asks for one and she has not turned them off; and each working morning an officer finds what waits for her.
//
//   told ──► read ──► forgotten after 400 days
//     └────► a text in the outbox (hall/texts), at most one for an event and recipient
//
// A notice is an event by key and parameters. Its words are made when it is read, in the reader's language, and a text's template
// is that of the recipient's. Each key has them under notices.<key>.title and notices.<key>.text, handed over by the room that
// tells it. What an officer is told as such belongs to her post: she finds it only while a role at that union is in force.
#include <functional>
#include <string>
#include <vector>

#include "hall/access/access.h"
#include "hall/hall.h"

namespace unionhall::notices {

using NoticeId = Id<struct NoticeTag>;

struct Message {
  std::string key;           // "cases.approved"
  TextParams params;         // no document number, no phone; sealed at rest, since a name may stand in it
  std::int64_t case_id = 0;  // what it opens
  std::int64_t event = 0;    // what happened; 0: this message alone
  enum class Text { never, once, again_if_unsure } text = Text::never;
  bool must_be_told = false;  // by text also to whoever turned texts off: a refusal that one may object to, an expulsion
};

/// Tells somebody, in the caller's transaction.
void tell(db::Session& db, Hall& hall, AccountId account, const Message& message, Instant now);

/// Tells those who hold a working role at this very union, for `desk` or for all desks; no text to each. At most 100.
void tell_officers(db::Session& db, Hall& hall, OrgId org, std::string_view desk, const Message& message, Instant now);

/// What waits for whoever holds a role: "cases.inbox", 7. Words under notices.count.<what>, with {count}.
struct Waiting {
  std::string what;
  std::int64_t count = 0;
};
using Counts = std::function<std::vector<Waiting>(db::Session&, const access::Role&)>;

/// A room above hands its counts down, once, under its own name.
void counted_by(std::string room, Counts counts);
/// Of all rooms.
std::vector<Waiting> all_waiting(db::Session& db, const access::Role& role);

/// Between 08:30 and noon of a working day, Beijing time, once: tells each officer what waits for her, by union, where anything
/// does; by text too where she asked for that. May be called at any time and by several processes; how many were told now.
std::int64_t digest(Hall& hall, const Counts& counts, const std::function<bool(Date)>& is_working_day);

/// Deletes what was read more than 400 days ago, and what is as old of texts and digests; at most 500 each, how many.
std::int64_t forget_old(db::Session& db, Instant now);

void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::notices
