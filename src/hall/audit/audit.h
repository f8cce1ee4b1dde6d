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
  AccountId actor;             // 0: the program itself
  std::int64_t role = 0;       // the role in force
  std::string_view what;       // look, reveal, change, import, undo, export, sign_in, appoint, …
  std::string_view subject_kind;
  std::int64_t subject = 0;
  OrgId org = {};
  std::string_view detail = "";  // a word or a digest, never a value
  std::string_view request = "";
};

/// Records in the caller's transaction.
void record(db::Session& db, Hall& hall, const Event& event);

/// One officer opens one person: durable before any data leaves, once an hour. Throws db::Unavailable when it cannot be committed.
void look(Hall& hall, AccountId actor, std::int64_t role, PersonId person, OrgId org, std::string_view request);

/// Chains up to `most` committed events that wait; how many. An event becomes visible to the sealer one second after
/// its id, so that a slower transaction with a smaller id is never skipped.
std::int64_t seal(db::Database& db, Instant now, std::int64_t most);

struct Verdict {
  std::int64_t events = 0, sealed = 0;
  std::string broken_at;       // empty: whole
};
Verdict check(db::Database& db);

void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::audit
