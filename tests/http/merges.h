#pragma once
// People on record as an import leaves them: found by document, phone and words, with a living membership, counted.
#include "base/names.h"
#include "hall/members/members.h"
#include "support/hall.h"

namespace unionhall::test {

struct Collected {
  std::string name, number, phone;
  const Union& at;
  std::string ethnicity = "";
};

struct OnRecord {
  PersonId person;
  MemberId member;
};

/// A number of nobody, with the day of birth in it.
inline std::string demo_number(std::string_view born, int serial) {
  const auto seventeen = "619999" + std::string(born) + std::to_string(100 + serial);
  return seventeen + IdDocument::check_character(seventeen);
}

inline OnRecord collect(Hall& hall, const Collected& who) {
  auto& h = hall.hall();
  const auto document = IdDocument::parse(IdType::resident_id, who.number, Numbering::demo, beijing_date(h.clock.now()));
  const auto phone = Phone::parse(who.phone, Numbering::demo);
  people::Facts facts{.name = who.name, .ethnicity = who.ethnicity};
  facts.sex = *document->sex() == 'm' ? people::Sex::male : people::Sex::female;
  facts.birth_month = static_cast<int>(document->birth()->year()) * 100 + static_cast<unsigned>(document->birth()->month());
  const auto person = people::prepare(h.keys, h.ids.next<struct Person>(), facts, who.number, *phone);
  const members::Member member{.id = h.ids.next<struct Member>(),
                               .person = person.id,
                               .org = who.at.id,
                               .name_key = person.name_key,
                               .joined_on = "2020-01-01",
                               .changed_on = "2020-01-01",
                               .change_kind = "joined",
                               .source = h.ids.next<struct Source>()};
  hall.db().write([&](db::Session& db) {
    sources::add(db, 0, {.id = member.source, .kind = sources::Kind::demo, .recorded_on = beijing_date(hall.clock.now())});
    people::claim(db, {{people::key_of(h.keys, IdType::resident_id, who.number), person.id}});
    people::add(db, {person}, 0, member.source, hall.clock.now());
    people::SearchRows found;
    found.add_name(person.id, who.name);
    found.add_phone(person.id, people::key_of(h.keys, *phone));
    found.sort();
    people::add_search_rows(db, found);
    members::add(db, {member}, 0, hall.clock.now());
    figures::Deltas deltas;
    members::count(deltas, member, facts.sex, facts.birth_month, 1);
    figures::record(db, h, deltas);
  });
  return {person.id, member.id};
}

}  // namespace unionhall::test
