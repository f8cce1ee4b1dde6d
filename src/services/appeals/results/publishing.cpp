// When a month is printed, and what is said of it afterwards.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "hall/orgs/orgs.h"
#include "services/appeals/results/results.h"
#include "services/appeals/results/store.h"

namespace unionhall::appeals::results {
namespace {

constexpr std::chrono::day printed_on{10};  // of the next month
constexpr std::chrono::months corrected_for{12};

std::string text_of(std::chrono::year_month month) {
  return fmt::format("{:04}-{:02}", static_cast<int>(month.year()), static_cast<unsigned>(month.month()));
}

std::chrono::year_month month_of(const std::string& text) {
  const auto day = parse_iso_date(text + "-01").value();
  return day.year() / day.month();
}

/// The newest month whose day has come.
std::chrono::year_month newest_due(Date today) {
  const auto month = today.year() / today.month();
  return month - std::chrono::months{today.day() < printed_on ? 2 : 1};
}

using Place = std::pair<County, std::string>;
using Cells = std::map<Place, Cell>;

County county_of(db::Session& db, OrgId asked) {
  for (const auto& above : orgs::ancestors(db, asked)) {
    if (above.level == orgs::Level::county) return {.code = orgs::find(db, above.id)->code, .name = above.name};
  }
  return {};
}

Cells cells_of(db::Session& db, const std::string& month) {
  std::map<std::pair<OrgId, std::string>, Cell> by_union;
  store::each_of(db, month, [&](Counted&& one) { by_union[{one.asked, std::string(group_of(one.category))}].add(one); });
  std::map<OrgId, County> counties;
  Cells cells;
  for (const auto& [key, cell] : by_union) {
    const auto& [asked, category] = key;
    if (!counties.contains(asked)) counties.emplace(asked, county_of(db, asked));
    cells[{counties[asked], category}].add(cell);
  }
  return cells;
}

std::optional<Row> row_at(const Cells& cells, const std::string& month, const Place& place) {
  const auto found = cells.find(place);
  auto row = found == cells.end() ? std::nullopt : printed(found->second);
  if (row) row->month = month, row->county = place.first, row->category = place.second;
  return row;
}

std::vector<Row> rows_of(const Cells& cells, const std::string& month) {
  std::vector<Row> rows;
  for (const auto& [place, cell] : cells) {
    if (auto row = row_at(cells, month, place)) rows.push_back(*std::move(row));
  }
  return rows;
}

std::string digest(std::string_view csv) { return crypto::hex(crypto::sha256(csv)); }

bool print(Hall& hall, const std::string& month) {
  const auto now = hall.clock.now();
  const auto csv = hall.db.snapshot([&](db::Session& db) { return written(rows_of(cells_of(db, month), month)); });
  return hall.db.write_in_background([&](db::Session& db) {
    return store::publish(db, {.month = month, .sha256 = digest(csv), .frozen_at = now, .checked_on = beijing_date(now)}, csv);
  });
}

/// Whether another version of a number may be seen, by those who have seen these.
bool tells_of_enough(std::int64_t now_is, const std::vector<std::int64_t>& seen) {
  return now_is != seen.back() &&
         std::ranges::all_of(seen, [&](std::int64_t before) { return before == now_is || std::abs(before - now_is) >= people_least; });
}

void correct(db::Session& db, const std::string& month, const Cells& cells, Date today) {
  std::map<std::tuple<std::string, std::string, std::string>, std::vector<std::int64_t>> seen;
  for (const auto& one : store::corrections(db, month)) seen[{one.county, one.category, one.figure}].push_back(one.now_is);
  for (const auto& before : read(store::csv_of(db, month).value())) {
    const auto now = row_at(cells, month, {before.county, before.category});
    if (!now) continue;
    for (const auto& figure : figures) {
      const auto printed = figure.of(before), now_is = figure.of(*now);
      if (!printed || !now_is) continue;
      auto versions = seen[{before.county.code, before.category, std::string(figure.column)}];
      versions.insert(versions.begin(), *printed);
      if (!tells_of_enough(*now_is, versions)) continue;
      store::correct(db, {.month = month,
                          .county = before.county.code,
                          .category = before.category,
                          .figure = std::string(figure.column),
                          .number = static_cast<std::int64_t>(versions.size()),
                          .printed = *printed,
                          .now_is = *now_is,
                          .since = today});
    }
  }
}

void look_again(Hall& hall, const store::Month& month) {
  const auto today = beijing_date(hall.clock.now());
  if (month.checked_on >= today || month_of(month.month) + corrected_for < newest_due(today)) return;
  const auto cells = hall.db.snapshot([&](db::Session& db) { return cells_of(db, month.month); });
  hall.db.write_in_background([&](db::Session& db) {
    if (store::check_on(db, month.month, today)) correct(db, month.month, cells, today);
  });
}

}  // namespace

int publish(Hall& hall) {
  const auto [first, published] = hall.db.snapshot([](db::Session& db) { return std::pair{store::first_month(db), store::published(db)}; });
  if (!first) return 0;
  for (const auto& month : published) look_again(hall, month);

  int printed = 0;
  const auto newest = newest_due(beijing_date(hall.clock.now()));
  for (auto month = month_of(*first); month <= newest; month += std::chrono::months{1}) {
    const auto text = text_of(month);
    if (std::ranges::find(published, text, &store::Month::month) == published.end() && print(hall, text)) ++printed;
  }
  return printed;
}

std::vector<std::string> changed_since_published(db::Session& db) {
  std::vector<std::string> changed;
  for (const auto& month : store::published(db)) {
    if (digest(store::csv_of(db, month.month).value()) != month.sha256) changed.push_back(month.month);
  }
  return changed;
}

}  // namespace unionhall::appeals::results
