// Lists of members for whom a union may have something to do.
#include <fmt/format.h>

#include <algorithm>

#include "hall/members/api.h"
#include "hall/members/json.h"
#include "hall/members/retirement.h"

namespace unionhall::members {
namespace {

constexpr std::int64_t rises_from = std::int64_t{2025} * 12;  // January 2025, in months
constexpr std::int64_t oldest = 190001;                       // a month of birth that is known

std::int64_t months_of(std::int64_t month) { return month / 100 * 12 + month % 100 - 1; }
std::int64_t month_of(std::int64_t months) { return months / 12 * 100 + months % 12 + 1; }

/// Men first, then women: each has an age of their own.
constexpr std::string_view sexes[] = {"male", "female"};

const RetirementAge& age_of(const Hall& hall, std::string_view sex) {
  return sex == "male" ? hall.settings.retirement_men : hall.settings.retirement_women;
}

struct Suggested {
  std::vector<Line> lines;
  std::string sex;  // where the list goes on
  std::optional<After> next;
};

/// One page, which may hold the last men and the first women.
Suggested retired(db::Session& db, const Hall& hall, Search search, std::string_view from_sex, After after, int limit) {
  Suggested all;
  search.status = "active";
  search.born_from = oldest;
  for (auto sex = std::ranges::find(sexes, from_sex); sex != std::end(sexes); ++sex, after = {}) {
    all.sex = *sex;
    if (static_cast<int>(all.lines.size()) == limit) {
      all.next = After{};  // the next sex from its beginning
      return all;
    }
    search.sex = *sex;
    search.born_to = youngest_retired(age_of(hall, *sex), beijing_date(hall.clock.now()));
    auto found = page(db, search, after, limit - static_cast<int>(all.lines.size()));
    std::ranges::move(found.lines, std::back_inserter(all.lines));
    if (found.next) {
      all.next = std::move(found.next);
      return all;
    }
  }
  return all;
}

/// POST /api/v1/member-suggestions {org, kind, limit, cursor} → {items, next}
http::Response suggest(const http::Request& request, Hall& hall) {
  http::Form form(request);
  Asked asked;
  asked.org = form.id<OrgId>("org");
  const auto kind = form.text("kind", {.chars_min = 1, .chars_max = 40});
  if (!kind.empty() && kind != "retirement") form.fault("kind", "unknown_word");
  const int limit = static_cast<int>(form.integer_or("limit", page_limit_default, 1, page_limit_max));
  const auto cursor = form.text_or("cursor", "", {.chars_min = 0, .chars_max = 1000});
  if (auto problem = form.problem()) return *std::move(problem);

  const auto list = fmt::format("suggestions:{}:{}", kind, asked.org.text());
  const auto found = hall.db.snapshot([&](db::Session& db) {
    resolve(db, access::actor(request), asked);
    const auto place = cursor::open(hall, list, cursor, 4);
    if (!place) return retired(db, hall, asked.search, sexes[0], {}, limit);
    return retired(db, hall, asked.search, (*place)[0], {(*place)[1], (*place)[2], MemberId::parse((*place)[3]).value_or(MemberId{})},
                   limit);
  });
  record_search(hall, request, asked, "list");

  http::json::array items;
  for (const auto& line : found.lines) {
    auto item = to_json(line, hall.keys);
    item["retires_in"] = month_text(retires_in(age_of(hall, db::word(line.sex)), line.birth_month));
    items.push_back(std::move(item));
  }
  http::json::object json{{"items", std::move(items)}};
  if (found.next) json["next"] = cursor::seal(hall, list, {found.sex, found.next->org_path, found.next->name_key, found.next->id.text()});
  return http::ok(std::move(json));
}

}  // namespace

std::int64_t retires_in(const RetirementAge& age, std::int64_t birth_month) {
  const auto plain = months_of(birth_month) + std::int64_t{age.years} * 12;
  const auto later = plain < rises_from ? 0 : std::min<std::int64_t>(age.later_months_max, (plain - rises_from) / age.months_per_month + 1);
  return month_of(plain + later);
}

std::int64_t youngest_retired(const RetirementAge& age, Date today) {
  const auto now = static_cast<int>(today.year()) * 100 + static_cast<unsigned>(today.month());
  auto born = months_of(now) - std::int64_t{age.years} * 12;
  while (retires_in(age, month_of(born)) > static_cast<std::int64_t>(now)) --born;
  return month_of(born);
}

void mount_suggestions(http::Router& route, Hall& hall) { route.post("/api/v1/member-suggestions", access::officer, hall, suggest); }

}  // namespace unionhall::members
