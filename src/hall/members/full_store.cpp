#include "hall/members/full_store.h"

#include <fmt/format.h>

#include <charconv>

namespace unionhall::members::full {
namespace {

constexpr std::size_t people_a_row = 1000;

struct Candidate {
  store::Access access;
  std::int64_t first = 0;
  std::string distances;
};
BOOST_DESCRIBE_STRUCT(Candidate, (), (access, first, distances))

bool holds(const Candidate& row, PersonId person) {
  auto at = row.first;
  const auto* next = row.distances.data();
  const auto* const end = next + row.distances.size();
  while (at < person.value && next < end) {
    std::int64_t distance = 0;
    next = std::from_chars(next, end, distance).ptr + 1;
    at += distance;
  }
  return at == person.value;
}

}  // namespace

void insert(db::Session& db, std::int64_t region, const Kept& k) {
  db.exec(R"sql(
      INSERT INTO full_exports (id, region, export_id, account_id, role_id, org_id, number, fields, purpose, use_by, mark, at_ms)
      VALUES (:id, :region, :export, :account, :role, :org, :number, :fields, :purpose, :use_by, :mark, :at))sql",
          k.id, region, k.export_id, k.account, k.role, k.org, k.number, k.fields, k.purpose, k.use_by, k.mark, k.at);
}

std::optional<Kept> of_export(db::Session& db, exports::ExportId id) {
  return db.first<Kept>(R"sql(
      SELECT id, export_id, account_id, role_id, org_id, number, fields, purpose, use_by, mark, at_ms, fetched_at_ms
        FROM full_exports WHERE export_id = :id)sql",
                        id);
}

std::optional<Made> made(db::Session& db, std::int64_t id) {
  return db.first<Made>("SELECT export_id, fetched_at_ms FROM full_exports WHERE id = :id", id);
}

Asker asker(db::Session& db, const Kept& kept) {
  return db
      .first<Asker>(R"sql(
      SELECT a.name, o.name, r.word
        FROM accounts a JOIN roles r ON r.id = :role JOIN orgs o ON o.id = r.org_id WHERE a.id = :account)sql",
                    kept.role, kept.account)
      .value_or(Asker{});
}

void remember(db::Session& db, std::int64_t id, const std::vector<PersonId>& people) {
  db.exec("DELETE FROM full_export_people WHERE full_export_id = :id", id);
  for (std::size_t first = 0; first < people.size(); first += people_a_row) {
    const auto end = std::min(people.size(), first + people_a_row);
    std::string distances;
    for (auto at = first + 1; at < end; ++at) {
      fmt::format_to(std::back_inserter(distances), "{}{}", at == first + 1 ? "" : " ", people[at].value - people[at - 1].value);
    }
    db.exec(R"sql(
        INSERT INTO full_export_people (full_export_id, first_person, last_person, distances)
        VALUES (:id, :first, :last, :distances))sql",
            id, people[first], people[end - 1], distances);
  }
}

void forget_unfetched(db::Session& db, exports::ExportId id) {
  db.exec(R"sql(
      DELETE FROM full_export_people
       WHERE full_export_id IN (SELECT x.id FROM full_exports x WHERE x.export_id = :id AND x.fetched_at_ms IS NULL))sql",
          id);
}

bool fetch(db::Session& db, const Kept& kept, files::FileId file, Instant now) {
  if (db.exec("UPDATE member_exports SET file_id = NULL WHERE id = :id AND file_id = :file", kept.export_id, file) != 1) return false;
  return db.exec("UPDATE full_exports SET fetched_at_ms = :now WHERE id = :id AND fetched_at_ms IS NULL", now, kept.id) == 1;
}

std::vector<store::Access> of_person(db::Session& db, PersonId person, Instant before, audit::EventId before_id, int limit) {
  // Few are ever let out; whether she stood in one is asked of the one row of it where she would stand.
  const auto candidates = db.all<Candidate>(R"sql(
      SELECT e.id, e.at_ms, 'export', x.purpose, COALESCE(r.word, ''), COALESCE(o.name, ''), COALESCE(a.name, ''), COALESCE(o.id, 0),
             p.first_person, p.distances
        FROM full_exports x
        JOIN full_export_people p
          ON p.full_export_id = x.id
         AND p.first_person = (SELECT max(q.first_person) FROM full_export_people q
                                WHERE q.full_export_id = x.id AND q.first_person <= :person)
        JOIN audit_events e ON e.subject_id = x.id AND e.what = 'full_export'
        LEFT JOIN roles r ON r.id = e.role_id LEFT JOIN orgs o ON o.id = r.org_id LEFT JOIN accounts a ON a.id = e.actor
       WHERE x.fetched_at_ms IS NOT NULL AND p.last_person >= :person
         AND (e.at_ms < :before OR (e.at_ms = :before AND e.id < :before_id))
       ORDER BY e.at_ms DESC, e.id DESC LIMIT 1000)sql",
                                            person, before, before_id);
  std::vector<store::Access> found;
  for (const auto& one : candidates) {
    if (static_cast<int>(found.size()) == limit) break;
    if (holds(one, person)) found.push_back(one.access);
  }
  return found;
}

}  // namespace unionhall::members::full
