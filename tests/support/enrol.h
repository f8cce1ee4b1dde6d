#pragma once
// A member on record: the person with her document claimed, a living membership, counted. For tests that mount hall/members.
#include "base/names.h"
#include "hall/members/members.h"
#include "support/hall.h"

namespace unionhall::test {

struct Enrolled {
  std::string name;
  std::string_view id_number;
  const Union& at;
  std::optional<Phone> phone = {};
  std::string category = "";
};

inline PersonId enrol(Hall& hall, const Enrolled& who) {
  auto& h = hall.hall();
  constexpr auto sex = people::Sex::female;
  constexpr std::int64_t birth_month = 199003;
  const auto person = people::prepare(h.keys, h.ids.next<struct Person>(), {.name = who.name, .sex = sex, .birth_month = birth_month},
                                      who.id_number, who.phone);
  hall.db().write([&](db::Session& db) {
    const auto source = h.ids.next<struct Source>();
    sources::add(db, 0, {.id = source, .kind = sources::Kind::demo, .recorded_on = beijing_date(hall.clock.now())});
    people::claim(db, {{people::key_of(h.keys, IdType::resident_id, who.id_number), person.id}});
    people::add(db, {person}, 0, source, hall.clock.now());
    people::SearchRows found_by;
    found_by.add_name(person.id, who.name);
    if (who.phone) found_by.add_phone(person.id, people::key_of(h.keys, *who.phone));
    found_by.sort();
    people::add_search_rows(db, found_by);
    const members::Member member{.id = h.ids.next<struct Member>(),
                                 .person = person.id,
                                 .org = who.at.id,
                                 .name_key = names::sort_key(who.name),
                                 .category = who.category,
                                 .joined_on = "2020-01-01",
                                 .changed_on = "2020-01-01",
                                 .change_kind = "joined",
                                 .source = source};
    members::add(db, {member}, 0, hall.clock.now());
    figures::Deltas deltas;
    members::count(deltas, member, sex, birth_month, 1);
    figures::record(db, h, deltas);
  });
  return person.id;
}

}  // namespace unionhall::test
