#pragma once
// What `unionhall check` proves of a hall, while nobody writes: the audit chain is whole, the figures equal a recount, every
// sealed value opens where it stands, nobody has two living memberships, and no row has lost its other half (there are no
// foreign keys between tables with a region).
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "hall/hall.h"

namespace unionhall::app {

struct Finding {
  std::string what;  // "members without a person"
  std::int64_t count = 0;
  std::string example;  // an id; never a value
};

struct Report {
  std::int64_t audit_events = 0, sealed_values = 0, rules = 0;
  std::vector<Finding> findings;
  std::vector<std::string> under_old_keys;  // what waits for a rotation to come to it; nothing is wrong with that
};

/// `heads`: where the audit chain ended, hour by hour, as a file outside tells it (hall/audit/heads.h); empty: there is none.
Report check_hall(db::Database& db, const crypto::Keyring& keys, const std::function<void(std::string_view what)>& watch,
                  const std::filesystem::path& heads = {});

}  // namespace unionhall::app
