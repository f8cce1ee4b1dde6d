#include "hall/people/rekeying.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <span>

namespace unionhall::people {
namespace {

constexpr std::size_t swept_at_once = 500;

const std::vector<std::string>& kinds() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> words;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<IdType>>([&](auto one) { words.emplace_back(db::word(one.value)); });
    return words;
  }();
  return all;
}

std::vector<PersonId> people_of(const std::vector<IndexRow>& rows) {
  std::vector<PersonId> ids;
  for (const auto& row : rows) ids.push_back(row.person);
  std::ranges::sort(ids);
  ids.erase(std::ranges::unique(ids).begin(), ids.end());
  return ids;
}

/// As many as there are.
std::vector<Person> rows_of(db::Session& db, const std::vector<PersonId>& people) {
  std::vector<Person> rows;
  for (std::size_t from = 0; from < people.size(); from += swept_at_once) {
    const auto some = std::span(people).subspan(from, std::min(swept_at_once, people.size() - from));
    std::ranges::move(find_all(db, {some.begin(), some.end()}), std::back_inserter(rows));
  }
  return rows;
}

/// Of these people (at most 500) those who have another record, too.
std::set<PersonId> recorded_twice(db::Session& db, const std::vector<PersonId>& people) {
  const auto found = db.all<PersonId>(R"sql(
      SELECT person_id FROM merged_people WHERE person_id = ANY_OF(:people)
       UNION
      SELECT into_id FROM merged_people WHERE into_id = ANY_OF(:people)
       LIMIT 500)sql",
                                      people);
  return {found.begin(), found.end()};
}

struct Anew {
  Person before, after;
  std::vector<DocumentKey> documents;
  std::vector<DocumentKey> known;  // where another record may hold her document: under every key
  std::vector<PhoneKey> phones;
};

/// Nothing where a value does not open: `unionhall check` tells of it.
std::optional<Anew> anew(const crypto::Keyring& keys, Person person, bool twice) {
  try {
    Anew made{
        .before = person, .after = resealed(keys, person), .documents = {}, .known = {}, .phones = written_phone_keys_of(keys, person)};
    // Whose record was erased has no number any more, and nothing finds her.
    if (const auto number = open_id_number(keys, person); !number.empty()) {
      made.documents = written_keys_of(keys, person.facts.id_type, number);
      if (twice) made.known = all_keys_of(keys, person.facts.id_type, number);
    }
    return made;
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
}

/// For whom a document is claimed. Two records that became one may have changed places with their documents; each stays hers for
/// whom it was claimed, so that she has it where they are told apart again.
PersonId owner(db::Session& db, const Anew& one) {
  return one.known.empty() ? one.before.id : holder(db, one.known).value_or(one.before.id);
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
  std::set<PersonId> twice;
  const auto rows = hall.db.read([&](db::Session& db) {
    twice = recorded_twice(db, ids);
    return find_all(db, ids);
  });
  std::vector<Anew> all;
  for (const auto& person : rows) {
    if (auto one = anew(hall.keys, person, twice.contains(person.id))) all.push_back(*std::move(one));
  }
  hall.db.write_in_background([&](db::Session& db) {
    std::vector<Claim> claims;
    SearchRows search;
    for (const auto& one : all) {
      if (!write(db, one)) continue;
      std::ranges::copy(claims_of(one.documents, owner(db, one)), std::back_inserter(claims));
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
  if (phones_done_) return false;
  const auto found = hall.db.read([&](db::Session& db) {
    return db.all<IndexRow>(R"sql(
        SELECT digest, person_id FROM phone_index
         WHERE key_no = :key_no AND (digest, person_id) > (:digest, :person)
         ORDER BY digest, person_id LIMIT 500)sql",
                            key_no_, after_phone_.digest, after_phone_.person);
  });
  if (found.empty()) {
    phones_done_ = true;
    return false;
  }
  after_phone_ = found.back();

  struct Late {
    const Person& person;
    std::vector<PhoneKey> written;
  };
  std::vector<Late> late;
  std::set<PersonId> unopened;  // these are found as before, until somebody has mended them
  const auto people = hall.db.read([&](db::Session& db) { return find_all(db, people_of(found)); });
  for (const auto& person : people) {
    try {
      late.push_back({person, written_phone_keys_of(hall.keys, person)});
    } catch (const std::runtime_error&) {
      unopened.insert(person.id);
    }
  }
  hall.db.write_in_background([&](db::Session& db) {
    for (const auto& [person, written] : late) {
      // What came late: rows that were reckoned before the key that seals was written.
      for (const auto& key : written) {
        db.exec(R"sql(
            INSERT INTO phone_index (key_no, digest, person_id)
            SELECT :key_no, :digest, id FROM people WHERE id = :id AND phone_sealed = :sealed
                ON CONFLICT DO NOTHING)sql",
                key.key_no, key.digest, person.id, *person.phone_sealed);
      }
    }
    for (const auto& [digest, person] : found) {
      if (unopened.contains(person)) continue;
      db.exec("DELETE FROM phone_index WHERE key_no = :key_no AND digest = :digest AND person_id = :person", key_no_, digest, person);
    }
  });
  return true;
}

bool Sweep::documents(Hall& hall) {
  if (kind_ == kinds().size()) return false;
  const auto& kind = kinds()[kind_];
  const auto found = hall.db.read([&](db::Session& db) {
    return db.all<IndexRow>(R"sql(
        SELECT digest, person_id FROM identity_index
         WHERE kind = :kind AND key_no = :key_no AND digest > :after
         ORDER BY digest LIMIT 500)sql",
                            kind, key_no_, after_document_);
  });
  if (found.size() < swept_at_once) {
    ++kind_;
    after_document_.clear();
  } else {
    after_document_ = found.back().digest;
  }

  const auto numbers = numbers_by_digest(hall, kind, people_of(found));
  std::vector<Claim> hers;
  std::vector<IndexRow> gone;
  for (const auto& row : found) {
    const auto number = numbers.find(row.digest);
    if (number == numbers.end()) {
      ++nobodys_;
      continue;
    }
    std::ranges::copy(claims_of(written_keys_of(hall.keys, *db::from_word<IdType>(kind), number->second), row.person),
                      std::back_inserter(hers));
    gone.push_back(row);
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

/// The documents of this kind that their records hold, also those of records that are one with theirs: a merge may have changed them
/// over. What does not open is none of them.
std::map<std::string, std::string> Sweep::numbers_by_digest(Hall& hall, const std::string& kind,
                                                            const std::vector<PersonId>& people) const {
  const auto rows = hall.db.read([&](db::Session& db) { return rows_of(db, with_led(db, with_standing(db, people))); });
  std::map<std::string, std::string> numbers;
  for (const auto& person : rows) {
    if (db::word(person.facts.id_type) != kind) continue;
    try {
      if (auto number = open_id_number(hall.keys, person); !number.empty()) {
        numbers.emplace(hall.keys.digest(kind, number, key_no_), std::move(number));
      }
    } catch (const std::runtime_error&) {
      // `unionhall check` tells of it.
    }
  }
  return numbers;
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
