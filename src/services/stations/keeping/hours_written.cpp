// Hours as offices write them, made OpenStreetMap's: words one by one, and hours without a leading zero.
#include <boost/algorithm/string/replace.hpp>
#include <regex>

#include "base/text.h"
#include "services/stations/keeping/table.h"

namespace unionhall::stations::keeping {
namespace {

constexpr std::pair<std::string_view, std::string_view> words[]{{"法定节假日", "PH "},
                                                                {"节假日", "PH "},
                                                                {"工作日", "Mo-Fr "},
                                                                {"周末", "Sa,Su "},
                                                                {"双休日", "Sa,Su "},
                                                                {"星期", "周"},
                                                                {"周一", "Mo "},
                                                                {"周二", "Tu "},
                                                                {"周三", "We "},
                                                                {"周四", "Th "},
                                                                {"周五", "Fr "},
                                                                {"周六", "Sa "},
                                                                {"周日", "Su "},
                                                                {"周天", "Su "},
                                                                {"每天", ""},
                                                                {"每日", ""},
                                                                {"24小时", "24/7"},
                                                                {"全天候", "24/7"},
                                                                {"全天", "24/7"},
                                                                {"不开放", " off"},
                                                                {"休息", " off"},
                                                                {"关闭", " off"},
                                                                {"至", "-"},
                                                                {"到", "-"},
                                                                {"~", "-"},
                                                                {"—", "-"},
                                                                {"–", "-"},
                                                                {"、", ","},
                                                                {"；", ";"},
                                                                {"，", ","},
                                                                {"。", ""},
                                                                {"：", ":"},
                                                                {"点半", ":30"},
                                                                {"点", ":00"},
                                                                {"时", ":00"}};

std::string in_osm(std::string_view written) {
  std::string text(written);
  for (const auto& [said, means] : words) boost::replace_all(text, said, means);
  static const std::regex lone_hour(R"((^|[^0-9:])([0-9]:[0-9]{2}))"), spaces_at_dash(R"(\s*-\s*)"), more_spaces(R"(\s+)"),
      at_ends(R"(^\s+|\s+$|;\s*$)"), before_mark(R"(\s+([,;]))");
  text = std::regex_replace(text, lone_hour, "$010$2");
  text = std::regex_replace(text, spaces_at_dash, "-");
  text = std::regex_replace(text, more_spaces, " ");
  text = std::regex_replace(text, before_mark, "$1");
  return std::regex_replace(text, at_ends, "");
}

}  // namespace

std::optional<hours::Hours> hours_in(std::string_view written) {
  if (const auto as_it_is = hours::parse_osm(written)) return *as_it_is;
  const auto folded = text::folded(written);
  const auto read = folded ? hours::parse_osm(in_osm(*folded)) : hours::parse_osm(written);
  return read ? std::optional(*read) : std::nullopt;
}

std::string hours_written(std::string_view stored) {
  const auto hours = stored_hours(stored);
  return hours ? hours::osm_of(*hours).value_or("") : "";
}

}  // namespace unionhall::stations::keeping
