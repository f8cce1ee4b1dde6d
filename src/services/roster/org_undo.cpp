// An import of unions is taken back: those that it changed become what they were, those that it founded go, children
// before parents. What somebody changed since, or put something under, stays and is listed.
#include <algorithm>

#include "hall/members/members.h"
#include "services/roster/org_work.h"
#include "services/roster/row_image.h"

namespace unionhall::roster {
namespace {

using imports::Undone;

constexpr int undone_at_once = 200;

struct Touched {
  OrgId org;
  std::int64_t version_after = 0;
  std::string before;
  std::string path;  // empty: it is gone
};
BOOST_DESCRIBE_STRUCT(Touched, (), (org, version_after, before, path))

/// The deepest first, and of those under one parent the one that came last.
std::vector<Touched> touched(db::Session& db, imports::ImportId import) {
  return db.all<Touched>(R"sql(
      SELECT c.subject_id, c.version_after, c.before_sealed, COALESCE(o.path, '')
        FROM import_changes c LEFT JOIN orgs o ON o.id = c.subject_id
       WHERE c.import_id = :import AND c.subject_kind = 'org' AND c.kept = 0
       ORDER BY length(COALESCE(o.path, '')) DESC, COALESCE(o.path, '') DESC, c.subject_id LIMIT :limit)sql",
                         import, undone_at_once);
}

void forget_touched(db::Session& db, imports::ImportId import, OrgId org) {
  db.exec("DELETE FROM import_changes WHERE import_id = :import AND subject_kind = 'org' AND subject_id = :org", import, org);
}

void keep(db::Session& db, imports::ImportId import, OrgId org) {
  db.exec("UPDATE import_changes SET kept = 1, before_sealed = '' WHERE import_id = :import AND subject_kind = 'org' AND subject_id = :org",
          import, org);
}

/// False: it stays as it is.
bool take_back(db::Session& db, Hall& hall, const imports::Import& import, const Touched& org) {
  if (org.before.empty()) return !members::any_of_org(db, org.org) && orgs::remove_unused(db, hall, org.org, org.version_after);
  const auto now = orgs::find(db, org.org);
  if (!now || now->version != org.version_after) return false;
  return orgs::put_back(db, hall, org.org, org.version_after, back<orgs::Image>(json::parse(org.before)), import.source).has_value();
}

}  // namespace

void remember_org(db::Session& db, imports::ImportId import, OrgId org, std::int64_t version_after, const orgs::Image* before) {
  db.exec(R"sql(
      INSERT INTO import_changes (import_id, subject_kind, subject_id, version_after, before_sealed)
      VALUES (:import, 'org', :org, :version, :before) ON CONFLICT DO NOTHING)sql",
          import, org, version_after, before == nullptr ? std::string() : json::serialize(out(*before)));
}

void undo_orgs(Hall& hall, const imports::Import& import, const imports::OnUndone& on_undone, const std::function<bool()>& go_on) {
  while (go_on()) {
    const bool more = hall.db.write_in_background([&](db::Session& db) {
      const auto orgs = touched(db, import.id);
      Undone undone;
      for (const auto& org : orgs) {
        if (!take_back(db, hall, import, org)) {
          keep(db, import.id, org.org);
          ++undone.kept;
          continue;
        }
        forget_touched(db, import.id, org.org);
        ++(org.before.empty() ? undone.removed : undone.restored);
      }
      on_undone(db, undone);
      return !orgs.empty();
    });
    if (!more) return;
  }
}

}  // namespace unionhall::roster
