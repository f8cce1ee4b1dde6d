#include "services/appeals/clocks.h"

#include <algorithm>

namespace unionhall::appeals::clocks {
namespace {

using calendar::Count;

constexpr std::string_view setting = "setting";
constexpr std::string_view acceptance = "信访工作条例 Art. 23";
constexpr std::string_view handling = "信访工作条例 Art. 34";
constexpr int reply_days_max = 60, extension_days_max = 30;

struct Clock {
  cases::Deadline contact, reply;
  int more = 0;  // of the reply's days
};

const Clock& of(Difficulty difficulty) {
  static const Clock urgent{.contact = {.source = setting, .hours = 2}, .reply = {.source = setting, .hours = 24}};
  static const Clock question{.contact = {.days = 1, .source = setting}, .reply = {.days = 3, .source = setting}, .more = 2};
  static const Clock ordinary{.contact = {.days = 1, .source = setting}, .reply = {.days = 5, .source = setting}, .more = 5};
  static const Clock difficult{.contact = {.days = 1, .source = setting}, .reply = {.days = 15, .source = setting}, .more = 15};
  static const Clock complex{.contact = {.days = 15, .counted = Count::days, .source = acceptance},
                             .reply = {.days = reply_days_max, .counted = Count::days, .source = handling},
                             .more = extension_days_max};
  switch (difficulty) {
    case Difficulty::urgent:
      return urgent;
    case Difficulty::question:
      return question;
    case Difficulty::ordinary:
      return ordinary;
    case Difficulty::difficult:
      return difficult;
    case Difficulty::complex:
      return complex;
  }
  std::unreachable();
}

int days(const Hall& hall, std::string_view what, Difficulty difficulty, int built_in, int most) {
  const auto name = std::string(what) + '.' + std::string(db::word(difficulty));
  return std::clamp(cases::days_of(hall, type, name, built_in), 1, most);
}

}  // namespace

cases::Deadline first_contact(const Hall& hall, Difficulty difficulty) {
  auto due = of(difficulty).contact;
  if (due.hours == 0) due.days = days(hall, "contact", difficulty, due.days, reply_days_max);
  return due;
}

cases::Deadline reply(const Hall& hall, Difficulty difficulty, bool extended) {
  auto due = of(difficulty).reply;
  if (due.hours > 0) return due;
  due.days = days(hall, "reply", difficulty, due.days, reply_days_max);
  if (extended) due.days += days(hall, "extension", difficulty, of(difficulty).more, extension_days_max);
  return due;
}

bool may_be_extended(Difficulty difficulty) { return of(difficulty).more > 0; }

Instant reply_due(const Hall& hall, const Form& form, const calendar::Calendar& days) {
  const auto from = form.handled_from.value();
  const auto due = reply(hall, form.difficulty, form.extended_at.has_value());
  if (due.hours > 0) return from + std::chrono::hours{due.hours};
  const auto last = days.due(beijing_date(from), due.days, due.counted).day;
  return beijing_midnight(std::chrono::sys_days(last) + std::chrono::days{1});
}

}  // namespace unionhall::appeals::clocks
