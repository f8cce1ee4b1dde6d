#pragma once
// SQL of the audit trail. Private to this folder.
#include <boost/describe.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "hall/audit/audit.h"

namespace unionhall::audit {

/// An event as it was written; what the chain holds together.
struct Recorded {
  std::int64_t id = 0, region = 0, at_ms = 0;
  std::optional<std::int64_t> actor, role;
  std::string what, subject_kind;
  std::int64_t subject = 0;
  std::optional<std::int64_t> org;
  std::string detail, request;
};
BOOST_DESCRIBE_STRUCT(Recorded, (), (id, region, at_ms, actor, role, what, subject_kind, subject, org, detail, request))

struct Link {
  std::int64_t position = 0, event_id = 0, sealed_at_ms = 0;
  std::string digest;
};
BOOST_DESCRIBE_STRUCT(Link, (), (position, event_id, sealed_at_ms, digest))
BOOST_DESCRIBE_STRUCT(Head, (), (position, sealed_at_ms, digest))

/// A line of the list.
struct Listed {
  std::int64_t id = 0;
  Instant at{};
  std::optional<AccountId> actor;
  std::string actor_name, role_word, what, subject_kind;
  std::int64_t subject = 0;
  std::optional<OrgId> org;
  std::string org_name, detail;
};
BOOST_DESCRIBE_STRUCT(Listed, (), (id, at, actor, actor_name, role_word, what, subject_kind, subject, org, org_name, detail))

namespace store {

void insert(db::Session& db, const Recorded& event);
bool has_looked(db::Session& db, AccountId actor, std::int64_t subject, Instant since);

std::vector<Recorded> unsealed(db::Session& db, std::int64_t limit);
/// False when somebody else has gone on with the chain: nothing of it may stay.
bool append(db::Session& db, const std::vector<Link>& links);

void each_link(db::Session& db, const std::function<void(Link&&, Recorded&&)>& on_link);
/// Empty: the chain does not reach so far.
std::string digest_at(db::Session& db, std::int64_t position);
/// A link without its event, or an event that neither waits nor is in the chain.
std::optional<std::string> find_loose(db::Session& db);
std::int64_t count_events(db::Session& db);
std::int64_t count_unsealed(db::Session& db);

struct Filter {
  std::string what;         // empty: all
  std::string area;         // the path of the caller's role: what happened at unions below it
  bool whole_site = false;  // the role stands at the top: also what happened at no union
  std::string within;       // a union's path; empty: no filter
  AccountId actor;          // 0: all
  Instant since = from_unix_ms(0), until = Instant::max();
};
/// Newest first, before the event `before`.
std::vector<Listed> list(db::Session& db, const Filter& filter, std::int64_t before, int limit);

}  // namespace store
}  // namespace unionhall::audit
