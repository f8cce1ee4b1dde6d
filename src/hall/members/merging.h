#pragma once
// Two records of one person become one (合并重复人员), and two again while that can be undone. One person stands; the other is led to her
// (hall/people), and nothing that names the other is rewritten: her accounts sign in, her posts are held, her cases, consents and history
// are read as before, by her who stands.
//
//   two people, each on record ──► one stands, with the facts chosen of either; of two living memberships one goes on ──► two again
//
// Who stands is who has the membership that goes on, so that whoever is led has none alive. The one that does not go on is cancelled, and
// comes back with an undoing. What was changed since by somebody else stays as it is, and is named.
//
// An employer's union lays two records side by side and hands them up: which memberships either has elsewhere, where one of them may be
// hidden from it, is seen and weighed above.
//
// An ID number that is chosen changes places with the one that was on record: each number stands in one row, and leads to her under
// any key. Her sex and her month of birth are what the document says, and go with it.
#include <span>

#include "hall/access/access.h"
#include "hall/members/members.h"

namespace unionhall::members::merging {

using MergeId = Id<struct MergeTag>;

/// What may be chosen, one by one, in the order in which a page shows it.
std::span<const std::string_view> fields();

enum class Refusal {
  not_found,
  changed_meanwhile,
  same_person,    // these are two memberships of one person
  must_go_on,     // the membership that should give way is the only one alive
  decided_above,  // an employer's union joins nobody, and no union whoever is a member where it does not reach
  moving,         // the membership that gives way is in transfer
  undone_already,
  too_late,        // what stood before is forgotten
  merged_further,  // she who stands has been joined with a third since, which is undone first
};
Problem problem_for(Refusal refusal);

/// One of two records, as an officer compares them.
struct Side {
  MemberId member;
  OrgId org;
  std::int64_t version = 1;
  PersonId person;
  bool alive = false;
  http::json::object shown;  // masked, with where each field comes from
};
struct Compared {
  Side one, other;
  bool decides = false;                  // whether this officer may join them; else the union above does
  std::vector<std::string_view> differ;  // of fields(), also where the masks look alike
};
Result<Compared, Refusal> compare(db::Session& db, const Hall& hall, const access::Actor& actor, MemberId one, MemberId other);

/// What the officer decided.
struct Choice {
  MemberId goes_on, gives_way;
  std::int64_t version_goes_on = 1, version_gives_way = 1;
  std::vector<std::string> fields;  // taken from the record that gives way
};

/// On whose behalf; `actor` must reach both.
struct By {
  const access::Actor& actor;
  std::string_view request;
};

/// A merge made ready outside the transaction: read, checked, sealed.
struct Merge {
  PersonId stands, led;
  OrgId org;                    // where she goes on
  std::optional<Member> ended;  // the living membership that ends with it, as it was
  /// In the caller's transaction. Refusals: changed_meanwhile.
  std::function<Result<MergeId, Refusal>(db::Session&)> write;
};
/// Refused 404 where one of them does not exist for the officer.
Result<Merge, Refusal> merge_of(Hall& hall, const By& by, const Choice& choice);

/// What became of the membership that had ended.
enum class Returned { none, back, changed_since, union_dissolved };
BOOST_DESCRIBE_ENUM(Returned, none, back, changed_since, union_dissolved)

struct Undone {
  MemberId member;                     // of her who stood
  MemberId other;                      // of the one who stands again
  std::vector<std::string_view> kept;  // fields that somebody changed since
  Returned membership = Returned::none;
};
struct Undoing {
  PersonId stands, led;
  /// In the caller's transaction. Refusals: changed_meanwhile.
  std::function<Result<Undone, Refusal>(db::Session&)> write;
};
/// Refusals: not_found (also where the officer does not reach both), undone_already, too_late, merged_further.
Result<Undoing, Refusal> undoing_of(Hall& hall, const By& by, MergeId id);

/// The merges of this person, the newest first; at most 20.
struct Done {
  MergeId id;
  PersonId stands, led;
  Instant at;
  std::string by_name;
  std::optional<Instant> undone_at;
  bool kept = false;  // what stood before is
};
std::vector<Done> of_person(db::Session& db, PersonId person);
/// Until when; nothing where it is undone or forgotten.
std::optional<Instant> may_be_undone_until(const Done& one, const Hall& hall);

/// Forgets what stood before merges that can no longer be undone; how many.
std::int64_t forget_old(Hall& hall);

}  // namespace unionhall::members::merging
