#pragma once
// A union moves as a whole (整建制转接): its employer has moved to another place, and it comes below another union, with all that
// stands below it. Nobody transfers: each member keeps her membership, her number and her card, and each case its holder.
//
//   answering ──► out_agreed ──► done      the union above it lets it go, or is silent for five working days;
//      │      └─► in_agreed  ──►   │       the new one takes it in: silence there takes it to the union above that
//      │                           └ it is hung below the new one in one transaction, its place with it
//      ├──► refused ──► objected           with a reason; the union above the new one decides
//      ├──► withdrawn                      by whoever asked
//      └──► overtaken                      it was moved or dissolved meanwhile, or the new one was dissolved
//
// The union asks itself, or the old or the new one above it does. Who reaches both may as well move it at once (POST /orgs/{id}/moves).
// Sources: 工会会员会籍管理办法 (2016) Art. 3; 工会法 (2021) Art. 12 (the union above leads); the days are settings (case-days).
#include "hall/cases/cases.h"

namespace unionhall::transfers::union_moves {

/// Who asked for it.
enum class StartedBy { itself, old_parent, new_parent };
BOOST_DESCRIBE_ENUM(StartedBy, itself, old_parent, new_parent)

struct UnionMove {
  OrgId org;
  OrgId parent_from;
  StartedBy started_by = StartedBy::itself;
  std::string reason;
  std::string division, address;  // where it is from then on; empty: as before
};
BOOST_DESCRIBE_STRUCT(UnionMove, (), (org, parent_from, started_by, reason, division, address))

enum class Refusal {
  not_found,  // the actor acts neither for the union nor for one above the old or the new place
  dissolved,
  same_parent,
  into_itself,    // below itself
  moves_already,  // a move of it is open
  too_deep,
  name_taken,         // a union of this name stands below the new one
  settled_otherwise,  // it was moved or dissolved meanwhile; the case closes by itself
  parent_dissolved,   // the new one, likewise
  changed_meanwhile,
};
Problem problem_for(Refusal refusal);

/// The table of this kind of case.
const cases::Rules& rules();

/// Closes moves that something else has settled, at most `most`.
void close_overtaken(Hall& hall, int most);

/// Offers the type to hall/cases and its words.
void offer();

}  // namespace unionhall::transfers::union_moves
