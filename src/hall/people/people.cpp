#include "hall/people/people.h"

#include <algorithm>

#include "base/names.h"

namespace unionhall::people {
namespace {

crypto::Place id_place(PersonId id) { return {"people", "id_sealed", id.value}; }
crypto::Place phone_place(PersonId id) { return {"people", "phone_sealed", id.value}; }

}  // namespace

DocumentKey key_of(const crypto::Keyring& keys, IdType type, std::string_view number) {
  return {std::string(db::word(type)), keys.newest(), keys.digest(db::word(type), number)};
}

PhoneKey key_of(const crypto::Keyring& keys, const Phone& phone) { return {keys.newest(), keys.digest("phone", phone.text())}; }

std::vector<DocumentKey> all_keys_of(const crypto::Keyring& keys, IdType type, std::string_view number) {
  std::vector<DocumentKey> all;
  for (const int key_no : keys.numbers()) all.push_back({std::string(db::word(type)), key_no, keys.digest(db::word(type), number, key_no)});
  return all;
}

std::vector<PhoneKey> all_keys_of(const crypto::Keyring& keys, const Phone& phone) {
  std::vector<PhoneKey> all;
  for (const int key_no : keys.numbers()) all.push_back({key_no, keys.digest("phone", phone.text(), key_no)});
  return all;
}

NewPerson prepare(const crypto::Keyring& keys, PersonId id, Facts facts, std::string_view id_number, const std::optional<Phone>& phone) {
  NewPerson person{
      .id = id, .facts = std::move(facts), .name_key = {}, .id_sealed = keys.seal(id_number, id_place(id)), .phone_sealed = {}};
  person.name_key = names::sort_key(person.facts.name);
  if (phone) person.phone_sealed = seal_phone(keys, id, *phone);
  return person;
}

std::string open_id_number(const crypto::Keyring& keys, PersonId id, std::string_view sealed) {
  auto number = keys.open(sealed, id_place(id));
  if (!number) throw std::runtime_error("people.id_sealed does not open");
  return *std::move(number);
}

std::string open_phone(const crypto::Keyring& keys, PersonId id, std::string_view sealed) {
  auto phone = keys.open(sealed, phone_place(id));
  if (!phone) throw std::runtime_error("people.phone_sealed does not open");
  return *std::move(phone);
}

std::string masked_id_number(const crypto::Keyring& keys, PersonId id, std::string_view sealed) {
  return IdDocument::mask(open_id_number(keys, id, sealed));
}

std::string masked_phone(const crypto::Keyring& keys, PersonId id, const std::optional<std::string>& sealed) {
  return sealed ? Phone::mask(open_phone(keys, id, *sealed)) : "";
}

std::string seal_phone(const crypto::Keyring& keys, PersonId id, const Phone& phone) { return keys.seal(phone.text(), phone_place(id)); }

void SearchRows::add_name(PersonId id, std::string_view name) {
  for (auto& gram : names::grams(name, names::Kind::person)) words.emplace_back("person", std::move(gram), id);
}

void SearchRows::add_phone(PersonId id, const PhoneKey& key) { phones.emplace_back(key.key_no, key.digest, id); }

void SearchRows::sort() {
  std::ranges::sort(phones);
  std::ranges::sort(words);
}

}  // namespace unionhall::people
