#pragma once
// Rows as offices have really met them: numbers that a spreadsheet broke, dates that do not exist. Private to this room.
#include "residents.h"

namespace unionhall::demo {

/// Spoils `spoiled` of `rows` rows, spread evenly, each in another way than the one before.
class Spoiler {
 public:
  Spoiler(std::uint64_t seed, std::int64_t spoiled, std::int64_t rows) : dice_(seed, "spoil"), spoiled_(spoiled), rows_(rows) {}
  /// The row as it is, or spoiled.
  const Row& maybe(const Row& row);

 private:
  void spoil(Row& row);

  Dice dice_;
  const std::int64_t spoiled_, rows_;
  std::int64_t seen_ = 0, done_ = 0;
  Row before_, changed_;
};

}  // namespace unionhall::demo
