// What the figures of members are, counted from the rows.
#include <fmt/format.h>

#include "hall/members/members.h"

namespace unionhall::members {
namespace {

struct Group {
  OrgId org;
  std::string word;
  std::int64_t members = 0;
};
BOOST_DESCRIBE_STRUCT(Group, (), (org, word, members))

using Emit = std::function<void(OrgId, std::string_view, std::int64_t)>;

void each_group(db::Session& db, std::string_view sql, std::string_view prefix, const Emit& emit) {
  db.each<Group>(sql, [&](Group&& group) { emit(group.org, fmt::format("{}{}", prefix, group.word), group.members); });
}

void recount_members(db::Session& db, const Emit& emit) {
  each_group(db, R"sql(
      SELECT org_id, 'members', count(*) FROM members WHERE status IN ('active', 'transferring', 'retained') GROUP BY org_id)sql",
             "", emit);
  each_group(db, "SELECT org_id, status, count(*) FROM members GROUP BY org_id, status", "members.status.", emit);
  each_group(db, R"sql(
      SELECT org_id, category, count(*) FROM members
       WHERE status IN ('active', 'transferring', 'retained') AND category <> '' GROUP BY org_id, category)sql",
             "members.category.", emit);
  each_group(db, R"sql(
      SELECT m.org_id, p.sex, count(*) FROM members m JOIN people p ON p.id = m.person_id
       WHERE m.status IN ('active', 'transferring', 'retained') GROUP BY m.org_id, p.sex)sql",
             "members.sex.", emit);
  each_group(db, R"sql(
      SELECT m.org_id, CAST(p.birth_month / 100 AS TEXT), count(*) FROM members m JOIN people p ON p.id = m.person_id
       WHERE m.status IN ('active', 'transferring', 'retained') GROUP BY m.org_id, p.birth_month / 100)sql",
             "members.born.", emit);
}

void recount_verified(db::Session& db, const Emit& emit) {
  each_group(db, R"sql(
      SELECT org_id, 'verified', count(*) FROM members
       WHERE status IN ('active', 'transferring', 'retained') AND verified_method <> '' GROUP BY org_id)sql",
             "", emit);
  each_group(db, R"sql(
      SELECT org_id, verified_method, count(*) FROM members
       WHERE status IN ('active', 'transferring', 'retained') AND verified_method <> '' GROUP BY org_id, verified_method)sql",
             "verified.method.", emit);
}

}  // namespace

void offer_figures() {
  figures::owned_by("members", recount_members);
  figures::owned_by("verified", recount_verified);
}

}  // namespace unionhall::members
