// What is left of somebody who had her record erased: memberships without a name, for what was counted.
#include "hall/people/erasing.h"
#include "hall/access/own_data.h"
#include "hall/members/api.h"

namespace unionhall::members {

void erase(db::Session& db, Hall& hall, const access::own_data::Whose& whose, Instant now) {
  if (!whose.person) return;
  people::erase(db, hall.keys, whose.person, now);
  store::rename(db, whose.person, "");
  db.exec(R"sql(
      UPDATE member_events SET value_from = '', value_to = ''
       WHERE what = 'field' AND member_id IN (SELECT id FROM members WHERE person_id = :person))sql",
          whose.person);
  db.exec("DELETE FROM member_numbers WHERE person_id = :person", whose.person);
  // An import that is taken back does not bring her back.
  db.exec(R"sql(
      DELETE FROM import_changes
       WHERE subject_kind = 'person' AND subject_id = :person AND import_id IN (SELECT id FROM imports))sql",
          whose.person);
}

}  // namespace unionhall::members
