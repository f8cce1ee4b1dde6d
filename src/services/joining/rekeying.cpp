#include "services/joining/rekeying.h"

#include <set>

#include "hall/people/written_keys.h"
#include "services/joining/store.h"

namespace unionhall::joining {
namespace {

struct FormRow {
  cases::CaseId id;
  IdType id_type = IdType::resident_id;
  std::string id_sealed, phone_sealed;
};
BOOST_DESCRIBE_STRUCT(FormRow, (), (id, id_type, id_sealed, phone_sealed))

struct Anew {
  FormRow before;
  std::string id_sealed, phone_sealed;
  std::vector<people::DocumentKey> keys;
};

std::optional<Anew> anew(const crypto::Keyring& keys, const FormRow& form) {
  const crypto::Place id_place{"joining_forms", "id_sealed", form.id.value}, phone_place{"joining_forms", "phone_sealed", form.id.value};
  const auto number = keys.open(form.id_sealed, id_place), phone = keys.open(form.phone_sealed, phone_place);
  if (!number || !phone) return std::nullopt;  // `unionhall check` tells of it
  return Anew{.before = form,
              .id_sealed = keys.seal(*number, id_place),
              .phone_sealed = keys.seal(*phone, phone_place),
              .keys = people::written_keys_of(keys, form.id_type, *number)};
}

bool holds_its_document(db::Session& db, cases::CaseId id) {
  return db.first<std::int64_t>("SELECT 1 FROM joining_claims WHERE case_id = :id LIMIT 1", id).has_value();
}

}  // namespace

int reseal(Hall& hall, const std::vector<std::int64_t>& forms) {
  const auto rows = hall.db.read([&](db::Session& db) {
    return db.all<FormRow>("SELECT id, id_type, id_sealed, phone_sealed FROM joining_forms WHERE id = ANY_OF(:ids) LIMIT 500",
                           db::Numbers{forms});
  });
  std::vector<Anew> all;
  for (const auto& row : rows) {
    if (auto one = anew(hall.keys, row)) all.push_back(*std::move(one));
  }
  // Not in the background: an application that ends beside this must not get its claim back, which only a write can tell.
  hall.db.write([&](db::Session& db) {
    for (const auto& one : all) {
      const bool ours = db.exec(R"sql(
          UPDATE joining_forms SET id_sealed = :id_sealed, phone_sealed = :phone_sealed
           WHERE id = :id AND id_sealed = :id_before AND phone_sealed = :phone_before)sql",
                                one.id_sealed, one.phone_sealed, one.before.id, one.before.id_sealed, one.before.phone_sealed) == 1;
      if (!ours || !holds_its_document(db, one.before.id)) continue;
      people::hold(db, one.keys);
      for (const auto& key : one.keys) store::claim(db, key, one.before.id);
    }
  });
  return static_cast<int>(all.size());
}

std::int64_t claims_under(db::Session& db, int key_no) {
  return *db.first<std::int64_t>("SELECT count(*) FROM joining_claims WHERE key_no = :key_no", key_no);
}

std::int64_t forget_claims_under(db::Session& db, int key_no, int sealing) {
  return db.exec(R"sql(
      DELETE FROM joining_claims
       WHERE (kind, key_no, digest) IN (SELECT c.kind, c.key_no, c.digest FROM joining_claims c
                                         WHERE c.key_no = :key_no AND EXISTS (SELECT 1 FROM joining_claims s
                                               WHERE s.case_id = c.case_id AND s.key_no = :sealing)
                                         LIMIT 500))sql",
                 key_no, sealing);
}

}  // namespace unionhall::joining
