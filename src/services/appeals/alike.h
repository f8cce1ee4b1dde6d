#pragma once
// Appeals that say much the same (相似诉求): open ones at the same union about the same matter, compared by the pairs of signs that
// stand in both (Dice's measure). Private to this folder.
#include "services/appeals/appeals.h"

namespace unionhall::appeals {

struct Alike {
  cases::CaseId id;
  std::string number, words;
  Instant filed_at;
  int likeness = 0;  // 0 … 100
};

/// Those that this officer may see, the most alike first.
std::vector<Alike> alike_to(db::Session& db, const Hall& hall, const cases::Case& one, const access::Actor& actor, std::size_t most);

/// 0 … 100: how many of the pairs of neighbouring signs two texts share.
int likeness(std::string_view one, std::string_view other);

}  // namespace unionhall::appeals
