#include "services/stations/publishing/store.h"

#include "hall/orgs/orgs.h"

namespace unionhall::stations::publishing::store {
namespace {

/// A row for each station (s) and what is known of it on one map (p), with the part it belongs to; none for what is on no map and never
/// was.
constexpr std::string_view part_of = R"sql(
      CASE WHEN s.state = 'closed' AND p.state IN ('submitted', 'shown', 'refused') AND p.version < s.version THEN 'remove'
           WHEN s.state = 'closed' AND p.state IN ('submitted', 'refused') THEN p.state
           WHEN s.state IN ('open', 'suspended') AND (p.state IS NULL OR p.state = 'gone') THEN 'add'
           WHEN s.state IN ('open', 'suspended') AND p.version < s.version THEN 'update'
           WHEN s.state IN ('open', 'suspended') THEN p.state END)sql";

const std::string& of_scope() {
  static const auto sql = "SELECT s.id, s.version, s.code, s.name, s.address, s.keeper, o.name AS keeper_name, s.state, " +
                          std::string(part_of) + R"sql( AS part, p.at_ms, coalesce(p.note, '') AS note
        FROM stations s JOIN orgs o ON o.id = s.keeper
        LEFT JOIN station_publications p ON p.station_id = s.id AND p.provider = :provider
       WHERE o.path >= :path AND o.path < :end)sql";
  return sql;
}

}  // namespace

std::vector<Line> lines(db::Session& db, const Scope& scope, std::optional<Part> part, StationId before, int limit) {
  if (scope.only.empty()) {
    static const auto sql =
        "SELECT * FROM (" + of_scope() +
        " AND s.id < :before) x WHERE part IS NOT NULL AND (:part IS NULL OR part = :part) ORDER BY id DESC LIMIT :limit";
    return db.all<Line>(sql, scope.provider, scope.path, orgs::end_of_subtree(scope.path), before, part, limit);
  }
  static const auto sql =
      "SELECT * FROM (" + of_scope() +
      " AND s.id = ANY_OF(:only)) x WHERE part IS NOT NULL AND (:part IS NULL OR part = :part) ORDER BY id LIMIT :limit";
  return db.all<Line>(sql, scope.provider, scope.path, orgs::end_of_subtree(scope.path), scope.only, part, limit);
}

std::vector<Count> counts(db::Session& db, const Scope& scope) {
  static const auto sql = "SELECT part, count(*) FROM (" + of_scope() + ") x WHERE part IS NOT NULL GROUP BY part ORDER BY part LIMIT 10";
  return db.all<Count>(sql, scope.provider, scope.path, orgs::end_of_subtree(scope.path));
}

std::vector<OfOne> of_one(db::Session& db, StationId id) {
  static const auto sql = "SELECT provider, part, at_ms, note FROM (SELECT m.provider, m.turn, " + std::string(part_of) + R"sql( AS part,
               p.at_ms, coalesce(p.note, '') AS note
          FROM stations s
         CROSS JOIN (SELECT 'amap' AS provider, 1 AS turn UNION ALL SELECT 'tencent', 2 UNION ALL SELECT 'baidu', 3) m
          LEFT JOIN station_publications p ON p.station_id = s.id AND p.provider = m.provider
         WHERE s.id = :id) x WHERE part IS NOT NULL ORDER BY turn LIMIT 10)sql";
  return db.all<OfOne>(sql, id);
}

void write_submitted(db::Session& db, std::int64_t region, SubmissionId submission, Provider provider, const std::vector<Line>& lines,
                     AccountId by, Instant now) {
  for (const auto& line : lines) {
    db.exec(R"sql(
        INSERT INTO station_publications (station_id, provider, region, state, asks, version, submission_id, by_account, at_ms)
        VALUES (:id, :provider, :region, 'submitted', :asks, :version, :submission, :by, :now)
            ON CONFLICT (station_id, provider) DO UPDATE
           SET state = 'submitted', version = excluded.version, note = '', asks = CASE WHEN :asks = 'refused' THEN station_publications.asks ELSE :asks END,
               submission_id = excluded.submission_id,
               by_account = excluded.by_account, at_ms = excluded.at_ms)sql",
            line.id, provider, region, line.part, line.version, submission, by, now);
  }
}

void add_submission(db::Session& db, std::int64_t region, const Submission& submission, AccountId by) {
  db.exec(R"sql(
      INSERT INTO station_submissions (id, region, org_id, provider, stations, by_account, at_ms)
      VALUES (:id, :region, :org, :provider, :stations, :by, :at))sql",
          submission.id, region, submission.org, submission.provider, submission.stations, by, submission.at);
}

void settle(db::Session& db, StationId id, Provider provider, Settled as, std::string_view note, AccountId by, Instant now) {
  db.exec(R"sql(
      UPDATE station_publications
         SET state = CASE WHEN :as = 'shown' AND (SELECT s.state FROM stations s WHERE s.id = :id) = 'closed' THEN 'gone' ELSE :as END,
             note = :note, by_account = :by, at_ms = :now
       WHERE station_id = :id AND provider = :provider)sql",
          as, id, note, by, now, provider);
}

std::optional<Submission> find(db::Session& db, SubmissionId id) {
  return db.first<Submission>("SELECT id, org_id, provider, stations, at_ms FROM station_submissions WHERE id = :id", id);
}

std::vector<Submission> last_submissions(db::Session& db, OrgId org, Provider provider, int limit) {
  return db.all<Submission>(R"sql(
      SELECT id, org_id, provider, stations, at_ms FROM station_submissions
       WHERE org_id = :org AND provider = :provider ORDER BY id DESC LIMIT :limit)sql",
                            org, provider, limit);
}

std::vector<InFile> in_file(db::Session& db, SubmissionId id) {
  return db.all<InFile>("SELECT station_id, asks FROM station_publications WHERE submission_id = :id ORDER BY station_id LIMIT :most", id,
                        submitted_most);
}

}  // namespace unionhall::stations::publishing::store
