#include <fmt/format.h>

#include <fstream>
#include <map>
#include <sstream>

#include "app/commands.h"
#include "app/site.h"
#include "hall/calendar/calendar.h"

namespace unionhall::app {
namespace {

std::string why(const calendar::YearFault& fault) {
  static const std::map<std::string_view, std::string_view> says{
      {"unknown_line", "a line is `rest FIRST LAST NAME` or `work DAY`, or begins with #"},
      {"no_such_day", "a day is written as 2027-10-01, and no holiday is longer than a month"},
      {"ends_before_it_begins", "the holiday ends before it begins"},
      {"other_year", "the days are not of one year"},
      {"said_twice", "this day was said before"},
      {"no_days", "there is no holiday in it"}};
  return fault.line > 0 ? fmt::format("line {}: {}", fault.line, says.at(fault.code)) : std::string(says.at(fault.code));
}

}  // namespace

void keep_calendar_year(const Settings& settings, const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  const auto year = calendar::parse_year(text.str());
  if (!year) throw NotDone(fmt::format("{}: {}. Nothing was changed.", file.string(), why(year.error())));

  Site site(settings);
  auto& hall = site.hall();
  const bool fresh = hall.db.write([&](db::Session& db) { return calendar::keep(db, *year, text.str(), hall.clock.now()); });
  fmt::print("{}: {} days of rest, {} days worked to make up for them; {}.\n", year->number, year->rest.size(), year->work.size(),
             fresh ? "kept; due days that were provisional are reckoned anew within a minute" : "known so already");
}

}  // namespace unionhall::app
