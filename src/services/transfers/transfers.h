#pragma once
// Transfer of a membership (会员组织关系接转). Joined once, a member takes her membership along when she changes employer. She
// starts it herself, or her old union does, or the new one; then both unions answer, in whichever order.
//
//   answering ──► out_agreed ──► done      the old union lets her go, or is silent for five working days;
//      │      └─► in_agreed  ──►   │       the new one takes her in: silence there takes it to the union above
//      │                           └ the old membership ends and the new one begins in one transaction
//      ├──► refused ──► objected           with a reason; the union above decides
//      ├──► withdrawn                      by the member: she stays where she was
//      └──► overtaken                      her membership ended meanwhile: she left, or was expelled
//
// While it runs she is a member of the old union (接转中): she pays and votes there. Sources: 工会会员会籍管理办法 (2016) Art. 3
// (一次入会、动态接转), 2000 rules ¶4 (the new union takes a proven member); the days are settings (case-days).
#include "hall/cases/cases.h"
#include "hall/members/members.h"

namespace unionhall::transfers {

/// Who asked for it.
enum class StartedBy { member, old_union, new_union };
BOOST_DESCRIBE_ENUM(StartedBy, member, old_union, new_union)

struct Transfer {
  PersonId person;
  MemberId member;  // the membership that ends
  OrgId from;
  StartedBy started_by = StartedBy::member;
  members::Status status_before = members::Status::active;
  std::string cause;
  std::optional<MemberId> new_member;
};
BOOST_DESCRIBE_STRUCT(Transfer, (), (person, member, from, started_by, status_before, cause, new_member))

enum class Refusal {
  no_membership,  // nobody alive to transfer
  same_union,
  transfers_already,
  hers_to_ask,        // toward an org that she is hidden from: nobody but she tells it
  changed_meanwhile,  // her membership changed while this was written
  union_dissolved,
};
Problem problem_for(Refusal refusal);

/// The table of this kind of case.
const cases::Rules& rules();

/// Offers the type to hall/cases and its words.
void offer();
void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::transfers
