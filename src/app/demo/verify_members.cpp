#include "verify_members.h"

#include <algorithm>
#include <stdexcept>

#include "base/sheet_date.h"
#include "hall/figures/figures.h"
#include "hall/members/members.h"
#include "moment.h"

namespace unionhall::demo {
namespace {

constexpr std::size_t together = 500;
constexpr Weighted methods[] = {{"sms", 560}, {"sign_in", 310}, {"visit", 130}};
constexpr int minutes_of_a_day = 60 * 24, days_back = 300;

std::int64_t month_of(const std::string& sheet_day) {
  const auto day = parse_sheet_date(sheet_day).value();
  return static_cast<int>(day.year()) * 100 + static_cast<int>(static_cast<unsigned>(day.month()));
}

/// The living memberships of these people, each with what the choice said.
using Found = std::vector<std::pair<members::Member, const Verified*>>;
Found found(Building& building, std::span<const Verified> chosen) {
  std::map<std::string, const Verified*> by_digest;
  people::DocumentKey key;
  std::vector<std::string> digests;
  for (const auto& one : chosen) {
    key = people::key_of(building.hall.keys, IdType::resident_id, one.id_number);
    by_digest.emplace(key.digest, &one);
    digests.push_back(key.digest);
  }
  return building.hall.db.read([&](db::Session& db) {
    std::map<PersonId, const Verified*> by_person;
    std::vector<PersonId> ids;
    for (const auto& [digest, person] : people::claims(db, key.kind, key.key_no, digests)) {
      by_person.emplace(person, by_digest.at(digest));
      ids.push_back(person);
    }
    Found all;
    for (auto& member : members::living(db, ids)) {
      const auto* const said = by_person.at(member.person);
      if (member.verified_method.empty()) all.emplace_back(std::move(member), said);
    }
    // The database answers in no order that it promises.
    std::ranges::sort(all, {}, [](const auto& one) { return one.first.id; });
    return all;
  });
}

void mark(Building& building, const Found& all) {
  auto& hall = building.hall;
  const auto now = hall.clock.now();
  hall.db.write_in_background([&](db::Session& db) {
    figures::Deltas deltas;
    std::vector<members::Happened> events;
    for (const auto& [before, said] : all) {
      auto after = before;
      after.verified_method = said->method;
      after.verified_at = said->at;
      if (!members::change(db, before, after, now)) throw std::logic_error("a member was changed while the demo city was built");
      members::count(deltas, before, said->sex, said->birth_month, -1);
      members::count(deltas, after, said->sex, said->birth_month, 1);
      events.push_back({.member = before.id,
                        .what = "verified",
                        .field = {},
                        .value_from = {},
                        .value_to = after.verified_method,
                        .cause = {},
                        .by = {},
                        .source = building.source});
    }
    members::remember(db, hall, events, now);
    figures::record(db, hall, deltas);
  });
}

}  // namespace

std::optional<Verified> Choice::maybe(const Row& row) {
  // Source: Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S.
  const bool chosen = static_cast<std::int64_t>(dice_.below(static_cast<std::uint64_t>(left_--))) < wanted_;
  if (!chosen) return std::nullopt;
  --wanted_;
  return Verified{.id_number = row[id_number],
                  .sex = row[sex] == "男" ? people::Sex::male : people::Sex::female,
                  .birth_month = month_of(row[born]),
                  .method = draw(dice_, methods),
                  .at = demo_moment - std::chrono::minutes{dice_.between(60, minutes_of_a_day * days_back)}};
}

bool verify(Building& building, const std::vector<Verified>& chosen, std::int64_t before) {
  const auto total = building.options.members * verified_of_the_city / members_of_the_city;
  for (std::size_t from = 0; from < chosen.size(); from += together) {
    const auto some = std::span(chosen).subspan(from, std::min(together, chosen.size() - from));
    if (const auto all = found(building, some); !all.empty()) mark(building, all);
    if (!building.watch("verified", before + static_cast<std::int64_t>(from + some.size()), total)) return false;
  }
  return true;
}

}  // namespace unionhall::demo
