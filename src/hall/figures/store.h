#pragma once
// SQL of the figures. Private to this folder.
#include "hall/access/access.h"
#include "hall/figures/figures.h"

namespace unionhall::figures {

struct Delta {
  std::int64_t id = 0;
  OrgId org;
  std::string figure;
  std::int64_t by = 0;
};
BOOST_DESCRIBE_STRUCT(Delta, (), (id, org, figure, by))

struct OrgLine {
  OrgId id;
  std::string name, level;
  std::int64_t child_count = 0;
};
BOOST_DESCRIBE_STRUCT(OrgLine, (), (id, name, level, child_count))

struct Stored {
  OrgId org;
  std::string figure;
  std::int64_t value = 0;
};
BOOST_DESCRIBE_STRUCT(Stored, (), (org, figure, value))

namespace store {

/// Until this transaction ends, others that take a turn wait, or begin again.
void take_turn(db::Session& db);
bool any_waiting(db::Session& db);
std::vector<Delta> waiting(db::Session& db, std::int64_t limit);
/// Throws db::Unavailable when one of them is gone.
void forget(db::Session& db, const std::vector<Delta>& deltas);
void add(db::Session& db, OrgId org, std::string_view figure, std::int64_t by);
void each(db::Session& db, const std::function<void(Stored&&)>& on_figure);

/// The ancestors of each org, in any order.
std::map<OrgId, std::vector<OrgId>> ancestors(db::Session& db, const std::vector<OrgId>& orgs);
/// Every org and its parent (0: none).
std::map<OrgId, OrgId> parents(db::Session& db);

std::optional<OrgLine> org(db::Session& db, OrgId id);
/// In tree order.
std::vector<OrgLine> children(db::Session& db, OrgId parent, int limit);

}  // namespace store
}  // namespace unionhall::figures
