#pragma once
// The few words that the engines spell differently. Our SQL is one for both; these functions write it in an
// engine's way. Private to src/db.
//
//   ours                    SQLite                                    PostgreSQL
//   :name                   :name                                     $1, with the type of the bound value
//   x = ANY_OF(:list)       x IN (SELECT value FROM json_each(:list)) x = ANY(ARRAY(…))
//   WRITES_MEET             FALSE                                     TRUE: other writes run beside this one
//   id ROW_ID               INTEGER PRIMARY KEY                       BIGINT NOT NULL, with a key at the table's end
//   CREATE TABLE … CLUSTERED   WITHOUT ROWID                          (nothing)
#include <string>
#include <string_view>
#include <vector>

#include "db/value.h"

namespace unionhall::db {

std::string for_sqlite(std::string_view sql);

/// `kinds` has one entry for each name, in the order in which the names first appear.
std::string for_postgresql(std::string_view sql, const std::vector<Kind>& kinds);

/// How many different names a statement has.
std::size_t count_parameters(std::string_view sql);

std::string define_for_sqlite(std::string_view statement);
std::string define_for_postgresql(std::string_view statement);

/// A file of statements, cut at each `;` that ends one; what holds comments alone is dropped.
std::vector<std::string_view> statements_of(std::string_view file);

/// A list as JSON, which both engines can unpack.
std::string json_of(const Numbers& numbers);
std::string json_of(const Words& words);

}  // namespace unionhall::db
