#pragma once
// Memberships that an employer's side must not know of (对单位隐藏的会籍). Whoever enrols such a person there is answered as for a
// stranger: she becomes a member of that union, the hidden membership ends, what was open about it ends with it, and she is told.
// An enrolment that is undone gives it back.
#include "hall/cases/cases.h"
#include "hall/members/members.h"
#include "hall/people/people.h"

namespace unionhall::cases::hidden {

/// What a union may know of somebody who is a member elsewhere.
enum class Known { all, not_the_membership, nothing };

/// Of these memberships (at most 500), which are hidden, and the path of the org that must not know.
std::map<MemberId, std::string> paths(db::Session& db, const std::vector<MemberId>& members);
/// `hidden_path` is that of her living membership. Whoever came on record by joining hidden is not known there at all.
Known known_at(std::string_view org_path, std::string_view hidden_path, const people::Person& person, const members::Member& living);
/// The same for one person with whatever membership she has.
Known known_at(db::Session& db, OrgId org, PersonId person);

/// The union above `hidden_from` that is no employer's: who holds what that org must not know of.
std::optional<OrgId> place_outside(db::Session& db, OrgId hidden_from);

/// Unions are about to come below others (orgs/moving.h): memberships and cases there that are hidden from one of those go to the place
/// outside it, and she is told. True where there were any.
bool stay_outside(db::Session& db, Hall& hall, std::string_view path, const std::vector<OrgId>& above, Instant now);

/// Ends a membership because its person is enrolled at `to`, from which it is hidden; `by` is the source of that enrolment. False
/// when it was changed meanwhile.
bool give_way(db::Session& db, Hall& hall, const members::Member& member, OrgId to, SourceId by, Instant now);

/// Gives back what gave way to this enrolment of hers, if anything did.
void come_back(db::Session& db, Hall& hall, PersonId person, SourceId by, Instant now);

void add_words();

}  // namespace unionhall::cases::hidden
