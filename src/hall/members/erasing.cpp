// What is left of somebody who had her record erased: memberships without a name, for what was counted.
#include "hall/people/erasing.h"
#include "hall/access/own_data.h"
#include "hall/members/api.h"

namespace unionhall::members {

namespace {

void erase_record(db::Session& db, Hall& hall, PersonId person, Instant now) {
  people::erase(db, hall.keys, person, now);
  store::rename(db, person, "");
  db.exec(R"sql(
      UPDATE member_events SET value_from = '', value_to = ''
       WHERE what = 'field' AND member_id IN (SELECT id FROM members WHERE person_id = :person))sql",
          person);
  db.exec("DELETE FROM member_numbers WHERE person_id = :person", person);
  // An import that is taken back does not bring her back, nor a merge that is undone.
  db.exec(R"sql(
      DELETE FROM import_changes
       WHERE subject_kind = 'person' AND subject_id = :person AND import_id IN (SELECT id FROM imports))sql",
          person);
  db.exec("UPDATE person_merges SET before_sealed = NULL WHERE stands = :stands OR led = :led", person, person);
}

}  // namespace

void erase(db::Session& db, Hall& hall, const access::own_data::Whose& whose, Instant now) {
  if (!whose.person) return;
  // Records that became one with hers are hers.
  for (const auto person : people::with_led(db, {people::standing(db, whose.person)})) erase_record(db, hall, person, now);
}

}  // namespace unionhall::members
