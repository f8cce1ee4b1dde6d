#include <fmt/format.h>

#include "building.h"
#include "hall/audit/audit.h"
#include "hall/figures/figures.h"
#include "moment.h"
#include "numbers.h"
#include "services/appeals/appeals.h"
#include "services/roster/roster.h"

namespace unionhall::demo {
namespace {

constexpr std::string_view city_mark = "demo_city", built_mark = "demo_built";

std::optional<std::string> setting(db::Database& db, std::string_view name) {
  return db.read([&](db::Session& s) { return s.first<std::string>("SELECT value FROM settings WHERE name = :name", name); });
}

void set(db::Database& db, std::string_view name, std::string_view value) {
  db.write([&](db::Session& s) {
    s.exec("INSERT INTO settings (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name,
           value);
  });
}

bool built(const Site& site, const Options& options, const Watch& watch) {
  StillClock clock(demo_moment);
  db::Ids ids(site.db, clock, site.region);
  Hall hall{.db = site.db, .clock = clock, .keys = site.keys, .ids = ids, .settings = site.settings};
  hall.case_numbers = [&](std::int64_t id) {
    Dice dice(options.seed, "case number", static_cast<std::uint64_t>(id));
    return code(dice);
  };
  roster::offer();
  appeals::offer();

  const auto city = plan_city(options.members, options.seed, demo_day);
  Residents residents(options.seed, demo_day);
  Building building{.hall = hall, .clock = clock, .city = city, .options = options, .watch = watch, .scratch = site.scratch};
  if (!found_unions(building) || !appoint_officers(building)) return false;
  if (options.enrol && !enrol_members(building, residents)) return false;
  if (!open_accounts(building) ||
      (options.enrol && !(leave_samples(building, residents) && file_appeals(building) && place_stations(building))))
    return false;
  figures::fold_all(site.db);
  clock.advance(std::chrono::seconds{2});
  while (audit::seal(site.db, clock.now(), 5'000) > 0) {
  }
  return true;
}

}  // namespace

Result<bool, Refusal> build(const Site& site, const Options& options, const Watch& watch) {
  if (!site.settings.demo) return std::unexpected(Refusal::not_a_demo);
  const auto wanted = fmt::format("members={} seed={}{}", options.members, options.seed, options.enrol ? "" : " unions alone");
  if (const auto begun = setting(site.db, city_mark); begun && *begun != wanted) return std::unexpected(Refusal::another_city);
  if (is_built(site.db)) return true;
  set(site.db, city_mark, wanted);
  if (!site.settings.files.empty()) std::filesystem::create_directories(site.settings.files);
  if (!built(site, options, watch)) return false;
  set(site.db, built_mark, "yes");
  return true;
}

bool is_built(db::Database& db) { return setting(db, built_mark).has_value(); }

int Building::county(std::string_view division) const {
  for (const auto place : city.counties) {
    if (planned(place).code == division) return place;
  }
  throw std::logic_error("no such county in the plan");
}

std::int64_t Building::scaled(std::int64_t number, std::int64_t least) const {
  return std::max(number * options.members / members_of_the_city, least);
}

}  // namespace unionhall::demo
