#pragma once
// The SQL of lists with whole numbers. Private to this room.
#include "hall/members/exports.h"
#include "hall/members/full_exports.h"
#include "hall/members/store.h"

namespace unionhall::members::full {

struct Kept {
  std::int64_t id = 0, export_id = 0;
  AccountId account;
  access::RoleId role;
  OrgId org;
  std::string number, fields, purpose;
  Date use_by;
  std::string mark;
  Instant at;
  std::optional<Instant> fetched_at;

  bool whole(std::string_view field) const { return fields.find(field) != std::string::npos; }
};
BOOST_DESCRIBE_STRUCT(Kept, (), (id, export_id, account, role, org, number, fields, purpose, use_by, mark, at, fetched_at))

void insert(db::Session& db, std::int64_t region, const Kept& kept);
/// Of a file that was asked for; nothing: it is a masked one.
std::optional<Kept> of_export(db::Session& db, exports::ExportId id);
/// Who asked, and as what: for the mark.
struct Asker {
  std::string name, org_name;
  access::RoleWord role = access::RoleWord::member;
};
BOOST_DESCRIBE_STRUCT(Asker, (), (name, org_name, role))
Asker asker(db::Session& db, const Kept& kept);

/// Remembers who stands in it, in place of what an earlier try wrote. `people` in rising order, each once.
void remember(db::Session& db, std::int64_t id, const std::vector<PersonId>& people);
/// Nobody fetched it, and nobody will.
void forget_unfetched(db::Session& db, exports::ExportId id);
/// False when it was fetched before, or its day is over. The file is the caller's to remove.
bool fetch(db::Session& db, const Kept& kept, files::FileId file, Instant now);

/// Those in which she stood and which were fetched, newest first, before an event and its moment.
std::vector<store::Access> of_person(db::Session& db, PersonId person, Instant before, audit::EventId before_id, int limit);

}  // namespace unionhall::members::full
