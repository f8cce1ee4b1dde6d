#pragma once
// Accounts as those see them who look after accounts, and after nothing else: whether somebody may sign in, never what she
// has to do with the union. Private to this room.
#include "hall/accounts/accounts.h"

namespace unionhall::accounts {

/// Whose accounts an administrator reaches: all where her role stands at the top, else those of officers who work nowhere
/// but below her.
struct Reached {
  std::string path;
  bool all = false;
};
Reached reach_of(const access::Actor& actor);

namespace store {

bool within(db::Session& db, const Reached& reach, AccountId account, Instant now);

struct LockedOut {
  AccountId account;
  std::string name;
  std::int64_t failures = 0;
  Instant shut_until;
  std::optional<std::int64_t> phone;
  std::optional<std::string> phone_sealed;
};
BOOST_DESCRIBE_STRUCT(LockedOut, (), (account, name, failures, shut_until, phone, phone_sealed))
/// The last ones first, at most 100.
std::vector<LockedOut> locked_out(db::Session& db, const Reached& reach, Instant now);

struct AccountLine {
  AccountId account;
  std::string name;
  bool closed = false, enrolled = false;
  Instant since;
  std::int64_t sessions = 0;
  std::optional<Instant> last_seen;
  std::optional<std::int64_t> phone;
  std::optional<std::string> phone_sealed;
};
BOOST_DESCRIBE_STRUCT(AccountLine, (), (account, name, closed, enrolled, since, sessions, last_seen, phone, phone_sealed))
/// By the whole name, the phone, or both; an empty name and no digests are asked for nothing. At most 50.
std::vector<AccountLine> find_accounts(db::Session& db, const Reached& reach, std::string_view name,
                                       const std::vector<std::string>& digests, Instant now);

/// Whether it holds one of the three separated roles.
bool administers(db::Session& db, AccountId account, Instant now);
/// Nobody signs in by it until it is opened again; what is erased (closing.h) is never opened. False when it was so already.
bool suspend(db::Session& db, AccountId account);
bool reopen(db::Session& db, AccountId account);

}  // namespace store
}  // namespace unionhall::accounts
