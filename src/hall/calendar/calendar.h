#pragma once
// The working calendar (工作日历). Which days are worked is announced each autumn for the year to come: holidays, and the
// weekend days that are worked to make up for them (调休). A year is one small text:
//
//   # 国务院办公厅关于2026年部分节假日安排的通知
//   rest 2026-02-15 2026-02-23 春节
//   work 2026-02-14
//
// Some years are built in; later ones are put into the hall's database by `unionhall calendar FILE`, where every process
// finds them. Beyond the known years Monday to Friday count as worked, and a due day found so is provisional.
#include <chrono>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "hall/hall.h"

namespace unionhall::calendar {

/// How a period is counted: every day (自然日), or working days alone (工作日).
enum class Count { days, working_days };
BOOST_DESCRIBE_ENUM(Count, days, working_days)

/// What one year's notice says beyond the week. A bridge over New Year belongs to the year of its notice, so a day may lie
/// in the year before or after.
struct Year {
  int number = 0;
  std::string title;                 // of the notice
  std::map<Date, std::string> rest;  // day → the holiday's name
  std::set<Date> work;
};

/// Why a text is no year: the line, from 1, and a word (unknown_line, no_such_day, ends_before_it_begins, other_year,
/// said_twice, no_days).
struct YearFault {
  int line = 0;
  std::string code;
};
Result<Year, YearFault> parse_year(std::string_view text);

class Calendar {
 public:
  /// A year that is known already is replaced.
  void add(Year year);
  bool knows(std::chrono::year year) const { return years_.contains(static_cast<int>(year)); }
  /// Whether people work on this day.
  bool works(Date day) const;
  /// The holiday's name; empty on any other day.
  std::string holiday(Date day) const;

  struct Due {
    Date day;                  // the last one; it ends at 24:00 in Beijing
    bool provisional = false;  // a year on the way to it is not announced yet
    friend bool operator==(const Due&, const Due&) = default;
  };
  /// The last day of a period of `days` (1 … 3660) that begins on the day `from`, which is not counted itself. A last day
  /// that is a day of rest moves to the next that is worked.
  /// Source: 民法典 Art. 201 (the first day does not count), 203 (a last day on a holiday; it ends at 24:00).
  Due due(Date from, int days, Count count) const;
  /// So many days of the count lie after `from`, up to and including `day`; 0 when `day` is not after it.
  int days_between(Date from, Date day, Count count) const;

 private:
  std::map<int, Year> years_;
  std::map<Date, std::string> rest_;
  std::set<Date> work_;
};

/// The years that the program carries.
const Calendar& built_in();

/// Keeps a year in the hall, in the caller's transaction, over what was known of it. False when it says the same already.
bool keep(db::Session& db, const Year& year, std::string_view text, Instant now);
/// The built-in years and those kept in the hall; what the hall says of a year goes before what the program carries.
Calendar load(db::Session& db);

}  // namespace unionhall::calendar
