#pragma once
// SQL of areas. Private to this folder.
#include "services/stations/coverage/coverage.h"

namespace unionhall::stations::coverage::store {

std::optional<Area> find(db::Session& db, AreaId id);
std::int64_t count(db::Session& db);
void insert(db::Session& db, std::int64_t region, const Area& area, std::optional<AccountId> by, Instant now);
/// False: it is gone, or of another version.
bool update(db::Session& db, const Area& area, std::optional<AccountId> by, Instant now);
bool remove(db::Session& db, AreaId id);

struct Line {
  Area area;
  std::string org_name;
};
BOOST_DESCRIBE_STRUCT(Line, (), (area, org_name))
/// Of the subtree at `path`, the oldest first.
std::vector<Line> lines(db::Session& db, std::string_view path);
/// Every station that is open, whoever keeps it.
std::vector<Open> open_stations(db::Session& db);

}  // namespace unionhall::stations::coverage::store
