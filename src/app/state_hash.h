#pragma once
// The state hash: SM3 over the business rows in the order of their keys, with sealed values opened. Two halls that know the
// same have the same hash, whatever engine, keys or history brought them there.
//
// Not in it: who signed in and what was sent, the audit trail, figures and search words (made from the rows), import history,
// and what the engine counts for itself.
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/crypto.h"
#include "db/database.h"

namespace unionhall::app {

struct HashedTable {
  std::string_view name, key;             // "people", "id"
  std::vector<std::string_view> columns;  // the first is the row's id where a column is sealed
  std::vector<std::string_view> sealed = {};
  std::string_view only = "";  // a condition
};
const std::vector<HashedTable>& hashed_tables();
/// The tables that are left out, each on purpose.
const std::vector<std::string_view>& unhashed_tables();

/// In hex. Throws std::runtime_error where a sealed value does not open.
std::string state_hash(db::Database& db, const crypto::Keyring& keys, const std::function<void(std::string_view table)>& watch);

}  // namespace unionhall::app
