#include "hall/audit/store.h"

#include <fmt/format.h>

#include <algorithm>

#include "db/ids.h"
#include "hall/audit/looks.h"

namespace unionhall::audit {

Head head(db::Session& db) {
  return db.first<Head>("SELECT position, sealed_at_ms, digest FROM audit_chain ORDER BY position DESC LIMIT 1").value_or(Head{});
}

std::optional<Looked> find_look(db::Session& db, EventId id) {
  return db.first<Looked>(R"sql(
      SELECT e.at_ms, e.actor, COALESCE(e.role_id, 0), e.subject_id, e.org_id, o.path
        FROM audit_events e JOIN orgs o ON o.id = e.org_id
       WHERE e.id = :id AND e.subject_kind = 'person' AND e.what IN ('look', 'reveal') AND e.actor IS NOT NULL)sql",
                          id);
}

namespace store {

void insert(db::Session& db, const Recorded& e) {
  db.exec(R"sql(
      INSERT INTO audit_events (id, region, at_ms, actor, role_id, what, subject_kind, subject_id, org_id, detail, request)
      VALUES (:id, :region, :at, :actor, :role, :what, :kind, :subject, :org, :detail, :request))sql",
          e.id, e.region, e.at_ms, e.actor, e.role, e.what, e.subject_kind, e.subject, e.org, e.detail, e.request);
  db.exec("INSERT INTO audit_unsealed (event_id) VALUES (:id)", e.id);
}

bool has_looked(db::Session& db, AccountId actor, std::int64_t subject, Instant since) {
  return db
      .first<std::int64_t>(R"sql(
      SELECT 1 FROM audit_events
       WHERE subject_id = :subject AND at_ms >= :since AND actor = :actor AND what = 'look'
       LIMIT 1)sql",
                           subject, since, actor)
      .has_value();
}

std::vector<Recorded> unsealed(db::Session& db, std::int64_t limit) {
  return db.all<Recorded>(R"sql(
      SELECT e.id, e.region, e.at_ms, e.actor, e.role_id, e.what, e.subject_kind, e.subject_id, e.org_id, e.detail, e.request
        FROM audit_unsealed u CROSS JOIN audit_events e
       WHERE e.id = u.event_id
       ORDER BY u.event_id LIMIT :limit)sql",
                          limit);
}

bool append(db::Session& db, const std::vector<Link>& links) {
  std::vector<std::tuple<std::int64_t, std::int64_t, std::int64_t, std::string_view>> rows;
  db::Numbers events;
  for (const auto& link : links) {
    rows.emplace_back(link.position, link.event_id, link.sealed_at_ms, link.digest);
    events.values.push_back(link.event_id);
  }
  const auto all = static_cast<std::int64_t>(rows.size());
  return db.append_new("audit_chain", "position, event_id, sealed_at_ms, digest", rows) == all &&
         db.exec("DELETE FROM audit_unsealed WHERE event_id = ANY_OF(:events)", events) == all;
}

namespace {

struct Both {
  Link link;
  Recorded event;
};
BOOST_DESCRIBE_STRUCT(Both, (), (link, event))

}  // namespace

void each_link(db::Session& db, const std::function<void(Link&&, Recorded&&)>& on_link) {
  db.each<Both>(R"sql(
      SELECT c.position, c.event_id, c.sealed_at_ms, c.digest,
             e.id, e.region, e.at_ms, e.actor, e.role_id, e.what, e.subject_kind, e.subject_id, e.org_id, e.detail, e.request
        FROM audit_chain c JOIN audit_events e ON e.id = c.event_id
       ORDER BY c.position)sql",
                [&](Both&& row) { on_link(std::move(row.link), std::move(row.event)); });
}

std::string digest_at(db::Session& db, std::int64_t position) {
  return db.first<std::string>("SELECT digest FROM audit_chain WHERE position = :position", position).value_or("");
}

std::optional<std::string> find_loose(db::Session& db) {
  if (const auto link = db.first<std::int64_t>(R"sql(
          SELECT c.position FROM audit_chain c
           WHERE NOT EXISTS (SELECT 1 FROM audit_events e WHERE e.id = c.event_id)
           ORDER BY c.position LIMIT 1)sql")) {
    return fmt::format("position {}", *link);
  }
  if (const auto event = db.first<std::int64_t>(R"sql(
          SELECT e.id FROM audit_events e
           WHERE NOT EXISTS (SELECT 1 FROM audit_chain c WHERE c.event_id = e.id)
             AND NOT EXISTS (SELECT 1 FROM audit_unsealed u WHERE u.event_id = e.id)
           ORDER BY e.id LIMIT 1)sql")) {
    return fmt::format("event {}", *event);
  }
  return std::nullopt;
}

std::int64_t count_unsealed(db::Session& db) { return db.first<std::int64_t>("SELECT COUNT(*) FROM audit_unsealed").value_or(0); }

std::int64_t count_events(db::Session& db) { return db.first<std::int64_t>("SELECT COUNT(*) FROM audit_events").value_or(0); }

namespace {

/// The first id that can be of this millisecond: ids begin with it (base/id.h), above the bits of writer and counter.
std::int64_t first_id_of(Instant at) {
  constexpr int bits_below = 22;
  const auto begin_ms = unix_ms(db::moment_of(0));
  constexpr std::int64_t ms_max = (std::int64_t{1} << 41) - 1;
  return std::clamp(unix_ms(at) - begin_ms, std::int64_t{0}, ms_max) << bits_below;
}

// A clock that was set back leaves ids ahead of the moments beside them.
constexpr auto ids_stray = std::chrono::days(1);

}  // namespace

std::vector<Listed> list(db::Session& db, const Filter& filter, std::int64_t before, int limit) {
  const auto end = [](const std::string& path) { return path + '~'; };  // '~' follows every character of a path
  const auto& within = filter.within.empty() ? filter.area : filter.within;
  const std::int64_t also_nowhere = filter.whole_site && filter.within.empty() ? 1 : 0;
  // Days are ends of a walk along the ids, never a look at every event.
  const auto first = filter.since > from_unix_ms(0) ? first_id_of(filter.since - ids_stray) : 0;
  if (filter.until < Instant::max()) before = std::min(before, first_id_of(filter.until + ids_stray));
  std::string sql = R"sql(
      SELECT e.id, e.at_ms, e.actor, COALESCE(a.name, ''), COALESCE(r.word, ''), e.what, e.subject_kind, e.subject_id, e.org_id,
             COALESCE(o.name, ''), e.detail
        FROM audit_events e LEFT JOIN accounts a ON a.id = e.actor LEFT JOIN roles r ON r.id = e.role_id
             LEFT JOIN orgs o ON o.id = e.org_id
       WHERE e.id >= :first AND e.id < :before AND e.at_ms >= :since AND e.at_ms < :until
         AND ((o.path >= :from AND o.path < :end) OR (e.org_id IS NULL AND :nowhere = 1))
         AND (:what = '' OR e.what = :what) AND (:actor = 0 OR e.actor = :actor))sql";
  // Each of these has an index of its own, which only a plain equality finds. Looks stand in none of kinds: there are so many
  // that the next page of them is always near.
  if (filter.actor)
    sql += " AND e.actor = :actor";
  else if (!filter.what.empty() && filter.what != "look")
    sql += " AND e.what = :what AND e.what <> 'look'";
  sql += " ORDER BY e.id DESC LIMIT :limit";
  return db.all<Listed>(sql, first, before, filter.since, filter.until, within, end(within), also_nowhere, filter.what, filter.actor,
                        limit);
}

}  // namespace store
}  // namespace unionhall::audit
