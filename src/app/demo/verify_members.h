#pragma once
// Who verified her own record. Chosen while rosters are written, marked once they are imported. Private to this room.
#include "building.h"
#include "hall/people/people.h"

namespace unionhall::demo {

struct Verified {
  std::string id_number;
  people::Sex sex = people::Sex::unknown;
  std::int64_t birth_month = 0;
  std::string_view method;  // a word of codes::verification
  Instant at;
};

/// Chooses as many members of one union as the plan says, spread evenly.
class Choice {
 public:
  Choice(std::uint64_t seed, std::size_t place, const PlannedUnion& planned)
      : dice_(seed, "verified", place), left_(planned.members), wanted_(planned.verified) {}
  /// Asked once for each of its members.
  std::optional<Verified> maybe(const Row& row);

 private:
  Dice dice_;
  std::int64_t left_, wanted_;
};

/// Marks them in chunks; who is marked already is left alone. `before` are those of earlier calls, for the progress.
bool verify(Building& building, const std::vector<Verified>& chosen, std::int64_t before);

}  // namespace unionhall::demo
