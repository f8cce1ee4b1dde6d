#include "services/appeals/callers_store.h"

namespace unionhall::appeals::callers::store {

bool add(db::Session& db, const Link& link) {
  return db.exec(R"sql(
      INSERT INTO appeal_caller_links (id, region, serial, key_no, address, at_ms)
      VALUES (:id, :region, :serial, :key_no, :address, :at) ON CONFLICT DO NOTHING)sql",
                 link.id, link.region, link.serial, link.key_no, link.address, link.at) == 1;
}

std::optional<Link> find(db::Session& db, cases::CaseId id) {
  return db.first<Link>("SELECT id, region, serial, key_no, address, tries, at_ms FROM appeal_caller_links WHERE id = :id", id);
}

std::optional<Link> find_serial(db::Session& db, std::int64_t serial) {
  return db.first<Link>("SELECT id, region, serial, key_no, address, tries, at_ms FROM appeal_caller_links WHERE serial = :serial", serial);
}

void count_try(db::Session& db, cases::CaseId id) { db.exec("UPDATE appeal_caller_links SET tries = tries + 1 WHERE id = :id", id); }

std::int64_t open_under(db::Session& db, int key_no) {
  return *db.first<std::int64_t>(R"sql(
      SELECT count(*) FROM appeal_caller_links l JOIN cases c ON c.id = l.id WHERE l.key_no = :key_no AND c.outcome = '')sql",
                                 key_no);
}

}  // namespace unionhall::appeals::callers::store
