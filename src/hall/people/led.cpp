// Who stands, and who is led to her.
#include <algorithm>

#include "hall/people/people.h"

namespace unionhall::people {

PersonId standing(db::Session& db, PersonId id) {
  return db.first<PersonId>("SELECT into_id FROM merged_people WHERE person_id = :id", id).value_or(id);
}

namespace {

struct Led {
  PersonId person, to;
};
BOOST_DESCRIBE_STRUCT(Led, (), (person, to))

}  // namespace

std::vector<PersonId> standing(db::Session& db, const std::vector<PersonId>& people) {
  std::vector<PersonId> standing = people;
  for (const auto& [person, to] :
       db.all<Led>("SELECT person_id, into_id FROM merged_people WHERE person_id = ANY_OF(:people) LIMIT 500", people)) {
    std::ranges::replace(standing, person, to);
  }
  std::ranges::sort(standing);
  standing.erase(std::ranges::unique(standing).begin(), standing.end());
  return standing;
}

bool same(db::Session& db, PersonId one, PersonId other) { return one == other || standing(db, one) == standing(db, other); }

std::vector<PersonId> with_led(db::Session& db, std::vector<PersonId> people) {
  const auto led =
      db.all<PersonId>("SELECT person_id FROM merged_people WHERE into_id = ANY_OF(:people) ORDER BY person_id LIMIT 10000", people);
  people.insert(people.end(), led.begin(), led.end());
  return people;
}

std::vector<PersonId> with_standing(db::Session& db, std::vector<PersonId> people) {
  const auto standing =
      db.all<PersonId>("SELECT DISTINCT into_id FROM merged_people WHERE person_id = ANY_OF(:people) LIMIT 10000", people);
  for (const auto id : standing) {
    if (std::ranges::find(people, id) == people.end()) people.push_back(id);
  }
  return people;
}

bool any_led(db::Session& db, const std::vector<PersonId>& people) {
  return !people.empty() && db.first<PersonId>("SELECT person_id FROM merged_people WHERE person_id = ANY_OF(:people) LIMIT 1", people);
}

void lead(db::Session& db, PersonId id, PersonId to) {
  db.exec("UPDATE merged_people SET into_id = :to WHERE into_id = :id", to, id);
  db.exec("INSERT INTO merged_people (person_id, into_id) VALUES (:id, :to)", id, to);
}

void stand_again(db::Session& db, PersonId id, const std::vector<PersonId>& led) {
  db.exec("DELETE FROM merged_people WHERE person_id = :id", id);
  if (!led.empty()) db.exec("UPDATE merged_people SET into_id = :id WHERE person_id = ANY_OF(:led)", id, led);
}

}  // namespace unionhall::people
