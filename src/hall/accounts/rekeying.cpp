#include "hall/accounts/rekeying.h"

#include "crypto/rotation.h"
#include "hall/accounts/sign_in.h"

namespace unionhall::accounts {
namespace {

struct PhoneRow {
  std::int64_t id = 0;
  std::string sealed;
};
BOOST_DESCRIBE_STRUCT(PhoneRow, (), (id, sealed))

struct Anew {
  std::int64_t id = 0, key_no = 0;
  std::string before, sealed, digest;
};

}  // namespace

int reseal_phones(Hall& hall, const std::vector<std::int64_t>& phones) {
  const auto rows = hall.db.read([&](db::Session& db) {
    return db.all<PhoneRow>("SELECT id, phone_sealed FROM account_phones WHERE id = ANY_OF(:ids) LIMIT 500", db::Numbers{phones});
  });
  std::vector<Anew> all;
  for (const auto& [id, before] : rows) {
    const auto number = hall.keys.open(before, phone_place(id));
    if (!number) continue;  // `unionhall check` tells of it
    const int key_no = sealing(hall.keys);
    all.push_back({.id = id,
                   .key_no = key_no,
                   .before = before,
                   .sealed = hall.keys.seal(*number, phone_place(id)),
                   .digest = hall.keys.digest("phone", *number, key_no)});
  }
  hall.db.write_in_background([&](db::Session& db) {
    for (const auto& one : all) {
      db.exec(R"sql(
          UPDATE account_phones SET key_no = :key_no, digest = :digest, phone_sealed = :sealed
           WHERE id = :id AND phone_sealed = :before)sql",
              one.key_no, one.digest, one.sealed, one.id, one.before);
    }
  });
  return static_cast<int>(all.size());
}

std::int64_t recovery_codes_under(db::Session& db, int key_no) {
  return *db.first<std::int64_t>("SELECT count(*) FROM recovery_codes WHERE key_no = :key_no AND used_at_ms IS NULL", key_no);
}

std::int64_t forget_recovery_codes_under(db::Session& db, int key_no) {
  return db.exec(R"sql(
      DELETE FROM recovery_codes
       WHERE (account_id, digest) IN (SELECT account_id, digest FROM recovery_codes
                                       WHERE key_no = :key_no AND used_at_ms IS NULL LIMIT 500))sql",
                 key_no);
}

}  // namespace unionhall::accounts
