#include "services/joining/store.h"

#include "hall/orgs/orgs.h"

namespace unionhall::joining::store {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const auto& word : words) all += (all.empty() ? "" : ",") + word;
  return all;
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const auto comma = std::min(text.find(','), text.size());
    words.emplace_back(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return words;
}

struct WaysRow {
  std::string takes, automatic;
};
BOOST_DESCRIBE_STRUCT(WaysRow, (), (takes, automatic))

}  // namespace

void insert(db::Session& db, std::int64_t region, cases::CaseId id, const Application& form, Instant now) {
  db.exec(R"sql(
      INSERT INTO joining_forms (id, region, name, id_type, id_sealed, phone_sealed, sex, birth_month, category, employer, channel_id, at_ms)
      VALUES (:id, :region, :name, :id_type, :id_sealed, :phone_sealed, :sex, :birth_month, :category, :employer, :channel, :at))sql",
          id, region, form.name, form.id_type, form.id_sealed, form.phone_sealed, form.sex, form.birth_month, form.category, form.employer,
          form.channel, now);
}

void correct(db::Session& db, cases::CaseId id, const Application& form) {
  db.exec(R"sql(
      UPDATE joining_forms
         SET name = :name, id_type = :id_type, id_sealed = :id_sealed, phone_sealed = :phone_sealed, sex = :sex, birth_month = :birth_month,
             category = :category, employer = :employer
       WHERE id = :id)sql",
          form.name, form.id_type, form.id_sealed, form.phone_sealed, form.sex, form.birth_month, form.category, form.employer, id);
}

std::optional<Application> find(db::Session& db, cases::CaseId id) {
  return db.first<Application>(R"sql(
      SELECT name, id_type, id_sealed, phone_sealed, sex, birth_month, category, employer, channel_id, member_id
        FROM joining_forms WHERE id = :id)sql",
                               id);
}

void set_member(db::Session& db, cases::CaseId id, MemberId member) {
  db.exec("UPDATE joining_forms SET member_id = :member WHERE id = :id", member, id);
}

bool claim(db::Session& db, const people::DocumentKey& key, cases::CaseId id) {
  return db.exec(R"sql(
      INSERT INTO joining_claims (kind, key_no, digest, case_id) VALUES (:kind, :key_no, :digest, :case) ON CONFLICT DO NOTHING)sql",
                 key.kind, key.key_no, key.digest, id) == 1;
}

std::optional<cases::CaseId> claimed_by(db::Session& db, const people::DocumentKey& key) {
  return db.first<cases::CaseId>("SELECT case_id FROM joining_claims WHERE kind = :kind AND key_no = :key_no AND digest = :digest",
                                 key.kind, key.key_no, key.digest);
}

void give_claim_back(db::Session& db, cases::CaseId id) { db.exec("DELETE FROM joining_claims WHERE case_id = :case", id); }

// ── Channels ───────────────────────────────────────────────────────────────────────────────────────────────────

bool insert_channel(db::Session& db, std::int64_t region, const Channel& channel, AccountId by, Instant now) {
  return db.exec(R"sql(
      INSERT INTO joining_channels (id, region, code, kind, name, org_id, category, made_by, at_ms)
      VALUES (:id, :region, :code, :kind, :name, :org, :category, :by, :at)
          ON CONFLICT DO NOTHING)sql",
                 channel.id, region, channel.code, channel.kind, channel.name, channel.org, channel.category, by, now) == 1;
}

std::optional<Channel> find_channel(db::Session& db, std::string_view code) {
  return db.first<Channel>("SELECT id, code, kind, name, org_id, category, closed_at_ms FROM joining_channels WHERE code = :code", code);
}

std::optional<Channel> find_channel(db::Session& db, ChannelId id) {
  return db.first<Channel>("SELECT id, code, kind, name, org_id, category, closed_at_ms FROM joining_channels WHERE id = :id", id);
}

bool close_channel(db::Session& db, ChannelId id, Instant now) {
  return db.exec("UPDATE joining_channels SET closed_at_ms = :now WHERE id = :id AND closed_at_ms IS NULL", now, id) == 1;
}

std::vector<Counted> channels(db::Session& db, std::string_view path, ChannelId before, int limit) {
  return db.all<Counted>(R"sql(
      SELECT c.id, c.code, c.kind, c.name, c.org_id, c.category, c.closed_at_ms, o.name,
             (SELECT count(*) FROM joining_forms f WHERE f.channel_id = c.id),
             (SELECT count(*) FROM joining_forms f WHERE f.channel_id = c.id AND f.member_id IS NOT NULL)
        FROM joining_channels c JOIN orgs o ON o.id = c.org_id
       WHERE o.path >= :from_path AND o.path < :end_path AND c.id < :before
       ORDER BY c.id DESC LIMIT :limit)sql",
                         path, std::string(path) + '~', before, limit);
}

std::vector<Shown> open_channels(db::Session& db, std::string_view path, int limit) {
  return db.all<Shown>(R"sql(
      SELECT c.id, c.code, c.kind, c.name, c.org_id, c.category, c.closed_at_ms, o.name
        FROM joining_channels c JOIN orgs o ON o.id = c.org_id
       WHERE o.path >= :from_path AND o.path < :end_path AND c.closed_at_ms IS NULL
       ORDER BY o.path, c.id LIMIT :limit)sql",
                       path, std::string(path) + '~', limit);
}

// ── Unions ─────────────────────────────────────────────────────────────────────────────────────────────────────

Ways ways_of(db::Session& db, OrgId org) {
  const auto row = db.first<WaysRow>("SELECT takes, automatic FROM joining_ways WHERE org_id = :org", org);
  return row ? Ways{split(row->takes), split(row->automatic)} : Ways{};
}

void set_ways(db::Session& db, OrgId org, const Ways& ways, AccountId by, Instant now) {
  db.exec(R"sql(
      INSERT INTO joining_ways (org_id, takes, automatic, by_account, at_ms) VALUES (:org, :takes, :automatic, :by, :at)
          ON CONFLICT (org_id) DO UPDATE
              SET takes = excluded.takes, automatic = excluded.automatic, by_account = excluded.by_account, at_ms = excluded.at_ms)sql",
          org, joined(ways.takes), joined(ways.automatic), by, now);
}

std::vector<Place> taking(db::Session& db, const Where& where, std::string_view category, int limit) {
  return db.all<Place>(R"sql(
      SELECT o.id, o.path, o.name, o.level, w.takes
        FROM joining_ways w JOIN orgs o ON o.id = w.org_id
       WHERE o.state = 'active' AND ',' || w.takes || ',' LIKE '%,' || :category || ',%'
         AND ((:division <> '' AND substr(o.division, 1, 6) = :division) OR (:path <> '' AND o.path >= :path AND o.path < :end))
       ORDER BY o.path LIMIT :limit)sql",
                       category, where.division, where.county_path, orgs::end_of_subtree(where.county_path), limit);
}

std::vector<Place> of_levels(db::Session& db, std::string_view division, const db::Words& levels, int limit) {
  return db.all<Place>(R"sql(
      SELECT o.id, o.path, o.name, o.level, ''
        FROM orgs o JOIN orgs county ON county.level = 'county' AND substr(county.division, 1, 6) = :division AND county.state = 'active'
       WHERE o.path >= county.path AND o.path < county.path || '~' AND o.state = 'active' AND o.level = ANY_OF(:levels)
       ORDER BY o.path LIMIT :limit)sql",
                       division, levels, limit);
}

std::vector<Place> below(db::Session& db, std::string_view path, const db::Words& levels, int limit) {
  return db.all<Place>(R"sql(
      SELECT id, path, name, level, '' FROM orgs
       WHERE path >= :path AND path < :end AND state = 'active' AND level = ANY_OF(:levels)
       ORDER BY path LIMIT :limit)sql",
                       path, orgs::end_of_subtree(path), levels, limit);
}

std::optional<Place> root(db::Session& db) {
  return db.first<Place>("SELECT id, path, name, level, '' FROM orgs WHERE parent_id IS NULL AND state = 'active' ORDER BY path LIMIT 1");
}

}  // namespace unionhall::joining::store
