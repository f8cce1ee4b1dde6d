#include "services/appeals/results/sheet.h"

#include <fmt/format.h>

#include <charconv>
#include <numeric>
#include <ranges>
#include <stdexcept>

namespace unionhall::appeals::results {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF", line_end = "\r\n";
constexpr std::int64_t satisfied_least = 3;  // basically satisfied (基本满意)

std::size_t whole_days(Instant from, Instant until) {
  const auto days = (std::chrono::sys_days{beijing_date(until)} - std::chrono::sys_days{beijing_date(from)}).count();
  return std::min(static_cast<std::size_t>(std::max<std::int64_t>(days, 0)), days_counted);
}

template <class T>
std::optional<T> if_enough(std::int64_t people, const T& value) {
  return people < people_least ? std::nullopt : std::optional(value);
}

void add_days_header(std::string& line, std::string_view name) {
  for (std::size_t day = 0; day < days_counted; ++day) line += fmt::format(",{}_{}", name, day);
  line += fmt::format(",{}_more", name);
}

std::string header() {
  std::string line = "month,county,county_name,category,filed";
  add_days_header(line, "contacted");
  line += ",answered,on_time,solved";
  add_days_header(line, "solved");
  return line + ",rated,satisfied";
}

std::string cell(const std::optional<std::int64_t>& number) { return number ? std::to_string(*number) : ""; }

void add_days(std::string& line, const std::optional<Days>& days) {
  for (std::size_t day = 0; day <= days_counted; ++day) line += days ? fmt::format(",{}", (*days)[day]) : ",";
}

/// So that every line may be cut at its commas.
std::string without_marks(std::string name) {
  for (auto& c : name) {
    if (c == ',' || c == ';' || c == '"' || c == '\r' || c == '\n' || c == '\t') c = ' ';
  }
  return name;
}

[[noreturn]] void unreadable(std::string_view what) { throw std::runtime_error(fmt::format("results: {}", what)); }

/// The cells of a line, one after the other.
class Line {
 public:
  explicit Line(std::string_view line) : rest_(line) {}

  std::string_view next() {
    if (over_) unreadable("a line is too short");
    const auto comma = rest_.find(',');
    const auto found = rest_.substr(0, comma);
    over_ = comma == std::string_view::npos;
    if (!over_) rest_.remove_prefix(comma + 1);
    return found;
  }
  std::optional<std::int64_t> number() {
    const auto text = next();
    if (text.empty()) return std::nullopt;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) unreadable("a cell is no number");
    return value;
  }
  std::int64_t must() {
    const auto value = number();
    if (!value) unreadable("a cell is empty");
    return *value;
  }
  std::optional<Days> days() {
    Days days{};
    std::size_t empty = 0;
    for (auto& day : days) {
      const auto value = number();
      empty += value ? 0 : 1;
      day = value.value_or(0);
    }
    if (empty != 0 && empty != days.size()) unreadable("days are half empty");
    return empty == 0 ? std::optional(days) : std::nullopt;
  }
  void end() const {
    if (!over_) unreadable("a line is too long");
  }

 private:
  std::string_view rest_;
  bool over_ = false;
};

Row row_of(std::string_view text) {
  Line line(text);
  Row row;
  row.month = line.next();
  row.county.code = line.next();
  row.county.name = line.next();
  row.category = line.next();
  row.filed = line.must();
  row.contacted = line.days();
  row.answered = line.number();
  row.on_time = line.number();
  row.solved = line.must();
  row.solving = line.days();
  row.rated = line.number();
  row.satisfied = line.number();
  line.end();
  return row;
}

}  // namespace

const std::array<Figure, 6> figures{{{"filed", [](const Row& row) { return std::optional(row.filed); }},
                                     {"answered", [](const Row& row) { return row.answered; }},
                                     {"on_time", [](const Row& row) { return row.on_time; }},
                                     {"solved", [](const Row& row) { return std::optional(row.solved); }},
                                     {"rated", [](const Row& row) { return row.rated; }},
                                     {"satisfied", [](const Row& row) { return row.satisfied; }}}};

std::int64_t sum(const Days& days) { return std::accumulate(days.begin(), days.end(), std::int64_t{0}); }

void Cell::add(const Counted& one) {
  ++filed;
  if (one.contacted_at) ++contacted[whole_days(one.filed_at, *one.contacted_at)];
  if (one.replied_at) {
    ++answered;
    if (!one.replied_late.value_or(false)) ++on_time;
  }
  if (one.verdict == "solved" && one.solved_at) {
    ++solved;
    ++solving[whole_days(one.filed_at, *one.solved_at)];
  }
  if (one.satisfaction) {
    ++rated;
    if (*one.satisfaction >= satisfied_least) ++satisfied;
  }
}

void Cell::add(const Cell& other) {
  filed += other.filed;
  answered += other.answered;
  on_time += other.on_time;
  solved += other.solved;
  rated += other.rated;
  satisfied += other.satisfied;
  for (std::size_t day = 0; day <= days_counted; ++day) {
    contacted[day] += other.contacted[day];
    solving[day] += other.solving[day];
  }
}

std::optional<Row> printed(const Cell& cell) {
  if (cell.filed < people_least) return std::nullopt;
  Row row{.month = {}, .county = {}, .category = {}, .filed = cell.filed, .solved = cell.solved};
  row.contacted = if_enough(sum(cell.contacted), cell.contacted);
  row.solving = if_enough(cell.solved, cell.solving);
  row.answered = if_enough(cell.answered, cell.answered);
  row.on_time = if_enough(cell.answered, cell.on_time);
  row.rated = if_enough(cell.rated, cell.rated);
  row.satisfied = if_enough(cell.rated, cell.satisfied);
  return row;
}

std::string written(const std::vector<Row>& rows) {
  std::string csv{byte_order_mark};
  csv += header();
  csv += line_end;
  for (const auto& row : rows) {
    csv +=
        fmt::format("{},{},{},{},{}", row.month, without_marks(row.county.code), without_marks(row.county.name), row.category, row.filed);
    add_days(csv, row.contacted);
    csv += fmt::format(",{},{},{}", cell(row.answered), cell(row.on_time), row.solved);
    add_days(csv, row.solving);
    csv += fmt::format(",{},{}{}", cell(row.rated), cell(row.satisfied), line_end);
  }
  return csv;
}

std::vector<Row> read(std::string_view csv) {
  if (!csv.starts_with(byte_order_mark)) unreadable("no byte order mark");
  csv.remove_prefix(byte_order_mark.size());
  std::vector<Row> rows;
  bool first = true;
  while (!csv.empty()) {
    const auto end = csv.find(line_end);
    if (end == std::string_view::npos) unreadable("a line does not end");
    const auto line = csv.substr(0, end);
    csv.remove_prefix(end + line_end.size());
    if (!std::exchange(first, false)) {
      rows.push_back(row_of(line));
    } else if (line != header()) {
      unreadable("other columns");
    }
  }
  if (first) unreadable("no columns");
  return rows;
}

}  // namespace unionhall::appeals::results
