#pragma once
// Under which keys people are written, and under which they are looked for. Mostly that is one; while a rotation of keys lasts
// (hall/keys), the one that comes and the one that goes.
#include "hall/people/people.h"

namespace unionhall::people {

/// What is written: the first is key_of's, under the key that seals.
std::vector<DocumentKey> written_keys_of(const crypto::Keyring& keys, IdType type, std::string_view number);
std::vector<PhoneKey> written_keys_of(const crypto::Keyring& keys, const Phone& phone);
/// Her phone's, where she has one: what is written, and what is taken away.
std::vector<PhoneKey> written_phone_keys_of(const crypto::Keyring& keys, const Person& person);
std::vector<PhoneKey> all_phone_keys_of(const crypto::Keyring& keys, const Person& person);
void add_phones(SearchRows& rows, PersonId id, const std::vector<PhoneKey>& keys);

/// A document under each of its keys.
std::vector<Claim> claims_of(const std::vector<DocumentKey>& keys, PersonId person);
/// Refuses to write under keys that the hall has moved on from since these were reckoned (keys::hold). Throws keys::Moved.
void hold(db::Session& db, const std::vector<DocumentKey>& keys);
/// Says of people on record that their documents are theirs also under the keys that are written by now. Throws keys::Moved.
void affirm(db::Session& db, const std::vector<Claim>& hers);
/// Gives a document of which only this digest is known an id, unless it has one. Whoever records her claims it.
void reserve(db::Session& db, const DocumentKey& key, PersonId person);

/// The same person under the key that seals now. What is under it already stays as it is.
Person resealed(const crypto::Keyring& keys, Person person);

}  // namespace unionhall::people
