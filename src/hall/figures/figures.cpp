#include "hall/figures/figures.h"

#include <algorithm>
#include <array>
#include <limits>

#include "hall/figures/store.h"

namespace unionhall::figures {
namespace {

constexpr std::int64_t folded_at_once = 2000;
constexpr std::size_t corrected_at_once = 500;

std::string_view first_word(std::string_view figure) { return figure.substr(0, figure.find('.')); }

std::map<std::string, Recount, std::less<>>& owners() {
  static std::map<std::string, Recount, std::less<>> owners;
  return owners;
}

}  // namespace

void Deltas::add(OrgId org, std::string_view figure, std::int64_t by) { by_[{org, std::string(figure)}] += by; }

std::int64_t fold(db::Session& db, std::int64_t most) {
  store::take_turn(db);
  const auto waiting = store::waiting(db, most);
  if (waiting.empty()) return 0;

  Deltas own;
  std::vector<OrgId> orgs;
  for (const auto& delta : waiting) {
    own.add(delta.org, delta.figure, delta.by);
    orgs.push_back(delta.org);
  }
  std::ranges::sort(orgs);
  orgs.erase(std::ranges::unique(orgs).begin(), orgs.end());

  const auto above = store::ancestors(db, orgs);
  Deltas carried;
  for (const auto& [key, by] : own.values()) {
    carried.add(key.org, key.figure, by);
    for (const auto& ancestor : above.at(key.org)) carried.add(ancestor, key.figure, by);
  }
  for (const auto& [key, by] : carried.values()) {
    if (by != 0) store::add(db, key.org, key.figure, by);
  }
  store::forget(db, waiting);
  return static_cast<std::int64_t>(waiting.size());
}

void fold_all(db::Database& db) {
  // An idle hall writes nothing.
  if (!db.read([](db::Session& s) { return store::any_waiting(s); })) return;
  while (db.write_in_background([](db::Session& s) { return fold(s, folded_at_once); }) == folded_at_once) {
  }
}

void move(db::Session& db, OrgId subtree, const std::vector<OrgId>& old_ancestors, const std::vector<OrgId>& new_ancestors) {
  store::take_turn(db);  // what is not folded yet finds the new ancestors by itself
  const auto values = of(db, subtree);
  const auto give = [&](const std::vector<OrgId>& orgs, const std::vector<OrgId>& but_not, std::int64_t sign) {
    for (const auto& org : orgs) {
      if (std::ranges::find(but_not, org) != but_not.end()) continue;
      for (const auto& [figure, value] : values) {
        if (value != 0) store::add(db, org, figure, sign * value);
      }
    }
  };
  give(old_ancestors, new_ancestors, -1);
  give(new_ancestors, old_ancestors, +1);
}

// ── Ages ───────────────────────────────────────────────────────────────────────────────────────────────────────

namespace {

struct Band {
  AgeBand band;
  std::string_view word;
  std::int64_t from, to;  // ages
};
constexpr std::int64_t no_age = std::numeric_limits<std::int16_t>::max();
constexpr std::array bands{
    Band{AgeBand::under_25, "under_25", 0, 24},        Band{AgeBand::from_25_to_34, "25_to_34", 25, 34},
    Band{AgeBand::from_35_to_44, "35_to_44", 35, 44},  Band{AgeBand::from_45_to_54, "45_to_54", 45, 54},
    Band{AgeBand::from_55_to_59, "55_to_59", 55, 59},  Band{AgeBand::from_60, "60_and_over", 60, no_age},
    Band{AgeBand::unknown, "unknown", no_age, no_age},
};

}  // namespace

std::string_view word(AgeBand band) { return std::ranges::find(bands, band, &Band::band)->word; }

std::optional<AgeBand> age_band(std::string_view word) {
  const auto found = std::ranges::find(bands, word, &Band::word);
  return found == bands.end() ? std::nullopt : std::optional(found->band);
}

Years years_of_birth(AgeBand band, Date today) {
  if (band == AgeBand::unknown) return {0, 0};
  const auto year = static_cast<std::int64_t>(static_cast<int>(today.year()));
  const auto& ages = *std::ranges::find(bands, band, &Band::band);
  // Year 0 stands for an unknown one, and whoever is entered with a year to come is young.
  return {.from = ages.to == no_age ? 1 : year - ages.to, .to = ages.from == 0 ? no_age : year - ages.from};
}

// ── Recounting ─────────────────────────────────────────────────────────────────────────────────────────────────

void owned_by(std::string prefix, Recount recount) { owners()[std::move(prefix)] = std::move(recount); }

std::vector<Difference> check(db::Database& db) {
  fold_all(db);
  return db.snapshot([](db::Session& s) {
    const auto parents = store::parents(s);
    std::map<Deltas::Key, Difference> all;
    const auto entry = [&](OrgId org, std::string_view figure) -> Difference& {
      auto& found = all[{org, std::string(figure)}];
      found.org = org;
      if (found.figure.empty()) found.figure = figure;
      return found;
    };

    for (const auto& [prefix, recount] : owners()) {
      Deltas own;  // one owner after the other, added up before they climb: a city has many rows and few figures
      recount(s, [&](OrgId org, std::string_view figure, std::int64_t by) {
        if (first_word(figure) == prefix) own.add(org, figure, by);
      });
      for (const auto& [key, by] : own.values()) {
        for (auto org = key.org; org;) {
          entry(org, key.figure).recounted += by;
          const auto above = parents.find(org);
          org = above == parents.end() ? OrgId{} : above->second;
        }
      }
    }
    store::each(s, [&](Stored&& row) {
      if (owners().contains(first_word(row.figure))) entry(row.org, row.figure).folded = row.value;
    });

    std::vector<Difference> differences;
    for (auto& [key, difference] : all) {
      if (difference.folded != difference.recounted) differences.push_back(std::move(difference));
    }
    return differences;
  });
}

void rebuild(db::Database& db) {
  const auto wrong = check(db);
  for (std::size_t done = 0; done < wrong.size(); done += corrected_at_once) {
    db.write_in_background([&](db::Session& s) {
      store::take_turn(s);
      for (auto at = done; at < std::min(done + corrected_at_once, wrong.size()); ++at) {
        store::add(s, wrong[at].org, wrong[at].figure, wrong[at].recounted - wrong[at].folded);
      }
    });
  }
}

}  // namespace unionhall::figures
