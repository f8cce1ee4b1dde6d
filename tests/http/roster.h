#pragma once
// People on record, for tests of members: enrolled with the rooms' own functions, counted as an import would.
#include <fmt/format.h>

#include <string>
#include <vector>

#include "hall/members/members.h"
#include "support/hall.h"

namespace unionhall::test {

/// One enrolled person, as the test knows her.
struct Enrolled {
  MemberId id;
  PersonId person;
  Union at;
  people::Facts facts;
  std::string id_number;
  std::optional<Phone> phone;
  members::Member member;

  std::string path() const { return "/api/v1/members/" + id.text(); }
};

struct Enrolment {
  std::string name = "王秀英";
  people::Sex sex = people::Sex::female;
  std::int64_t birth_month = 199003;
  std::string phone = "";  // empty: none
  members::Status status = members::Status::active;
  std::string category = "", verified_method = "";
};

/// A resident ID number of the division that was never issued.
inline std::string demo_number(std::int64_t birth_month, int day, int order) {
  const auto digits = fmt::format("619999{:06}{:02}{:03}", birth_month == 0 ? 190001 : birth_month, day, order);
  return digits + IdDocument::check_character(digits);
}

class Roster {
 public:
  explicit Roster(Hall& hall) : hall_(hall) {
    source_ = {.id = hall.hall().ids.next<Source>(),
               .kind = sources::Kind::import,
               .import_id = 7,
               .department = "",
               .account = {},
               .label = "2026-07-01 秦都快递名册",
               .recorded_on = Date{std::chrono::year{2026} / 7 / 1}};
    hall.db().write([&](db::Session& db) { sources::add(db, hall.hall().ids.region(), source_); });
  }

  Enrolled enrol(const Union& at, const Enrolment& wanted) {
    auto& inner = hall_.hall();
    ++count_;
    Enrolled one{.id = inner.ids.next<Member>(),
                 .person = inner.ids.next<Person>(),
                 .at = at,
                 .facts = {},
                 .id_number = {},
                 .phone = {},
                 .member = {}};
    one.facts.name = wanted.name;
    one.facts.sex = wanted.sex;
    one.facts.birth_month = wanted.birth_month;
    one.id_number = demo_number(wanted.birth_month, 1 + count_ / 999, count_ % 999);
    if (!wanted.phone.empty()) one.phone = Phone::parse(wanted.phone, Numbering::demo).value();
    const auto key = people::key_of(inner.keys, IdType::resident_id, one.id_number);
    const auto person = people::prepare(inner.keys, one.person, one.facts, one.id_number, one.phone);
    one.member = {.id = one.id,
                  .person = one.person,
                  .org = at.id,
                  .name_key = person.name_key,
                  .status = wanted.status,
                  .category = wanted.category,
                  .joined_on = "2026-07-01",
                  .changed_on = "2026-07-01",
                  .change_kind = "joined",
                  .change_cause = "",
                  .verified_method = wanted.verified_method,
                  .verified_at = wanted.verified_method.empty() ? std::nullopt : std::optional(hall_.clock.now()),
                  .source = source_.id};
    people::SearchRows search;
    search.add_name(one.person, one.facts.name);
    if (one.phone) search.add_phone(one.person, people::key_of(inner.keys, *one.phone));
    search.sort();
    figures::Deltas deltas;
    members::count(deltas, one.member, one.facts.sex, one.facts.birth_month, 1);
    inner.db.write([&](db::Session& db) {
      people::claim(db, {{key, one.person}});
      people::add(db, {person}, inner.ids.region(), source_.id, hall_.clock.now());
      members::add(db, {one.member}, inner.ids.region(), hall_.clock.now());
      people::add_search_rows(db, search);
      figures::record(db, inner, deltas);
    });
    return one;
  }

  /// Carries what was counted up the tree, as a round does.
  void fold() { figures::fold_all(hall_.db()); }

 private:
  Hall& hall_;
  sources::Source source_;
  int count_ = 0;
};

}  // namespace unionhall::test
