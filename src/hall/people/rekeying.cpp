#include "hall/people/rekeying.h"

#include <algorithm>
#include <iterator>

namespace unionhall::people {
namespace {

constexpr int swept_at_once = 500;

struct Digest {
  std::string digest;
  PersonId person;
};
BOOST_DESCRIBE_STRUCT(Digest, (), (digest, person))

const std::vector<std::string>& kinds() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> words;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<IdType>>([&](auto one) { words.emplace_back(db::word(one.value)); });
    return words;
  }();
  return all;
}

std::map<PersonId, Person> people_of(Hall& hall, const std::vector<Digest>& digests) {
  std::vector<PersonId> ids;
  for (const auto& digest : digests) ids.push_back(digest.person);
  std::ranges::sort(ids);
  ids.erase(std::ranges::unique(ids).begin(), ids.end());
  std::map<PersonId, Person> people;
  for (auto& person : hall.db.read([&](db::Session& db) { return find_all(db, ids); })) people.emplace(person.id, std::move(person));
  return people;
}

struct Anew {
  Person before, after;
  std::vector<DocumentKey> documents;
  std::vector<PhoneKey> phones;
};

/// Nothing where a value does not open: `unionhall check` tells of it.
std::optional<Anew> anew(const crypto::Keyring& keys, Person person) {
  try {
    Anew made{.before = person, .after = resealed(keys, person), .documents = {}, .phones = written_phone_keys_of(keys, person)};
    // Whose record was erased has no number any more, and nothing finds her.
    if (const auto number = open_id_number(keys, person); !number.empty()) made.documents = written_keys_of(keys, person.facts.id_type, number);
    return made;
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
}

/// False when somebody wrote her values since.
bool write(db::Session& db, const Anew& one) {
  return db.exec(R"sql(
      UPDATE people SET id_sealed = :id_sealed, phone_sealed = :phone_sealed
       WHERE id = :id AND id_sealed = :id_before AND COALESCE(phone_sealed, '') = :phone_before)sql",
                 one.after.id_sealed, one.after.phone_sealed, one.before.id, one.before.id_sealed,
                 one.before.phone_sealed.value_or("")) == 1;
}

}  // namespace

int reseal(Hall& hall, const std::vector<std::int64_t>& people) {
  std::vector<PersonId> ids;
  for (const auto id : people) ids.push_back(PersonId{id});
  std::vector<Anew> all;
  for (auto& person : hall.db.read([&](db::Session& db) { return find_all(db, ids); })) {
    if (auto one = anew(hall.keys, std::move(person))) all.push_back(*std::move(one));
  }
  hall.db.write_in_background([&](db::Session& db) {
    std::vector<Claim> claims;
    SearchRows search;
    for (const auto& one : all) {
      if (!write(db, one)) continue;
      std::ranges::copy(claims_of(one.documents, one.before.id), std::back_inserter(claims));
      add_phones(search, one.before.id, one.phones);
    }
    affirm(db, claims);
    search.sort();
    add_search_rows(db, search);
  });
  return static_cast<int>(all.size());
}

bool Sweep::step(Hall& hall) { return phones(hall) || documents(hall); }

bool Sweep::phones(Hall& hall) {
  const auto found = hall.db.read([&](db::Session& db) {
    return db.all<Digest>("SELECT digest, person_id FROM phone_index WHERE key_no = :key_no ORDER BY digest, person_id LIMIT 500", key_no_);
  });
  if (found.empty()) return false;
  const auto people = people_of(hall, found);
  hall.db.write_in_background([&](db::Session& db) {
    for (const auto& [id, person] : people) {
      // What came late: rows that were reckoned before the key that seals was written.
      for (const auto& key : written_phone_keys_of(hall.keys, person)) {
        db.exec(R"sql(
            INSERT INTO phone_index (key_no, digest, person_id)
            SELECT :key_no, :digest, id FROM people WHERE id = :id AND phone_sealed = :sealed
                ON CONFLICT DO NOTHING)sql",
                key.key_no, key.digest, id, *person.phone_sealed);
      }
    }
    for (const auto& [digest, person] : found) {
      db.exec("DELETE FROM phone_index WHERE key_no = :key_no AND digest = :digest AND person_id = :person", key_no_, digest, person);
    }
  });
  return true;
}

bool Sweep::documents(Hall& hall) {
  if (kind_ == kinds().size()) return false;
  const auto& kind = kinds()[kind_];
  const auto found = hall.db.read([&](db::Session& db) {
    return db.all<Digest>(R"sql(
        SELECT digest, person_id FROM identity_index
         WHERE kind = :kind AND key_no = :key_no AND digest > :after
         ORDER BY digest LIMIT 500)sql",
                          kind, key_no_, after_);
  });
  if (found.size() < swept_at_once) {
    ++kind_;
    after_.clear();
  } else {
    after_ = found.back().digest;
  }

  const auto people = people_of(hall, found);
  std::vector<Claim> hers;
  std::vector<Digest> gone;
  for (const auto& digest : found) {
    const auto person = people.find(digest.person);
    const auto number = person == people.end() || db::word(person->second.facts.id_type) != kind
                            ? std::string()
                            : open_id_number(hall.keys, person->second);
    if (number.empty() || hall.keys.digest(kind, number, key_no_) != digest.digest) {
      ++nobodys_;
      continue;
    }
    std::ranges::copy(claims_of(written_keys_of(hall.keys, person->second.facts.id_type, number), digest.person), std::back_inserter(hers));
    gone.push_back(digest);
  }
  if (gone.empty()) return true;
  hall.db.write_in_background([&](db::Session& db) {
    affirm(db, hers);
    for (const auto& [digest, person] : gone) {
      db.exec("DELETE FROM identity_index WHERE kind = :kind AND key_no = :key_no AND digest = :digest AND person_id = :person", kind,
              key_no_, digest, person);
    }
  });
  return true;
}

std::int64_t documents_under(db::Session& db, int key_no) {
  return *db.first<std::int64_t>("SELECT count(*) FROM identity_index WHERE key_no = :key_no", key_no);
}

std::int64_t phones_under(db::Session& db, int key_no) {
  return *db.first<std::int64_t>("SELECT count(*) FROM phone_index WHERE key_no = :key_no", key_no);
}

std::int64_t forget_documents_under(db::Session& db, int key_no) {
  return db.exec(R"sql(
      DELETE FROM identity_index
       WHERE (kind, key_no, digest) IN (SELECT kind, key_no, digest FROM identity_index WHERE key_no = :key_no LIMIT 500))sql",
                 key_no);
}

}  // namespace unionhall::people
