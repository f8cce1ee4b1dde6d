#include "hall/orgs/store.h"

#include "base/text.h"

namespace unionhall::orgs {

std::optional<Org> find(db::Session& db, OrgId id) {
  return db.first<Org>(R"sql(
      SELECT id, version, COALESCE(parent_id, 0), COALESCE(industry_parent_id, 0), path, code,
             name, short_name, level, kind, division, credit_code, founded_on, term_no, term_start_on, term_years, chair, phone,
             members_reported, employer, employer_code, employer_address, employer_nature, employer_economy, employer_industry, employees,
             postponed_until, state, source_id
        FROM orgs WHERE id = :id)sql",
                       id);
}

std::optional<OrgId> find_by_code(db::Session& db, std::string_view code) {
  const auto written = text::upper(code);
  if (const auto found = db.first<OrgId>("SELECT id FROM orgs WHERE code = :code AND state = 'active' ORDER BY id LIMIT 1", written)) {
    return found;
  }
  return db.first<OrgId>("SELECT id FROM orgs WHERE credit_code = :code AND state = 'active' ORDER BY id LIMIT 1", written);
}

std::optional<OrgId> find_by_name(db::Session& db, std::string_view name) {
  const auto found = db.all<OrgId>("SELECT id FROM orgs WHERE name = :name AND state = 'active' LIMIT 2", name);
  return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
}

std::string path_of(db::Session& db, OrgId id) { return db.first<std::string>("SELECT path FROM orgs WHERE id = :id", id).value_or(""); }

std::vector<Brief> children(db::Session& db, OrgId parent, std::string_view after, int limit, std::optional<Level> level) {
  const std::string_view wanted = level ? db::word(*level) : "";
  return db.all<Brief>(R"sql(
      SELECT o.id, o.path, o.name, o.level, o.kind, (SELECT COUNT(*) FROM orgs c WHERE c.parent_id = o.id AND c.state = 'active')
        FROM orgs o
       WHERE o.parent_id = :parent AND o.path > :after AND (:level = '' OR o.level = :level) AND o.state = 'active'
       ORDER BY o.path LIMIT :limit)sql",
                       parent, after, wanted, limit);
}

std::vector<Brief> within(db::Session& db, std::string_view path, std::string_view after, int limit, std::optional<Level> level) {
  const std::string_view wanted = level ? db::word(*level) : "";
  return db.all<Brief>(R"sql(
      SELECT o.id, o.path, o.name, o.level, o.kind, (SELECT COUNT(*) FROM orgs c WHERE c.parent_id = o.id AND c.state = 'active')
        FROM orgs o
       WHERE o.path >= :from AND o.path < :end AND o.path > :after AND (:level = '' OR o.level = :level) AND o.state = 'active'
       ORDER BY o.path LIMIT :limit)sql",
                       path, end_of_subtree(path), after, wanted, limit);
}

namespace store {

std::vector<Place> places(db::Session& db, const std::vector<OrgId>& ids) {
  return db.all<Place>("SELECT id, path, children_made FROM orgs WHERE id = ANY_OF(:ids) AND state = 'active' LIMIT 500", ids);
}

void touch(db::Session& db, const std::vector<OrgId>& ids) {
  db.exec("UPDATE orgs SET state = state WHERE id = ANY_OF(:ids) AND WRITES_MEET", ids);
}

std::int64_t count_roots(db::Session& db, std::int64_t region) {
  return db.first<std::int64_t>("SELECT COUNT(*) FROM orgs WHERE parent_id IS NULL AND region = :region", region).value_or(0);
}

void set_children_made(db::Session& db, OrgId id, std::int64_t number) {
  db.exec("UPDATE orgs SET children_made = :number WHERE id = :id", number, id);
}

namespace {

std::set<std::string> as_set(std::vector<std::string> words) {
  return {std::make_move_iterator(words.begin()), std::make_move_iterator(words.end())};
}

struct Named {
  OrgId parent;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Named, (), (parent, name))

struct Levelled {
  OrgId id;
  Level level = Level::base;
};
BOOST_DESCRIBE_STRUCT(Levelled, (), (id, level))

}  // namespace

std::set<std::string> codes_taken(db::Session& db, const db::Words& codes) {
  return as_set(db.all<std::string>("SELECT code FROM orgs WHERE code = ANY_OF(:codes) LIMIT 1000", codes));
}

std::set<std::string> credit_codes_taken(db::Session& db, const db::Words& codes) {
  return as_set(
      db.all<std::string>("SELECT credit_code FROM orgs WHERE credit_code = ANY_OF(:codes) AND state = 'active' LIMIT 1000", codes));
}

std::set<std::pair<OrgId, std::string>> names_taken(db::Session& db, const db::Words& names) {
  std::set<std::pair<OrgId, std::string>> taken;
  db.each<Named>(
      "SELECT COALESCE(parent_id, 0), name FROM orgs WHERE name = ANY_OF(:names) AND state = 'active'",
      [&](Named&& found) { taken.emplace(found.parent, std::move(found.name)); }, names);
  return taken;
}

namespace {

std::optional<OrgId> or_null(OrgId id) { return id ? std::optional(id) : std::nullopt; }

}  // namespace

bool insert(db::Session& db, std::int64_t region, const std::vector<Row>& rows, Instant now) {
  using Text = std::string_view;
  using Number = std::int64_t;
  using Day = std::optional<Date>;
  std::vector<std::tuple<OrgId, Number, std::optional<OrgId>, std::optional<OrgId>, Text, Number, Text, Text, Text, Text, Level, Text, Text,
                         std::optional<std::string>, Day, Number, Day, Number, Text, Text, std::optional<Number>, Text, Text, Text, Text,
                         Text, Text, std::optional<Number>, SourceId, Instant, Instant>>
      made;
  made.reserve(rows.size());
  for (const auto& r : rows) {
    const auto& f = r.facts;
    made.emplace_back(r.id, region, or_null(r.parent), or_null(r.industry_parent), r.path, r.children_made, r.code, f.name, f.short_name,
                      r.name_key, f.level, f.kind, f.division, f.credit_code, f.founded_on, f.term_no, f.term_start_on, f.term_years,
                      f.chair, f.phone, f.members_reported, f.employer, f.employer_code, f.employer_address, f.employer_nature,
                      f.employer_economy, f.employer_industry, f.employees, r.source, now, now);
  }
  return db.append_new("orgs",
                       "id, region, parent_id, industry_parent_id, path, children_made, code, name, short_name, name_key, level, kind, "
                       "division, credit_code, founded_on, term_no, term_start_on, term_years, chair, phone, members_reported, employer, "
                       "employer_code, employer_address, employer_nature, employer_economy, employer_industry, employees, source_id, "
                       "created_at_ms, updated_at_ms",
                       made) == static_cast<Number>(made.size());
}

bool update(db::Session& db, OrgId id, std::int64_t version, const Facts& f, std::string_view name_key, OrgId industry_parent,
            Instant now) {
  return db.exec(R"sql(
      UPDATE orgs
         SET version = version + 1, name = :name, short_name = :short_name, name_key = :name_key, level = :level, kind = :kind,
             division = :division, credit_code = :credit_code, founded_on = :founded_on, term_no = :term_no,
             term_start_on = :term_start, term_years = :term_years, chair = :chair, phone = :phone,
             members_reported = :members_reported, employer = :employer, employer_code = :employer_code,
             employer_address = :employer_address, employer_nature = :employer_nature, employer_economy = :employer_economy,
             employer_industry = :employer_industry, employees = :employees, industry_parent_id = :industry_parent,
             updated_at_ms = :now
       WHERE id = :id AND version = :version)sql",
                 f.name, f.short_name, name_key, f.level, f.kind, f.division, f.credit_code, f.founded_on, f.term_no, f.term_start_on,
                 f.term_years, f.chair, f.phone, f.members_reported, f.employer, f.employer_code, f.employer_address, f.employer_nature,
                 f.employer_economy, f.employer_industry, f.employees, or_null(industry_parent), now, id, version) == 1;
}

Instant written_at(db::Session& db, OrgId id) {
  return db.first<Instant>("SELECT updated_at_ms FROM orgs WHERE id = :id", id).value_or(Instant{});
}

void set_version(db::Session& db, OrgId id, std::int64_t version, Instant written_at) {
  db.exec("UPDATE orgs SET version = :version, updated_at_ms = :at WHERE id = :id", version, written_at, id);
}

bool in_use(db::Session& db, OrgId id) {
  return db
      .first<std::int64_t>(R"sql(
      SELECT 1 FROM orgs WHERE parent_id = :id OR industry_parent_id = :id
       UNION ALL SELECT 1 FROM roles WHERE org_id = :id AND until_ms IS NULL
       LIMIT 1)sql",
                           id)
      .has_value();
}

bool remove(db::Session& db, OrgId id, std::int64_t version) {
  return db.exec("DELETE FROM orgs WHERE id = :id AND version = :version", id, version) == 1;
}

void add_words(db::Session& db, const std::vector<Gram>& grams) { db.append("word_index", "kind, gram, subject_id", grams); }

void remove_words(db::Session& db, OrgId id, const std::vector<std::string>& grams) {
  db.exec("DELETE FROM word_index WHERE kind = 'org' AND gram = ANY_OF(:grams) AND subject_id = :id", db::Words{grams}, id);
}

// ── Moving ─────────────────────────────────────────────────────────────────────────────────────────────────────

std::int64_t longest_path(db::Session& db, std::string_view path) {
  return db.first<std::int64_t>("SELECT MAX(length(path)) FROM orgs WHERE path >= :from AND path < :end", path, end_of_subtree(path))
      .value_or(0);
}

std::int64_t rewrite_paths(db::Session& db, std::string_view from, std::string_view to) {
  return db.exec(R"sql(
      UPDATE orgs SET path = :to || substr(path, CAST(:kept_from AS INTEGER))
       WHERE path >= :from AND path < :end)sql",
                 to, static_cast<std::int64_t>(from.size() + 1), from, end_of_subtree(from));
}

void set_parent(db::Session& db, OrgId id, OrgId parent, Instant now) {
  db.exec("UPDATE orgs SET parent_id = :parent, version = version + 1, updated_at_ms = :now WHERE id = :id", parent, now, id);
}

void remember_move(db::Session& db, const Move& move, Instant now) {
  db.exec(R"sql(
      INSERT INTO org_moves (id, region, org_id, parent_from, parent_to, reason, by_account, at_ms)
      VALUES (:id, :region, :org, :from, :to, :reason, :by, :now))sql",
          move.id, move.region, move.org, or_null(move.from), move.to, move.reason, move.by ? std::optional(move.by) : std::nullopt, now);
}

// ── Deciding ───────────────────────────────────────────────────────────────────────────────────────────────────

bool postpone(db::Session& db, OrgId id, std::int64_t version, Date until, Instant now) {
  return db.exec(R"sql(
      UPDATE orgs SET postponed_until = :until, version = version + 1, updated_at_ms = :now
       WHERE id = :id AND version = :version)sql",
                 until, now, id, version) == 1;
}

bool dissolve(db::Session& db, OrgId id, std::int64_t version, Instant now) {
  return db.exec(R"sql(
      UPDATE orgs SET state = 'dissolved', version = version + 1, updated_at_ms = :now
       WHERE id = :id AND version = :version AND state = 'active')sql",
                 now, id, version) == 1;
}

std::int64_t count_led(db::Session& db, const Org& org) {
  return db
      .first<std::int64_t>(R"sql(
      SELECT (SELECT COUNT(*) FROM orgs WHERE path > :from AND path < :end AND state = 'active')
           + (SELECT COUNT(*) FROM orgs WHERE industry_parent_id = :id AND state = 'active' AND NOT (path > :from AND path < :end)))sql",
                           org.path, end_of_subtree(org.path), org.id)
      .value_or(0);
}

std::optional<Dissolution> dissolution(db::Session& db, OrgId id) {
  return db.first<Dissolution>("SELECT day, reason FROM org_decisions WHERE org_id = :id AND kind = 'dissolution' ORDER BY id DESC LIMIT 1",
                               id);
}

std::optional<Postponement> postponement(db::Session& db, OrgId id) {
  return db.first<Postponement>(R"sql(
      SELECT day, reason, by_account, at_ms FROM org_decisions
       WHERE org_id = :id AND kind = 'postponement' ORDER BY id DESC LIMIT 1)sql",
                                id);
}

void remember_decision(db::Session& db, const Decision& decision, Instant now) {
  db.exec(R"sql(
      INSERT INTO org_decisions (id, region, org_id, kind, day, reason, by_account, at_ms)
      VALUES (:id, :region, :org, :kind, :day, :reason, :by, :now))sql",
          decision.id, decision.region, decision.org, decision.kind, decision.day, decision.reason, decision.by, now);
}

// ── Finding ────────────────────────────────────────────────────────────────────────────────────────────────────

std::vector<Term> terms_from(db::Session& db, std::string_view path, std::string_view after, Date ahead, int limit) {
  constexpr int shortest_term = 3;  // 工会法 (2021) Art. 16
  const auto elected_by = ahead - std::chrono::years{shortest_term};
  const auto elected = elected_by.ok() ? elected_by : elected_by.year() / elected_by.month() / std::chrono::last;
  return db.all<Term>(R"sql(
      SELECT id, COALESCE(parent_id, 0), path, name, chair, term_start_on, term_years, postponed_until
        FROM orgs
       WHERE path >= :path AND path < :end AND path > :after AND state = 'active' AND term_years > 0 AND term_start_on <= :elected
       ORDER BY path LIMIT :limit)sql",
                      path, end_of_subtree(path), after, elected, limit);
}

std::vector<Term> known_terms(db::Session& db, OrgId org, int limit) {
  return db.all<Term>(R"sql(
      SELECT id, COALESCE(parent_id, 0), path, name, chair, term_start_on, term_years, postponed_until
        FROM orgs
       WHERE (id = :org OR parent_id = :org) AND state = 'active' AND term_years > 0 AND term_start_on IS NOT NULL
       ORDER BY path LIMIT :limit)sql",
                      org, limit);
}

std::vector<Brief> at_paths(db::Session& db, const db::Words& paths) {
  return db.all<Brief>("SELECT id, path, name, level, kind, 0 FROM orgs WHERE path = ANY_OF(:paths) ORDER BY path LIMIT 1000", paths);
}

std::vector<Brief> with_grams(db::Session& db, const std::vector<std::string>& grams, std::string_view within_path, int limit) {
  const auto gram = [&](std::size_t at) { return at < grams.size() ? std::string_view(grams[at]) : std::string_view(); };
  return db.all<Brief>(R"sql(
      SELECT o.id, o.path, o.name, o.level, o.kind, 0
        FROM word_index w JOIN orgs o ON o.id = w.subject_id
       WHERE w.kind = 'org' AND w.gram = :gram1
         AND (:gram2 = '' OR EXISTS (SELECT 1 FROM word_index x WHERE x.kind = 'org' AND x.gram = :gram2 AND x.subject_id = w.subject_id))
         AND (:gram3 = '' OR EXISTS (SELECT 1 FROM word_index x WHERE x.kind = 'org' AND x.gram = :gram3 AND x.subject_id = w.subject_id))
         AND (:gram4 = '' OR EXISTS (SELECT 1 FROM word_index x WHERE x.kind = 'org' AND x.gram = :gram4 AND x.subject_id = w.subject_id))
         AND o.path >= :from AND o.path < :end AND o.state = 'active'
       ORDER BY length(o.name), o.path LIMIT :limit)sql",
                       gram(0), gram(1), gram(2), gram(3), within_path, end_of_subtree(within_path), limit);
}

std::vector<Brief> beginning_with(db::Session& db, std::string_view name, std::string_view within_path, int limit) {
  const auto last = std::string(name) + "\U0010FFFF";
  return db.all<Brief>(R"sql(
      SELECT id, path, name, level, kind, 0 FROM orgs
       WHERE name >= :name AND name < :last AND path >= :from AND path < :end AND state = 'active'
       ORDER BY name, path LIMIT :limit)sql",
                       name, last, within_path, end_of_subtree(within_path), limit);
}

std::int64_t count_children(db::Session& db, OrgId id) {
  return db.first<std::int64_t>("SELECT COUNT(*) FROM orgs WHERE parent_id = :id AND state = 'active'", id).value_or(0);
}

std::string account_name(db::Session& db, AccountId account) {
  return db.first<std::string>("SELECT name FROM accounts WHERE id = :id", account).value_or("");
}

void each_level(db::Session& db, const std::function<void(OrgId, Level)>& on_union) {
  db.each<Levelled>("SELECT id, level FROM orgs WHERE state = 'active'", [&](Levelled&& found) { on_union(found.id, found.level); });
}

}  // namespace store
}  // namespace unionhall::orgs
