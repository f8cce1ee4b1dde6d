#pragma once
// The SQL of merges. Private to this room.
#include "hall/members/merging.h"

namespace unionhall::members::merging::store {

struct Row {
  MergeId id;
  PersonId stands, led;
  MemberId member_stands, member_led;
  std::string fields;
  std::optional<std::string> before_sealed;
  std::optional<MemberId> ended;
  std::int64_t ended_version = 0;
  std::string ended_from;
  AccountId by;
  Instant at;
  std::optional<Instant> undone_at;
};
BOOST_DESCRIBE_STRUCT(Row, (),
                      (id, stands, led, member_stands, member_led, fields, before_sealed, ended, ended_version, ended_from, by, at,
                       undone_at))

void insert(db::Session& db, std::int64_t region, const Row& merge);
std::optional<Row> find(db::Session& db, MergeId id);
/// Whether she who stands was joined with nobody since.
bool is_latest(db::Session& db, const Row& merge);
/// False when it was undone meanwhile.
bool mark_undone(db::Session& db, MergeId id, AccountId by, Instant at);
/// Everybody who was led to this person before she was led herself.
std::vector<PersonId> led_before(db::Session& db, PersonId person);
/// At most 500; how many.
std::int64_t forget_before(db::Session& db, Instant before);

}  // namespace unionhall::members::merging::store
