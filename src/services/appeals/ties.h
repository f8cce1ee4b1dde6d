#pragma once
// Appeals tied together (关联): about the same thing, each with an answer of its own. A tie stands on both tracks, inside. Private to
// this folder.
//
// One that is hidden from an org is tied only to others hidden from the same: else the number of the one would stand where nobody may
// learn that it exists.
#include "services/appeals/appeals.h"

namespace unionhall::appeals::ties {

constexpr int most = 50;  // of one appeal

struct Tied {
  cases::CaseId id;
  std::string number, state;
};

/// Those that this officer may see, in the order of their ids.
std::vector<Tied> of(db::Session& db, cases::CaseId id, const access::Actor& actor);

void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::appeals::ties
