#pragma once
// SQL of erasing. Private to this folder.
#include "hall/access/own_data.h"
#include "hall/cases/cases.h"

namespace unionhall::erasure::store {

struct Whom {
  AccountId account;
  PersonId person;  // 0: not on record
};

/// The types of the open cases that she asked or that are about her; at most 20.
std::vector<std::string> open_cases(db::Session& db, const Whom& whom, cases::CaseId but_not);
bool holds_a_role(db::Session& db, const Whom& whom, Instant now);
/// Her accounts and all her cases.
access::own_data::Whose whose(db::Session& db, const Whom& whom);

/// An ended membership, and whose it is.
struct Ended {
  MemberId id;
  PersonId person;
  Instant at;
};
/// Written before then and after `after`, of people who are not erased; the oldest first, at most 500.
std::vector<Ended> ended(db::Session& db, const Ended& after, Instant before);
/// Whether she had no living membership since then and is signed in nowhere.
bool gone_since(db::Session& db, const Whom& whom, Instant then, Instant now);

std::string name_of(db::Session& db, const Whom& whom);
/// Of her newest membership.
std::optional<OrgId> last_union(db::Session& db, PersonId person);
/// The org that must not know of her newest membership.
std::optional<OrgId> hidden_from(db::Session& db, PersonId person);

}  // namespace unionhall::erasure::store
