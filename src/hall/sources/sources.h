#pragma once
// Sources (数据来源): where a record comes from, and a field that differs from its record. "No water in these data" means
// that every fact can say who brought it and when.
#include <boost/describe.hpp>
#include <map>
#include <string>
#include <vector>

#include "hall/hall.h"

namespace unionhall::sources {

enum class Kind { import, officer, member, department, demo };
BOOST_DESCRIBE_ENUM(Kind, import, officer, member, department, demo)

struct Source {
  SourceId id;
  Kind kind = Kind::officer;
  std::optional<std::int64_t> import_id;
  std::string department;            // who collected it, where not a union
  std::optional<AccountId> account;  // the person, where it is one
  std::string label;                 // the batch, the department, or the name of the person
  Date recorded_on;
  std::string brought_by = {};  // of an import: the name of who brought it; empty for the command line
};
BOOST_DESCRIBE_STRUCT(Source, (), (id, kind, import_id, department, account, label, recorded_on, brought_by))

/// Records it in the caller's transaction.
void add(db::Session& db, std::int64_t region, const Source& source);

std::optional<Source> find(db::Session& db, SourceId id);
/// At most 500 at once.
std::map<SourceId, Source> find_all(db::Session& db, std::initializer_list<SourceId> ids);

/// A field of a record that has another source than the record.
void set_field(db::Session& db, std::int64_t subject, std::string_view field, SourceId source);
std::map<std::string, SourceId> fields_of(db::Session& db, std::int64_t subject);

/// Takes back what one source said about fields of a record; `before` are the sources of then.
void put_back_fields(db::Session& db, std::int64_t subject, SourceId source, const std::map<std::string, SourceId>& before);
/// The field comes from where its record comes from.
void forget_field(db::Session& db, std::int64_t subject, std::string_view field);
void forget_fields(db::Session& db, std::int64_t subject);

/// As the API's Source.
http::json::object to_json(const Source& source);

}  // namespace unionhall::sources
