#include "services/appeals/alike.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "services/appeals/filing.h"
#include "services/appeals/store.h"

namespace unionhall::appeals {
namespace {

constexpr int compared_most = 100;
constexpr std::chrono::days compared_back{180};
constexpr int alike_from = 15;

/// Each sign with the one after it, as views into `words`.
std::multiset<std::string_view> pairs_of(std::string_view words) {
  std::multiset<std::string_view> pairs;
  std::string_view before;
  text::each_character(words, [&](std::string_view sign) {
    if (!before.empty()) pairs.emplace(before.data(), before.size() + sign.size());
    before = sign;
  });
  return pairs;
}

std::string words_of(const Hall& hall, const Form& form) {
  return form.words_sealed ? hall.keys.open(*form.words_sealed, words_place(form.id)).value_or("") : "";
}

}  // namespace

int likeness(std::string_view one, std::string_view other) {
  const auto here = pairs_of(one), there = pairs_of(other);
  if (here.empty() || there.empty()) return one == other ? 100 : 0;
  std::vector<std::string_view> shared;
  std::ranges::set_intersection(here, there, std::back_inserter(shared));
  return static_cast<int>(200 * shared.size() / (here.size() + there.size()));
}

std::vector<Alike> alike_to(db::Session& db, const Hall& hall, const cases::Case& one, const access::Actor& actor, std::size_t most) {
  const auto form = form_of(db, one.id).value();
  const auto words = words_of(hall, form);
  std::vector<Alike> found;
  const auto since = month_of(hall.clock.now() - compared_back);
  for (const auto id : store::alike(db, one.org, form.category, since, one.id, compared_most)) {
    const auto other = cases::find(db, id).value();
    if (!cases::standing_of(db, other, cases::tasks_of(db, id), actor)) continue;
    auto said = words_of(hall, form_of(db, id).value());
    const auto how = likeness(words, said);
    if (how >= alike_from)
      found.push_back({.id = id, .number = other.number, .words = std::move(said), .filed_at = other.filed_at, .likeness = how});
  }
  std::ranges::stable_sort(found, std::ranges::greater{}, &Alike::likeness);
  found.resize(std::min(found.size(), most));
  return found;
}

}  // namespace unionhall::appeals
