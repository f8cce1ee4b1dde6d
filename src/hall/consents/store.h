#pragma once
#include "hall/consents/consents.h"

namespace unionhall::consents::store {

struct Entry {
  ConsentId id;
  std::optional<AccountId> account;
  std::optional<PersonId> person;
  Kind kind = Kind::notice;
  std::int64_t version = 0;
  bool given = true;
  std::string language, digest;
  Channel channel = Channel::member_app;
  std::optional<AccountId> by;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(Entry, (), (id, account, person, kind, version, given, language, digest, channel, by, at))

void add(db::Session& db, std::int64_t region, const Entry& entry);
/// The last word on it, of the account or of the person.
std::optional<Entry> latest(db::Session& db, const Whose& whose, Kind kind);
/// Newest first, older than `before`.
std::vector<Entry> page(db::Session& db, AccountId account, ConsentId before, int limit);
/// The collected person behind an account.
PersonId person_of(db::Session& db, AccountId account);

}  // namespace unionhall::consents::store
