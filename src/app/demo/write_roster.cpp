#include <fmt/format.h>

#include "city.h"
#include "demo.h"
#include "moment.h"
#include "residents.h"
#include "roster_file.h"
#include "spoil.h"

namespace unionhall::demo {

bool write_roster(const std::filesystem::path& file, sheets::Format format, const Options& options, std::int64_t spoiled,
                  const Watch& watch) {
  const auto city = plan_city(options.members, options.seed, demo_day);
  Residents residents(options.seed, demo_day);
  RosterFile out(file, format, city.unions.front().facts.name);
  Spoiler spoiler(options.seed, spoiled, options.members);
  for (const auto& planned : city.unions) {
    for (std::int64_t n = 0; n < planned.members; ++n) {
      out.add(spoiler.maybe(residents.next(planned)));
      if (residents.made() % 5'000 == 0 && !watch("roster", residents.made(), options.members)) return false;
    }
  }
  out.finish();
  return watch("roster", options.members, options.members);
}

}  // namespace unionhall::demo
