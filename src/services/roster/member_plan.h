#pragma once
// What a row of the member form does to what is on record: the rules of a membership's life as a roster may change it.
// No database. Private to this room.
//
//   on record           the row says 入会, 转入     保留                    转出, 除名, 退会
//   nobody, or ended    a new membership            a new one, retained     refused: nothing to end
//   alive in this union updated; retained → active  retained                ended
//   alive elsewhere     transfer needed             transfer needed         refused: not a member here
//
// A row that says when (会籍变化日期) never undoes what happened later: an old roster does not bring back who has left.
#include "services/roster/member_row.h"

namespace unionhall::roster {

/// What is known about the person whom a row names.
struct OnRecord {
  people::Person person;
  std::optional<std::string> phone;       // opened
  std::string id_number;                  // opened
  bool by_another_document = false;       // the row's, of a record that became one with hers
  std::optional<members::Member> living;  // in whatever union
  std::string hidden_path;                // of the org that must not know of it; empty: all may
  std::vector<members::Member> ended;     // oldest first
};

struct Plan {
  imports::Fate fate = imports::Fate::held;
  std::vector<imports::Remark> remarks;
  std::optional<people::Facts> facts;  // of a person on record, where they change
  bool phone_changes = false;
  std::vector<std::string> changed;              // names of the person's changed fields
  std::optional<members::Member> before, after;  // the membership; after without before: a new one
};

struct Rules {
  RetirementAge men, women;
  Date today;
};

/// `row` has no faults of its own; `org` is its union.
Plan plan(const MemberRow& row, OrgId org, const OnRecord* on_record, const Rules& rules);

/// Full years on `today`.
int age_on(Date birth, Date today);

}  // namespace unionhall::roster
