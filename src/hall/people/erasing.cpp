#include "hall/people/erasing.h"

#include "hall/access/own_data.h"
#include "hall/sources/sources.h"

namespace unionhall::people {
namespace {

std::string opened(const crypto::Keyring& keys, const std::string& sealed, std::string_view column, PersonId person) {
  auto plain = keys.open(sealed, {"people", column, person.value});
  if (!plain) throw std::runtime_error("people." + std::string(column) + " does not open");
  return *std::move(plain);
}

}  // namespace

void erase(db::Session& db, const crypto::Keyring& keys, PersonId id, Instant now) {
  const auto person = find_row(db, id);
  if (!person) return;
  const auto selves = with_led(db, {standing(db, id)});  // a number may have been claimed for the one whom a merge took it from
  for (const auto& key : all_keys_of(keys, person->facts.id_type, opened(keys, person->id_sealed, "id_sealed", id))) {
    db.exec("DELETE FROM identity_index WHERE kind = :kind AND key_no = :key AND digest = :digest AND person_id = ANY_OF(:selves)",
            key.kind, key.key_no, key.digest, selves);
  }
  SearchRows found_by;
  found_by.add_name(id, person->facts.name);
  if (person->phone_sealed) {
    const auto phone = opened(keys, *person->phone_sealed, "phone_sealed", id);
    for (const auto numbering : {Numbering::real, Numbering::demo}) {
      if (const auto read = Phone::parse(phone, numbering)) {
        for (const auto& key : all_keys_of(keys, *read)) found_by.add_phone(id, key);
      }
    }
  }
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
