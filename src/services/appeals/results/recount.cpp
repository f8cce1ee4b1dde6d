#include "services/appeals/results/recount.h"

#include <fmt/format.h>

namespace unionhall::appeals::results {

void Totals::add(const Row& row) {
  filed += row.filed;
  solved += row.solved;
  answered += row.answered.value_or(0);
  on_time += row.on_time.value_or(0);
  rated += row.rated.value_or(0);
  satisfied += row.satisfied.value_or(0);
  for (std::size_t day = 0; day <= days_counted; ++day) {
    if (row.contacted) contacted[day] += (*row.contacted)[day];
    if (row.solving) solving[day] += (*row.solving)[day];
  }
}

std::optional<std::size_t> day_by(const Days& days, int tenths) {
  const auto all = sum(days);
  if (all == 0) return std::nullopt;
  std::int64_t through = 0;
  for (std::size_t day = 0; day < days_counted; ++day) {
    through += days[day];
    if (10 * through >= tenths * all) return day;
  }
  return days_counted;
}

std::string percent(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return "";
  const auto tenths = (2000 * part + whole) / (2 * whole);
  return fmt::format("{}.{}", tenths / 10, tenths % 10);
}

}  // namespace unionhall::appeals::results
