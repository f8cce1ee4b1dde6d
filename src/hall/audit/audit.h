#pragma once
// Audit (审计): every change and every look at a person. Rows are written in their own transaction and hold ids and
// digests, so that deleting a person breaks nothing. One leased sealer chains committed rows with SM3 within a second;
// `unionhall check` proves the chain.
#include <string>
#include <string_view>

#include "hall/hall.h"

namespace unionhall::audit {

using EventId = Id<struct AuditEvent>;

struct Event {
  AccountId actor = {};   // 0: the program itself
  std::int64_t role = 0;  // the role in force
  std::string_view what;  // look, reveal, change, import, undo, export, sign_in, appoint, …
  std::string_view subject_kind;
  std::int64_t subject = 0;
  OrgId org = {};
  std::string_view detail = "";  // a word or a digest, never a value
  std::string_view request = "";
};

/// The same, by the actor of this request in her role in force.
Event by(const http::Request& request, Event event);

/// Records in the caller's transaction.
void record(db::Session& db, Hall& hall, const Event& event);

/// One officer opens one person, or what she asked for (a case): durable before any data leaves, once an hour. Whether it is
/// recorded already is read with what is opened, in one state. look() throws db::Unavailable when it cannot be committed.
bool has_looked(db::Session& db, const Hall& hall, AccountId actor, std::int64_t subject);
struct Look {
  AccountId actor;
  std::int64_t role = 0;
  std::string_view subject_kind;
  std::int64_t subject = 0;
  OrgId org;
  std::string_view request;
};
void look(Hall& hall, const Look& look);

/// Chains up to `most` committed events that wait, in chunks; how many. Each event waits in a table of its own from the
/// transaction that wrote it, so one that commits late is sealed late and never passed over.
std::int64_t seal(db::Database& db, Instant now, std::int64_t most);

/// The end of the chain.
struct Head {
  std::int64_t position = 0, sealed_at_ms = 0;  // 0: nothing is sealed yet
  std::string digest;                           // SM3, hex; empty at the beginning
};
Head head(db::Session& db);

/// Events that wait to be sealed.
std::int64_t unsealed(db::Session& db);

struct Verdict {
  std::int64_t events = 0, sealed = 0;
  std::string broken_at;  // the event or the place in the chain where it breaks; empty: whole
};
/// Makes the whole chain anew and compares: an event that was changed, removed or slipped in breaks it.
Verdict check(db::Database& db);

void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::audit
