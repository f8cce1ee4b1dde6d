#include "hall/orgs/orgs.h"

namespace unionhall::orgs {

std::vector<OrgId> named(db::Session& db, std::string_view name, std::string_view within_path, int limit) {
  return db.all<OrgId>(R"sql(
      SELECT id FROM orgs
       WHERE name = :name AND state = 'active' AND path >= :path AND path < :end
       ORDER BY path LIMIT :limit)sql",
                       name, within_path, end_of_subtree(within_path), limit);
}

}  // namespace unionhall::orgs
