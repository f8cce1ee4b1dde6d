#include "services/verification/mailings_store.h"

#include <fmt/format.h>

#include "hall/orgs/orgs.h"

namespace unionhall::verification::mailings::store {
namespace {

constexpr std::string_view columns =
    "g.id, g.version, g.org_id, g.state, g.address, g.key_no, g.per_minute, g.made_by, g.at_ms, g.expires_at_ms, g.after_path, "
    "g.after_key, g.after_member, g.first_serial, g.last_serial, g.next_serial, g.paced_at_ms";

std::string select(std::string_view more, std::string_view rest) {
  return "SELECT " + std::string(columns) + std::string(more) + " FROM verification_mailings g " + std::string(rest);
}

/// Whole numbers on both engines.
const std::string& sums() {
  static const std::string text = [] {
    std::string made;
    for (const auto* column : {"prepared", "without_phone", "sent", "confirmed", "corrected", "locked"}) {
      made += fmt::format("{}CAST(coalesce(sum(r.{}), 0) AS BIGINT)", made.empty() ? "" : ", ", column);
    }
    return made;
  }();
  return text;
}

}  // namespace

void add(db::Session& db, std::int64_t region, const Mailing& m) {
  db.exec(R"sql(
      INSERT INTO verification_mailings (id, region, org_id, state, address, key_no, per_minute, made_by, at_ms, expires_at_ms)
      VALUES (:id, :region, :org, :state, :address, :key, :per_minute, :by, :at, :expires))sql",
          m.id, region, m.org, m.state, m.address, m.key_no, m.per_minute, m.made_by, m.at, m.expires_at);
}

std::optional<Mailing> find(db::Session& db, MailingId id) {
  static const auto sql = select("", "WHERE g.id = :id");
  return db.first<Mailing>(sql, id);
}

std::optional<Mailing> oldest(db::Session& db, State state) {
  static const auto sql = select("", "WHERE g.state = :state ORDER BY g.id LIMIT 1");
  return db.first<Mailing>(sql, state);
}

std::vector<Mailing> all_sending(db::Session& db) {
  static const auto sql = select("", "WHERE g.state = 'sending' ORDER BY g.id LIMIT 100");
  return db.all<Mailing>(sql);
}

std::optional<Instant> open_under(db::Session& db, int key_no, Instant now) {
  return db.first<Instant>(R"sql(
      SELECT expires_at_ms FROM verification_mailings
       WHERE key_no = :key_no AND state <> 'stopped' AND expires_at_ms > :now
       ORDER BY expires_at_ms DESC LIMIT 1)sql",
                           key_no, now);
}

bool at_work(db::Session& db, OrgId org) {
  return db
      .first<std::int64_t>(R"sql(
      SELECT 1 FROM verification_mailings WHERE org_id = :org AND state NOT IN ('done', 'stopped') LIMIT 1)sql",
                           org)
      .has_value();
}

namespace {
constexpr std::string_view names = ", o.name, coalesce(a.name, '')";
constexpr std::string_view with_names = "JOIN orgs o ON o.id = g.org_id LEFT JOIN accounts a ON a.id = g.made_by ";
}  // namespace

std::vector<Listed> of_subtree(db::Session& db, std::string_view path, MailingId before, int limit) {
  static const auto sql = select(
      names, fmt::format("{}WHERE o.path >= :from AND o.path < :end AND g.id < :before ORDER BY g.id DESC LIMIT :limit", with_names));
  return db.all<Listed>(sql, path, orgs::end_of_subtree(path), before, limit);
}

std::optional<Listed> listed(db::Session& db, MailingId id) {
  static const auto sql = select(names, fmt::format("{}WHERE g.id = :id", with_names));
  return db.first<Listed>(sql, id);
}

bool change(db::Session& db, const Mailing& before, const Mailing& after) {
  // An officer sees the state, not each chunk: progress alone is no newer version.
  const auto version = before.version + (after.state == before.state ? 0 : 1);
  return db.exec(R"sql(
      UPDATE verification_mailings
         SET version = :version, state = :state, after_path = :path, after_key = :key, after_member = :member,
             first_serial = :first, last_serial = :last, next_serial = :next, paced_at_ms = :paced
       WHERE id = :id AND version = :version_before AND after_member = :member_before AND next_serial = :next_before)sql",
                 version, after.state, after.after_path, after.after_key, after.after_member, after.first_serial, after.last_serial,
                 after.next_serial, after.paced_at, before.id, before.version, before.after_member, before.next_serial) == 1;
}

// ── Links ──────────────────────────────────────────────────────────────────────────────────────────────────────

std::vector<Candidate> candidates(db::Session& db, std::int64_t region, std::string_view path, const Mailing& after, int limit) {
  // CROSS JOIN fixes the order of the loops on SQLite: unions by path, their members by name key, nothing sorted (hall/members/lists).
  return db.all<Candidate>(R"sql(
      SELECT o.path, m.name_key, m.id, o.id, CASE WHEN p.phone_sealed IS NULL THEN 0 ELSE 1 END
        FROM orgs o CROSS JOIN members m CROSS JOIN people p
       WHERE o.region = :region AND o.path >= :from AND o.path < :end AND m.org_id = o.id
         AND (o.path > :after_path OR (o.path = :after_path AND (m.name_key > :after_key OR (m.name_key = :after_key AND m.id > :after_id))))
         AND m.status IN ('active', 'transferring', 'retained') AND m.verified_method = '' AND p.id = m.person_id
       ORDER BY o.path, m.name_key, m.id LIMIT :limit)sql",
                           region, after.after_path.empty() ? path : after.after_path, orgs::end_of_subtree(path), after.after_path,
                           after.after_key, after.after_member, limit);
}

std::int64_t last_serial(db::Session& db) {
  return db.first<std::int64_t>("SELECT coalesce(max(last_serial), 0) FROM verification_mailings").value_or(0);
}

void add_links(db::Session& db, std::int64_t region, MailingId mailing, std::int64_t first_serial,
               const std::vector<std::pair<MemberId, OrgId>>& members) {
  std::vector<std::tuple<std::int64_t, std::int64_t, MailingId, MemberId, OrgId>> rows;
  rows.reserve(members.size());
  for (const auto& [member, org] : members) rows.emplace_back(first_serial++, region, mailing, member, org);
  db.append("verification_links", "serial, region, mailing_id, member_id, org_id", rows);
}

std::vector<Waiting> waiting(db::Session& db, std::int64_t from_serial, std::int64_t to_serial) {
  return db.all<Waiting>(R"sql(
      SELECT l.serial, l.member_id, l.org_id, m.person_id, p.name, m.status, m.verified_method, p.phone_sealed
        FROM verification_links l JOIN members m ON m.id = l.member_id JOIN people p ON p.id = m.person_id
       WHERE l.serial >= :from AND l.serial <= :to
       ORDER BY l.serial LIMIT 500)sql",
                         from_serial, to_serial);
}

std::optional<links::Link> find_link(db::Session& db, std::int64_t serial) {
  return db.first<links::Link>("SELECT serial, mailing_id, member_id, org_id, state, tries FROM verification_links WHERE serial = :serial",
                               serial);
}

std::optional<Lead> find_lead(db::Session& db, std::int64_t serial) {
  return db.first<Lead>(R"sql(
      SELECT l.serial, l.mailing_id, l.member_id, l.org_id, l.state, l.tries, g.state, g.key_no, g.expires_at_ms,
             m.id, m.version, m.person_id, m.org_id, m.name_key, m.status, m.category, m.joined_on, m.changed_on, m.change_kind,
             m.change_cause, m.verified_method, m.verified_at_ms, m.source_id
        FROM verification_links l JOIN verification_mailings g ON g.id = l.mailing_id JOIN members m ON m.id = l.member_id
       WHERE l.serial = :serial)sql",
                        serial);
}

bool move_link(db::Session& db, std::int64_t serial, links::State from, links::State to, Instant now) {
  return db.exec("UPDATE verification_links SET state = :to, at_ms = :now WHERE serial = :serial AND state = :from", to, now, serial,
                 from) == 1;
}

void move_links(db::Session& db, const std::vector<std::int64_t>& serials, links::State to, Instant now) {
  if (serials.empty()) return;
  db.exec("UPDATE verification_links SET state = :to, at_ms = :now WHERE serial = ANY_OF(:serials)", to, now, db::Numbers{serials});
}

void count_try(db::Session& db, std::int64_t serial) {
  db.exec("UPDATE verification_links SET tries = tries + 1 WHERE serial = :serial", serial);
}

// ── Results ────────────────────────────────────────────────────────────────────────────────────────────────────

void count(db::Session& db, std::int64_t region, MailingId mailing, const std::map<OrgId, Counts>& by_org) {
  for (const auto& [org, by] : by_org) {
    db.exec(R"sql(
        INSERT INTO verification_results (mailing_id, org_id, region, prepared, without_phone, sent, confirmed, corrected, locked)
        VALUES (:mailing, :org, :region, :prepared, :without_phone, :sent, :confirmed, :corrected, :locked)
        ON CONFLICT (mailing_id, org_id, region) DO UPDATE
          SET prepared = verification_results.prepared + excluded.prepared,
              without_phone = verification_results.without_phone + excluded.without_phone,
              sent = verification_results.sent + excluded.sent, confirmed = verification_results.confirmed + excluded.confirmed,
              corrected = verification_results.corrected + excluded.corrected,
              locked = verification_results.locked + excluded.locked)sql",
            mailing, org, region, by.prepared, by.without_phone, by.sent, by.confirmed, by.corrected, by.locked);
  }
}

Counts counts(db::Session& db, MailingId mailing, std::string_view path) {
  static const auto sql = "SELECT " + sums() + R"sql(
        FROM verification_results r JOIN orgs o ON o.id = r.org_id
       WHERE r.mailing_id = :mailing AND o.path >= :from AND o.path < :end)sql";
  return *db.first<Counts>(sql, mailing, path, orgs::end_of_subtree(path));
}

std::vector<OfChild> of_children(db::Session& db, MailingId mailing, OrgId parent, std::string_view path) {
  static const auto sql = "SELECT c.id, c.name, " + sums() + R"sql(,
             CASE WHEN EXISTS (SELECT 1 FROM orgs b WHERE b.parent_id = c.id) THEN 1 ELSE 0 END
        FROM verification_results r JOIN orgs o ON o.id = r.org_id
        JOIN orgs c ON c.parent_id = :parent AND c.region = o.region AND c.path = substr(o.path, 1, CAST(:width AS INTEGER))
       WHERE r.mailing_id = :mailing AND o.path > :from AND o.path < :end
       GROUP BY c.id, c.name, c.path ORDER BY c.path LIMIT 1000)sql";
  return db.all<OfChild>(sql, parent, static_cast<std::int64_t>(path.size() + orgs::path_width), mailing, path, orgs::end_of_subtree(path));
}

Counts own(db::Session& db, MailingId mailing, OrgId org) {
  static const auto sql = "SELECT " + sums() + " FROM verification_results r WHERE r.mailing_id = :mailing AND r.org_id = :org";
  return *db.first<Counts>(sql, mailing, org);
}

}  // namespace unionhall::verification::mailings::store
