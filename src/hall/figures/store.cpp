#include "hall/figures/store.h"

namespace unionhall::figures {

void record(db::Session& db, Hall& hall, const Deltas& deltas) {
  std::vector<std::tuple<std::int64_t, std::int64_t, OrgId, std::string_view, std::int64_t>> rows;
  for (const auto& [key, by] : deltas.values()) {
    if (by != 0) rows.emplace_back(hall.ids.next<struct FigureDelta>().value, hall.ids.region(), key.org, key.figure, by);
  }
  if (!rows.empty()) db.append("figure_deltas", "id, region, org_id, figure, delta", rows);
}

std::map<std::string, std::int64_t> of(db::Session& db, OrgId org) {
  std::map<std::string, std::int64_t> values;
  for (auto& row : db.all<Stored>("SELECT org_id, figure, value FROM figures WHERE org_id = :org ORDER BY figure LIMIT 2000", org)) {
    values.emplace(std::move(row.figure), row.value);
  }
  return values;
}

std::map<OrgId, std::map<std::string, std::int64_t>> of(db::Session& db, const std::vector<OrgId>& orgs,
                                                        const std::vector<std::string>& figures) {
  std::map<OrgId, std::map<std::string, std::int64_t>> values;
  for (const auto& org : orgs) {
    for (const auto& figure : figures) values[org][figure] = 0;
  }
  for (auto& row : db.all<Stored>(R"sql(
      SELECT org_id, figure, value FROM figures
       WHERE org_id = ANY_OF(:orgs) AND figure = ANY_OF(:figures) LIMIT 20000)sql",
                                  orgs, db::Words{figures})) {
    values[row.org][row.figure] = row.value;
  }
  return values;
}

namespace store {

void take_turn(db::Session& db) {
  db.exec(R"sql(
      INSERT INTO figure_turns (name, taken) VALUES ('fold', 1)
          ON CONFLICT (name) DO UPDATE SET taken = figure_turns.taken + 1)sql");
}

bool any_waiting(db::Session& db) { return db.first<std::int64_t>("SELECT 1 FROM figure_deltas LIMIT 1").has_value(); }

std::vector<Delta> waiting(db::Session& db, std::int64_t limit) {
  return db.all<Delta>("SELECT id, org_id, figure, delta FROM figure_deltas ORDER BY id LIMIT :limit", limit);
}

// By their ids: one with a smaller id may have been committed meanwhile, and was not counted.
void forget(db::Session& db, const std::vector<Delta>& deltas) {
  db::Numbers ids;
  for (const auto& delta : deltas) ids.values.push_back(delta.id);
  const auto gone = db.exec("DELETE FROM figure_deltas WHERE id = ANY_OF(:ids)", ids);
  if (gone != static_cast<std::int64_t>(deltas.size())) throw db::Unavailable("another process folded the same figures");
}

void add(db::Session& db, OrgId org, std::string_view figure, std::int64_t by) {
  db.exec(R"sql(
      INSERT INTO figures (org_id, figure, value) VALUES (:org, :figure, :by)
          ON CONFLICT (org_id, figure) DO UPDATE SET value = figures.value + excluded.value)sql",
          org, figure, by);
}

void each(db::Session& db, const std::function<void(Stored&&)>& on_figure) {
  db.each<Stored>("SELECT org_id, figure, value FROM figures ORDER BY org_id, figure", on_figure);
}

namespace {

struct Step {
  OrgId org, above;
};
BOOST_DESCRIBE_STRUCT(Step, (), (org, above))

}  // namespace

std::map<OrgId, std::vector<OrgId>> ancestors(db::Session& db, const std::vector<OrgId>& orgs) {
  std::map<OrgId, std::vector<OrgId>> found;
  for (const auto& org : orgs) found[org];
  db.each<Step>(R"sql(
      WITH RECURSIVE up (org, above) AS (
          SELECT id, parent_id FROM orgs WHERE id = ANY_OF(:orgs) AND parent_id IS NOT NULL
          UNION ALL
          SELECT up.org, o.parent_id FROM up JOIN orgs o ON o.id = up.above WHERE o.parent_id IS NOT NULL)
      SELECT org, above FROM up)sql",
                [&](Step&& step) { found[step.org].push_back(step.above); }, orgs);
  return found;
}

std::map<OrgId, OrgId> parents(db::Session& db) {
  std::map<OrgId, OrgId> found;
  db.each<Step>("SELECT id, COALESCE(parent_id, 0) FROM orgs", [&](Step&& step) { found[step.org] = step.above; });
  return found;
}

std::optional<OrgLine> org(db::Session& db, OrgId id) {
  return db.first<OrgLine>(R"sql(
      SELECT o.id, o.name, o.level, (SELECT COUNT(*) FROM orgs c WHERE c.parent_id = o.id AND c.state = 'active')
        FROM orgs o WHERE o.id = :id)sql",
                           id);
}

std::vector<OrgLine> children(db::Session& db, OrgId parent, int limit) {
  return db.all<OrgLine>(R"sql(
      SELECT o.id, o.name, o.level, (SELECT COUNT(*) FROM orgs c WHERE c.parent_id = o.id AND c.state = 'active')
        FROM orgs o WHERE o.parent_id = :parent AND o.state = 'active'
       ORDER BY o.path LIMIT :limit)sql",
                         parent, limit);
}

}  // namespace store
}  // namespace unionhall::figures
