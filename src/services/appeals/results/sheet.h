#pragma once
// The csv of a month: what may be printed of a cell, as bytes, and read again from them. Pure.
#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/appeals/appeals.h"

namespace unionhall::appeals::results {

/// A cell, and every set of people that a share or a median is of, has at least so many.
inline constexpr std::int64_t people_least = 5;

/// How many after 0, 1, … 30 whole days, and after more. A day is a change of the date in Beijing.
inline constexpr std::size_t days_counted = 31;
using Days = std::array<std::int64_t, days_counted + 1>;
std::int64_t sum(const Days& days);

/// The county's federation above the union that was asked first. The city's own, and whatever lies in no county, have this code.
struct County {
  std::string code = "city", name = "市本级";
  auto operator<=>(const County&) const = default;
};

/// An appeal as far as it is counted.
struct Counted {
  OrgId asked;
  std::string category;
  Instant filed_at;
  std::optional<Instant> contacted_at, replied_at;
  std::optional<bool> replied_late;
  std::optional<Instant> solved_at;
  std::string verdict;
  std::optional<std::int64_t> satisfaction;
};
BOOST_DESCRIBE_STRUCT(Counted, (), (asked, category, filed_at, contacted_at, replied_at, replied_late, solved_at, verdict, satisfaction))

/// What is in a cell, whatever its size.
struct Cell {
  std::int64_t filed = 0;
  Days contacted = {};  // since filing, until the union first spoke to her
  std::int64_t answered = 0, on_time = 0;
  std::int64_t solved = 0;  // she said so
  Days solving = {};        // since filing
  std::int64_t rated = 0, satisfied = 0;

  void add(const Counted& one);
  void add(const Cell& other);
};

/// What is printed of it; empty where fewer than five stand behind it.
struct Row {
  std::string month;
  County county;
  std::string category;  // a group: living, wages, …
  std::int64_t filed = 0, solved = 0;
  std::optional<Days> contacted, solving;
  std::optional<std::int64_t> answered, on_time, rated, satisfied;

  friend bool operator==(const Row&, const Row&) = default;
};
/// Nothing of a cell that is too small.
std::optional<Row> printed(const Cell& cell);

/// The whole numbers of a row that later corrections may speak of, by the column that they stand in.
struct Figure {
  std::string_view column;
  std::optional<std::int64_t> (*of)(const Row&);
};
extern const std::array<Figure, 6> figures;

/// Rows in their order, as bytes: UTF-8 with a byte order mark, a line each, cells without quotation marks.
std::string written(const std::vector<Row>& rows);
/// The inverse. Throws std::runtime_error where it is none of ours.
std::vector<Row> read(std::string_view csv);

}  // namespace unionhall::appeals::results
