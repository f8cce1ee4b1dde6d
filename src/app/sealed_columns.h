#pragma once
// Every column that holds sealed values. What is proved, sealed anew and counted goes by this one list, and a test holds it
// to the schema.
#include <string_view>
#include <vector>

#include "hall/hall.h"

namespace unionhall::app {

struct SealedColumn {
  std::string_view what, table, column, id;
  std::string_view only = "1 = 1";  // which rows hold a sealed value there
};

const std::vector<SealedColumn>& sealed_columns();

/// Where a value of this column stands.
inline crypto::Place place_of(const SealedColumn& column, std::int64_t row) { return {column.table, column.column, row}; }

/// What is still under a key.
struct Use {
  std::string what;
  std::int64_t count = 0;
};
/// What a rotation does not take away by itself: documents that no record holds any more, and recovery codes from
/// before they went without a key.
constexpr std::string_view of_documents = "digests of documents", of_recovery_codes = "recovery codes that nobody has used";
std::vector<Use> uses_of_key(db::Session& db, int number);

}  // namespace unionhall::app
