#include "hall/notices/store.h"

namespace unionhall::notices {

std::int64_t forget_old(db::Session& db, Instant now) {
  const auto before = now - std::chrono::days(400);
  const auto notices = db.exec(R"sql(
      DELETE FROM notices
       WHERE id IN (SELECT id FROM notices WHERE read_at_ms < :before ORDER BY read_at_ms LIMIT 500))sql",
                               before);
  const auto texts = db.exec(R"sql(
      DELETE FROM notice_texts
       WHERE (account_id, event) IN (SELECT account_id, event FROM notice_texts WHERE at_ms < :before LIMIT 500))sql",
                             before);
  return notices + texts + db.exec("DELETE FROM notice_digests WHERE day < :day", beijing_date(before));
}

namespace store {

void add(db::Session& db, std::int64_t region, const Row& notice) {
  db.exec(R"sql(
      INSERT INTO notices (id, region, account_id, org_id, key, params_sealed, case_id, at_ms)
      VALUES (:id, :region, :account, :org, :key, :params, :case_id, :at))sql",
          notice.id, region, notice.account, notice.org, notice.key, notice.params_sealed, notice.case_id, notice.at);
}

std::vector<Row> page(db::Session& db, const Reader& reader, NoticeId before, int limit) {
  return db.all<Row>(R"sql(
      SELECT id, account_id, org_id, key, params_sealed, case_id, at_ms, read_at_ms
        FROM notices
       WHERE account_id = :account AND id < :before AND (org_id IS NULL OR org_id = :acts_for)
       ORDER BY id DESC LIMIT :limit)sql",
                     reader.account, before, reader.acts_for, limit);
}

std::int64_t unread(db::Session& db, const Reader& reader, int most) {
  return db
      .first<std::int64_t>(R"sql(
      SELECT COUNT(*)
        FROM (SELECT id FROM notices
               WHERE account_id = :account AND read_at_ms IS NULL AND (org_id IS NULL OR org_id = :acts_for)
               LIMIT :most) AS unread)sql",
                           reader.account, reader.acts_for, most)
      .value_or(0);
}

std::int64_t mark_read(db::Session& db, const Reader& reader, NoticeId up_to, Instant now) {
  return db.exec(R"sql(
      UPDATE notices SET read_at_ms = :now
       WHERE id IN (SELECT id FROM notices
                     WHERE account_id = :account AND read_at_ms IS NULL AND id <= :up_to AND (org_id IS NULL OR org_id = :acts_for)
                     ORDER BY id LIMIT 500))sql",
                 now, reader.account, up_to, reader.acts_for);
}

Chosen chosen(db::Session& db, AccountId account) {
  return db.first<Chosen>("SELECT texts, digest_text FROM notice_settings WHERE account_id = :account", account).value_or(Chosen{});
}

void choose(db::Session& db, AccountId account, const Chosen& chosen) {
  db.exec(R"sql(
      INSERT INTO notice_settings (account_id, texts, digest_text) VALUES (:account, :texts, :digest_text)
          ON CONFLICT (account_id) DO UPDATE SET texts = excluded.texts, digest_text = excluded.digest_text)sql",
          account, chosen.texts, chosen.digest_text);
}

bool claim_text(db::Session& db, AccountId account, std::int64_t event, Instant now) {
  return db.exec("INSERT INTO notice_texts (account_id, event, at_ms) VALUES (:account, :event, :now) ON CONFLICT DO NOTHING", account,
                 event, now) == 1;
}

std::optional<Progress> digest_progress(db::Session& db, Date day) {
  return db.first<Progress>("SELECT after_account, done FROM notice_digests WHERE day = :day", day);
}

bool advance_digest(db::Session& db, Date day, AccountId before, const Progress& now) {
  return db.exec(R"sql(
      INSERT INTO notice_digests (day, after_account, done) VALUES (:day, :after, :done)
          ON CONFLICT (day) DO UPDATE SET after_account = excluded.after_account, done = excluded.done
           WHERE notice_digests.after_account = :before AND notice_digests.done = 0)sql",
                 day, now.after, now.done, before) == 1;
}

}  // namespace store

}  // namespace unionhall::notices
