#include "app/unions.h"

#include <fmt/format.h>

#include "app/site.h"

namespace unionhall::app {

orgs::Org union_by_code(db::Database& db, std::string_view code) {
  auto found = db.read([&](db::Session& s) -> std::optional<orgs::Org> {
    const auto id = orgs::find_by_code(s, code);
    return id ? orgs::find(s, *id) : std::nullopt;
  });
  if (!found) throw NotDone(fmt::format("There is no union with the code {}.", code));
  return *std::move(found);
}

std::optional<orgs::Org> root_union(db::Database& db) {
  return db.read([](db::Session& s) -> std::optional<orgs::Org> {
    const auto id = s.first<OrgId>("SELECT id FROM orgs WHERE parent_id IS NULL ORDER BY path LIMIT 1");
    return id ? orgs::find(s, *id) : std::nullopt;
  });
}

orgs::Org union_or_root(db::Database& db, std::string_view code) {
  if (!code.empty()) return union_by_code(db, code);
  auto root = root_union(db);
  if (!root) throw NotDone("This hall has no union yet. Begin with `unionhall import orgs FILE --root NAME`.");
  return *std::move(root);
}

}  // namespace unionhall::app
