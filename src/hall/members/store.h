#pragma once
// The SQL of one member. Private to this room.
#include <boost/describe.hpp>

#include "hall/audit/audit.h"
#include "hall/members/members.h"

namespace unionhall::members::store {

/// A membership with everything that its page shows in one row.
struct Record {
  Member member;
  std::int64_t recorded_at_ms = 0;
  std::string org_path, org_name;
  std::int64_t led = 0;  // how many records are led to hers
  people::Person person;

  /// Of both rows: each only grows, so an equal sum means that neither was touched.
  std::int64_t version() const { return member.version + person.version - 1; }
};
BOOST_DESCRIBE_STRUCT(Record, (), (member, recorded_at_ms, org_path, org_name, led, person))

std::optional<Record> find(db::Session& db, MemberId id);
/// Her living membership, else the newest.
std::optional<Record> find_of_person(db::Session& db, PersonId person);

/// Fields of either row with a source of their own.
struct FieldSource {
  std::string field;
  sources::Source source;
};
BOOST_DESCRIBE_STRUCT(FieldSource, (), (field, source))
std::vector<FieldSource> field_sources(db::Session& db, MemberId member, PersonId person);

struct Event {
  Instant at;
  std::string what, field, value_from, value_to, cause, by_name;
  sources::Source source;
};
BOOST_DESCRIBE_STRUCT(Event, (), (at, what, field, value_from, value_to, cause, by_name, source))
/// Newest first, at most 100.
std::vector<Event> history(db::Session& db, MemberId member);

struct Double {
  MemberId id;
  OrgId org;
  std::string org_name, org_path, name;
  std::int64_t birth_month = 0;
};
BOOST_DESCRIBE_STRUCT(Double, (), (id, org, org_name, org_path, name, birth_month))
/// Living members of the same union with this name and month of birth, whom nobody called another person.
std::vector<Double> namesakes(db::Session& db, const Record& record);
/// Living members with this name, month of birth and one of these phones.
std::vector<Double> namesakes_by_phone(db::Session& db, const Record& record, const std::vector<people::PhoneKey>& phones);

/// That she has verified it, and how; false when somebody changed it meanwhile. Unlike change() it leaves alone what the list of her union
/// is ordered by, so that no page of that index is written.
bool mark_verified(db::Session& db, const Member& before, std::string_view method, Instant now);

bool alive_elsewhere(db::Session& db, PersonId person, MemberId but);
/// The name key of all her memberships.
void rename(db::Session& db, PersonId person, std::string_view name_key);

struct Scope {
  std::int64_t region = 0;
  std::string path, name;
};
BOOST_DESCRIBE_STRUCT(Scope, (), (region, path, name))
std::optional<Scope> scope_of(db::Session& db, OrgId org);

using RevealId = Id<struct Reveal>;
std::int64_t reveals_since(db::Session& db, AccountId account, Instant since);
void add_reveal(db::Session& db, std::int64_t region, RevealId id, AccountId account, MemberId member, std::string_view field,
                std::string_view purpose, const std::optional<std::string>& note_sealed, Instant now);

struct Access {
  audit::EventId id;
  Instant at;
  std::string what, detail, role, org_name, by_name;
  OrgId org;
};
BOOST_DESCRIBE_STRUCT(Access, (), (id, at, what, detail, role, org_name, by_name, org))
/// Looks at these people and reveals of their values, newest first, before an event and its moment.
std::vector<Access> accesses(db::Session& db, const std::vector<PersonId>& people, Instant before, audit::EventId before_id, int limit);

}  // namespace unionhall::members::store
