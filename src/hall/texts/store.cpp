#include "hall/texts/store.h"

namespace unionhall::texts {

std::int64_t forget_old(db::Session& db, Instant now) {
  return db.exec(R"sql(
      DELETE FROM text_outbox
       WHERE id IN (SELECT id FROM text_outbox WHERE state <> 'waiting' AND made_at_ms < :before ORDER BY id LIMIT 500))sql",
                 now - std::chrono::days(30));
}

Waiting waiting(db::Session& db) { return *db.first<Waiting>("SELECT COUNT(*), MIN(made_at_ms) FROM text_outbox WHERE state = 'waiting'"); }

namespace store {

void add(db::Session& db, std::int64_t region, const Waiting& text) {
  db.exec(R"sql(
      INSERT INTO text_outbox (id, region, made_at_ms, to_sealed, template, params_sealed, next_try_ms, urgent, again)
      VALUES (:id, :region, :now, :to, :template, :params, :now, :urgent, :again))sql",
          text.id, region, text.made_at, text.to_sealed, text.template_word, text.params_sealed, text.urgent, text.again);
}

std::vector<Waiting> waiting(db::Session& db, bool urgent, Instant now, int most) {
  return db.all<Waiting>(R"sql(
      SELECT id, made_at_ms, to_sealed, template, params_sealed, tries, urgent, again, handed_at_ms
        FROM text_outbox
       WHERE state = 'waiting' AND urgent = :urgent AND next_try_ms <= :now
       ORDER BY next_try_ms, id LIMIT :most)sql",
                         urgent, now, most);
}

void count_try(db::Session& db, TextId id, Instant next_try) {
  db.exec("UPDATE text_outbox SET tries = tries + 1, next_try_ms = :next WHERE id = :id", next_try, id);
}

void hand_over(db::Session& db, TextId id, Instant now, Instant next_try) {
  db.exec("UPDATE text_outbox SET tries = tries + 1, next_try_ms = :next, handed_at_ms = :now WHERE id = :id", next_try, now, id);
}

void mark_not_taken(db::Session& db, TextId id) { db.exec("UPDATE text_outbox SET handed_at_ms = NULL WHERE id = :id", id); }

void settle(db::Session& db, TextId id, std::string_view state) {
  db.exec("UPDATE text_outbox SET state = :state, to_sealed = '', params_sealed = '' WHERE id = :id", state, id);
}

}  // namespace store

}  // namespace unionhall::texts
