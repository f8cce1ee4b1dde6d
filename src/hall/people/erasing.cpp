#include "hall/people/erasing.h"

#include "hall/access/own_data.h"
#include "hall/people/written_keys.h"
#include "hall/sources/sources.h"

namespace unionhall::people {
void erase(db::Session& db, const crypto::Keyring& keys, PersonId id, Instant now) {
  const auto person = find_row(db, id);
  if (!person) return;
  const auto selves = with_led(db, {standing(db, id)});  // a number may have been claimed for the one whom a merge took it from
  for (const auto& key : all_keys_of(keys, person->facts.id_type, open_id_number(keys, *person))) {
    db.exec("DELETE FROM identity_index WHERE kind = :kind AND key_no = :key AND digest = :digest AND person_id = ANY_OF(:selves)",
            key.kind, key.key_no, key.digest, selves);
  }
  SearchRows found_by;
  found_by.add_name(id, person->facts.name);
  add_phones(found_by, id, all_phone_keys_of(keys, *person));
  remove_search_rows(db, found_by);
  db.exec("DELETE FROM not_doubles WHERE person_a = :a OR person_b = :b", id, id);
  sources::forget_fields(db, id.value);

  const NewPerson nobody{.id = id,
                         .facts = {.name = std::string(access::own_data::erased_name), .id_type = person->facts.id_type},
                         .name_key = "",
                         .id_sealed = keys.seal("", {"people", "id_sealed", id.value}),
                         .phone_sealed = {}};
  if (!change(db, *person, nobody, now)) throw std::runtime_error("a person changed in the transaction that erases her");
  db.exec("UPDATE people SET erased_at_ms = :now WHERE id = :id", now, id);
}

}  // namespace unionhall::people
