#pragma once
// Why somebody may see what belongs to a union, or why not (她为什么能看到): the role that lets her, who gave it to her and since
// when, and the unions from hers down to that one. Of now, or of a moment that has passed: roles have their days, and a union that
// moved is remembered with the day and where it hung before (org_moves).
//
// The routes decide by paths, which tell of now alone. This walks from parent to parent, and must come to the same.
#include <optional>
#include <string>
#include <vector>

#include "hall/access/access.h"

namespace unionhall::accounts {

enum class Because {
  role,         // she may: a working role of hers reaches it
  ended,        // one did, and had ended
  not_yet,      // one does, and had not begun
  outside,      // hers reach other unions
  no_business,  // hers see no records: employers' contacts, the three administrators
  no_role,
};
BOOST_DESCRIBE_ENUM(Because, role, ended, not_yet, outside, no_business, no_role)

/// A role as it was held.
struct Held {
  access::RoleId id;
  access::RoleWord word = access::RoleWord::member;
  std::string desk;
  OrgId org;
  std::string org_name;
  Instant since;
  std::optional<Instant> until;  // ended, or to end
  std::string granted_by;        // a name; empty: the program
  bool lent = false;
};
BOOST_DESCRIBE_STRUCT(Held, (), (id, word, desk, org, org_name, since, until, granted_by, lent))

/// A union on the way down.
struct Rung {
  OrgId org;
  std::string name;
  std::optional<Instant> since;  // when it was moved below the one before it; nothing: it was founded there
};
BOOST_DESCRIBE_STRUCT(Rung, (), (org, name, since))

struct Why {
  Because because = Because::no_role;
  std::optional<Held> role;  // which lets her, or would have
  std::vector<Rung> way;     // from the role's union down to the one that is asked about
  bool may() const { return because == Because::role; }
};

/// Whether `account` could see at `at` what stands at `org`, acting in whichever of her roles: in `in_force` where that one lets her.
/// What must not be known there stands elsewhere (hall/cases/hidden.h). Nothing is recorded.
Why why(db::Session& db, AccountId account, OrgId org, Instant at, access::RoleId in_force = {});

/// As the API tells it.
http::json::object to_json(const Why& why);

}  // namespace unionhall::accounts
