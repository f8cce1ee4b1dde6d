// Is a new person somebody we know? Two people may share a name and a birthday, or a phone; all three together, or a name
// and a birthday under two kinds of document, are held until somebody looks. Two different resident ID numbers that both
// check are two people: in a city of 863,300, thousands share a name and a month.
#include <algorithm>
#include <map>
#include <set>

#include "base/names.h"
#include "services/roster/member_slice.h"

namespace unionhall::roster {
namespace {

using imports::Fate;
using imports::Outcome;
using imports::Topic;

constexpr std::size_t asked_at_once = 500;
constexpr int namesakes_max = 20;
constexpr std::size_t people_on_one_phone = 3;  // a family's; more is worth a look

constexpr const char* by_phone_too = "like_another_person";
constexpr const char* by_name_alone = "namesake_of_another_person";

struct Suspect {
  std::size_t line;
  PersonId person;
  const char* code;
};

class Doubles {
 public:
  Doubles(MemberImport& import, const std::vector<Line>& lines, std::vector<imports::Verdict>& verdicts)
      : import_(import), lines_(lines), verdicts_(verdicts) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (verdicts[i].fate == Fate::fresh && lines[i].on_record == nullptr) new_ones_.push_back(i);
    }
  }

  void look() {
    std::vector<std::size_t> with_phone, with_resident_id;
    for (const auto i : new_ones_) {
      if (!lines_[i].phone_digest.empty()) with_phone.push_back(i);
      if (lines_[i].row.facts.id_type == IdType::resident_id)
        with_resident_id.push_back(i);
      else
        by_name(i);
    }
    in_parts(with_phone, [this](const auto& part) { by_phone(part); });
    in_parts(with_resident_id, [this](const auto& part) { by_other_document(part); });
    hold();
  }

 private:
  template <class F>
  void in_parts(const std::vector<std::size_t>& all, F f) {
    for (std::size_t from = 0; from < all.size(); from += asked_at_once) {
      f(std::vector<std::size_t>(all.begin() + static_cast<std::ptrdiff_t>(from),
                                 all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), from + asked_at_once))));
    }
  }

  bool alike(const Line& line, const people::Namesake& other) const {
    return line.row.facts.name == other.name && line.row.facts.birth_month == other.birth_month;
  }

  void by_phone(const std::vector<std::size_t>& lines) {
    const auto& keys = import_.hall.keys;
    std::map<std::size_t, std::set<PersonId>> sharing;  // during a rotation of keys somebody is found under two
    for (const int key_no : keys.numbers()) {
      std::vector<std::string> digests;
      for (const auto i : lines) {
        const auto& line = lines_[i];
        digests.push_back(key_no == line.key_no ? line.phone_digest : keys.digest("phone", line.row.phone->text(), key_no));
      }
      const auto found = import_.hall.db.read([&](db::Session& db) { return people::on_phones(db, key_no, digests); });
      if (found.empty()) continue;
      std::multimap<std::string, std::size_t> line_of;
      for (std::size_t n = 0; n < lines.size(); ++n) line_of.emplace(digests[n], lines[n]);
      const auto facts = facts_of(found);
      for (const auto& [digest, person] : found) {
        const auto known = facts.find(person);
        for (auto [at, end] = line_of.equal_range(digest); at != end; ++at) {
          sharing[at->second].insert(person);
          if (known != facts.end() && alike(lines_[at->second], known->second)) suspects_.push_back({at->second, person, by_phone_too});
        }
      }
    }
    for (const auto& [line, people] : sharing) {
      if (people.size() >= people_on_one_phone) warn(line, people.size() + 1);
    }
  }

  std::map<PersonId, people::Namesake> facts_of(const std::vector<people::OnPhone>& found) {
    std::vector<PersonId> ids;
    for (const auto& on_phone : found) ids.push_back(on_phone.person);
    std::ranges::sort(ids);
    ids.erase(std::ranges::unique(ids).begin(), ids.end());
    std::map<PersonId, people::Namesake> facts;
    for (std::size_t from = 0; from < ids.size(); from += asked_at_once) {
      const std::vector<PersonId> part(ids.begin() + static_cast<std::ptrdiff_t>(from),
                                       ids.begin() + static_cast<std::ptrdiff_t>(std::min(ids.size(), from + asked_at_once)));
      for (const auto& person : import_.hall.db.read([&](db::Session& db) { return people::find_all(db, part); })) {
        facts.emplace(person.id, people::Namesake{person.id, person.facts.name, person.facts.birth_month});
      }
    }
    return facts;
  }

  void by_other_document(const std::vector<std::size_t>& lines) {
    std::vector<std::string> names;
    for (const auto i : lines) names.push_back(lines_[i].row.facts.name);
    const auto others = import_.hall.db.read([&](db::Session& db) { return people::namesakes_without_resident_id(db, names); });
    if (others.empty()) return;
    std::multimap<std::string, std::size_t> line_of;
    for (std::size_t n = 0; n < lines.size(); ++n) line_of.emplace(names[n], lines[n]);
    for (const auto& other : others) {
      for (auto [at, end] = line_of.equal_range(other.name); at != end; ++at) {
        if (alike(lines_[at->second], other)) suspects_.push_back({at->second, other.id, by_name_alone});
      }
    }
  }

  void by_name(std::size_t i) {
    const auto& facts = lines_[i].row.facts;
    if (facts.birth_month == 0) return;
    for (const auto& other :
         import_.hall.db.read([&](db::Session& db) { return people::namesakes(db, facts.name, facts.birth_month, namesakes_max); })) {
      suspects_.push_back({i, other.id, by_name_alone});
    }
  }

  void warn(std::size_t i, std::size_t people) {
    verdicts_[i].remarks.push_back({.column = phone,
                                    .code = "phone_of_many",
                                    .outcome = Outcome::warning,
                                    .shown = lines_[i].row.phone->masked(),
                                    .params = {{"people", std::to_string(people)}}});
  }

  /// One suspicion a row: the strongest.
  void hold() {
    std::ranges::stable_sort(suspects_, {}, [](const Suspect& suspect) { return suspect.code != by_phone_too; });
    const auto apart = kept_apart();
    for (const auto& [i, person, code] : suspects_) {
      const auto& line = lines_[i];
      if (verdicts_[i].fate == Fate::held) continue;
      if (line.person && apart.contains(people::pair_of(line.person, person))) continue;
      verdicts_[i].fate = Fate::held;
      verdicts_[i].remarks.push_back(
          {.column = name,
           .code = code,
           .outcome = Outcome::doubtful,
           .topic = Topic::double_or_transfer,
           .shown = names::masked(line.row.facts.name),
           .params = {{"union", import_.unions.name_of(line.org)}, {"birth", std::to_string(line.row.facts.birth_month)}},
           .other = person.value,
           .row_key = row_key_of({std::string(db::word(line.row.document->type())), line.key_no, line.digest})});
    }
  }

  std::set<people::Pair> kept_apart() {
    std::vector<PersonId> claimed;
    for (const auto& suspect : suspects_) {
      if (lines_[suspect.line].person) claimed.push_back(lines_[suspect.line].person);
    }
    if (claimed.empty()) return {};
    const auto pairs = import_.hall.db.read([&](db::Session& db) { return people::kept_apart(db, claimed); });
    return {pairs.begin(), pairs.end()};
  }

  MemberImport& import_;
  const std::vector<Line>& lines_;
  std::vector<imports::Verdict>& verdicts_;
  std::vector<std::size_t> new_ones_;
  std::vector<Suspect> suspects_;
};

}  // namespace

std::string row_key_of(const people::DocumentKey& document) {
  return document.kind + " " + std::to_string(document.key_no) + " " + document.digest;
}

void suspect_doubles(MemberImport& import, const std::vector<Line>& lines, std::vector<imports::Verdict>& verdicts) {
  Doubles(import, lines, verdicts).look();
}

}  // namespace unionhall::roster
