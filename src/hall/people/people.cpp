#include "hall/people/written_keys.h"

#include <algorithm>

#include "base/names.h"
#include "crypto/rotation.h"

namespace unionhall::people {
namespace {

crypto::Place id_place(PersonId id) { return {"people", "id_sealed", id.value}; }
crypto::Place phone_place(PersonId id) { return {"people", "phone_sealed", id.value}; }

DocumentKey document_key(const crypto::Keyring& keys, IdType type, std::string_view number, int key_no) {
  return {std::string(db::word(type)), key_no, keys.digest(db::word(type), number, key_no)};
}
PhoneKey phone_key(const crypto::Keyring& keys, std::string_view phone, int key_no) {
  return {key_no, keys.digest("phone", phone, key_no)};
}

}  // namespace

DocumentKey key_of(const crypto::Keyring& keys, IdType type, std::string_view number) {
  return document_key(keys, type, number, crypto::sealing(keys));
}

PhoneKey key_of(const crypto::Keyring& keys, const Phone& phone) { return phone_key(keys, phone.text(), crypto::sealing(keys)); }

std::vector<DocumentKey> written_keys_of(const crypto::Keyring& keys, IdType type, std::string_view number) {
  std::vector<DocumentKey> written;
  for (const int key_no : crypto::written(keys)) written.push_back(document_key(keys, type, number, key_no));
  return written;
}

std::vector<PhoneKey> written_keys_of(const crypto::Keyring& keys, const Phone& phone) {
  std::vector<PhoneKey> written;
  for (const int key_no : crypto::written(keys)) written.push_back(phone_key(keys, phone.text(), key_no));
  return written;
}

std::vector<DocumentKey> all_keys_of(const crypto::Keyring& keys, IdType type, std::string_view number) {
  std::vector<DocumentKey> all;
  for (const int key_no : keys.numbers()) all.push_back(document_key(keys, type, number, key_no));
  return all;
}

std::vector<PhoneKey> all_keys_of(const crypto::Keyring& keys, const Phone& phone) {
  std::vector<PhoneKey> all;
  for (const int key_no : keys.numbers()) all.push_back(phone_key(keys, phone.text(), key_no));
  return all;
}

NewPerson prepare(const crypto::Keyring& keys, PersonId id, Facts facts, std::string_view id_number, const std::optional<Phone>& phone) {
  NewPerson person{
      .id = id, .facts = std::move(facts), .name_key = {}, .id_sealed = keys.seal(id_number, id_place(id)), .phone_sealed = {}};
  person.name_key = names::sort_key(person.facts.name);
  if (phone) person.phone_sealed = seal_phone(keys, id, phone->text());
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

std::string seal_phone(const crypto::Keyring& keys, PersonId id, std::string_view number) { return keys.seal(number, phone_place(id)); }

std::vector<PhoneKey> written_phone_keys_of(const crypto::Keyring& keys, const Person& person) {
  std::vector<PhoneKey> written;
  if (const auto phone = open_phone(keys, person)) {
    for (const int key_no : crypto::written(keys)) written.push_back(phone_key(keys, *phone, key_no));
  }
  return written;
}

std::vector<PhoneKey> all_phone_keys_of(const crypto::Keyring& keys, const Person& person) {
  std::vector<PhoneKey> all;
  if (const auto phone = open_phone(keys, person)) {
    for (const int key_no : keys.numbers()) all.push_back(phone_key(keys, *phone, key_no));
  }
  return all;
}

Person resealed(const crypto::Keyring& keys, Person person) {
  const auto old = [&](std::string_view sealed) { return crypto::key_number_of(sealed) != crypto::sealing(keys); };
  if (old(person.id_sealed)) person.id_sealed = keys.seal(open_id_number(keys, person), id_place(person.id));
  if (person.phone_sealed && old(*person.phone_sealed)) person.phone_sealed = keys.seal(*open_phone(keys, person), phone_place(person.id));
  return person;
}

void SearchRows::add_name(PersonId id, std::string_view name) {
  for (auto& gram : names::grams(name, names::Kind::person)) words.emplace_back(std::move(gram), id);
}

void SearchRows::add_phone(PersonId id, const PhoneKey& key) { phones.emplace_back(key.key_no, key.digest, id); }

void add_phones(SearchRows& rows, PersonId id, const std::vector<PhoneKey>& keys) {
  for (const auto& key : keys) rows.add_phone(id, key);
}

void SearchRows::sort() {
  std::ranges::sort(phones);
  std::ranges::sort(words);
}

}  // namespace unionhall::people
