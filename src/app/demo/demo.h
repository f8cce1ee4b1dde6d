#pragma once
// The demo city (演示城市): the whole of Xianyang, as a federation's hall would hold it, with people who do not exist. The
// same seed makes the same city, ids included, on either engine.
//
//   unions ──► officers ──► members, county by county, through the import of a roster ──► who verified her own record
//          ──► some rosters that wait for somebody at the desk ──► half a year of appeals, and their results ──► stations
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>

#include "hall/hall.h"
#include "sheets/sheets.h"

namespace unionhall::demo {

struct Options {
  std::int64_t members = 863'300;
  std::uint64_t seed = 1;
  bool enrol = true;  // else the unions wait for somebody to import the roster
};

/// What is done now ("members"), and how far; returns false when it should stop.
using Watch = std::function<bool(std::string_view stage, std::int64_t done, std::int64_t total)>;

/// Where the city is built. The clock and the ids are the city's own.
struct Site {
  db::Database& db;
  const crypto::Keyring& keys;
  HallSettings settings;
  int region = 0;
  std::filesystem::path scratch;  // for rosters on their way; they go once they are read
};

enum class Refusal {
  not_a_demo,    // the database is not marked as a demo
  another_city,  // it holds a city of another size or seed
};

/// Builds the city, or goes on where a build was stopped. False: `watch` asked to stop.
Result<bool, Refusal> build(const Site& site, const Options& options, const Watch& watch);
/// Whether the city was built to its end.
bool is_built(db::Database& db);

/// Writes the city's members in the columns of the official form. Of `spoiled` rows one cell is made wrong, as offices
/// have met it. False: `watch` asked to stop; no file is left.
bool write_roster(const std::filesystem::path& file, sheets::Format format, const Options& options, std::int64_t spoiled,
                  const Watch& watch);

}  // namespace unionhall::demo
