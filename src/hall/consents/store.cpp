#include "hall/consents/store.h"

#include "hall/people/people.h"

namespace unionhall::consents::store {

void add(db::Session& db, std::int64_t region, const Entry& entry) {
  db.exec(R"sql(
      INSERT INTO consents (id, region, account_id, person_id, kind, version, given, language, digest, channel, by_account, at_ms)
      VALUES (:id, :region, :account, :person, :kind, :version, :given, :language, :digest, :channel, :by, :at))sql",
          entry.id, region, entry.account, entry.person, entry.kind, entry.version, entry.given, entry.language, entry.digest,
          entry.channel, entry.by, entry.at);
}

std::optional<Entry> latest(db::Session& db, const Whose& whose, Kind kind) {
  return db.first<Entry>(R"sql(
      SELECT id, account_id, person_id, kind, version, given, language, digest, channel, by_account, at_ms
        FROM consents
       WHERE (account_id = :account OR person_id = ANY_OF(:people)) AND kind = :kind
       ORDER BY id DESC LIMIT 1)sql",
                         whose.account, people::with_led(db, {whose.person}), kind);
}

std::vector<Entry> page(db::Session& db, AccountId account, ConsentId before, int limit) {
  return db.all<Entry>(R"sql(
      SELECT id, account_id, person_id, kind, version, given, language, digest, channel, by_account, at_ms
        FROM consents
       WHERE account_id = :account AND id < :before
       ORDER BY id DESC LIMIT :limit)sql",
                       account, before, limit);
}

PersonId person_of(db::Session& db, AccountId account) {
  const auto person = db.first<std::optional<PersonId>>("SELECT person_id FROM accounts WHERE id = :id", account).value_or(std::nullopt);
  return person ? people::standing(db, *person) : PersonId{};
}

}  // namespace unionhall::consents::store
