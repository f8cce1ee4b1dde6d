#pragma once
// The demo city (演示城市): the whole of Xianyang, as a federation's hall would hold it, with people who do not exist. The
// same seed makes the same city, ids included, on either engine.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>

#include "sheets/sheets.h"

namespace unionhall::demo {

struct Options {
  std::int64_t members = 863'300;
  std::uint64_t seed = 1;
};

/// What is done now ("members"), and how far; returns false when it should stop.
using Watch = std::function<bool(std::string_view stage, std::int64_t done, std::int64_t total)>;

/// Writes the city's members in the columns of the official form. Of `spoiled` rows one cell is made wrong, as offices
/// have met it. False: `watch` asked to stop; no file is left.
bool write_roster(const std::filesystem::path& file, sheets::Format format, const Options& options, std::int64_t spoiled,
                  const Watch& watch);

}  // namespace unionhall::demo
