#pragma once
// Standing in (代办): an officer who is away lends her role to a colleague from one day to another, so that what waits for her is
// done. The colleague works at the same union, above it or below it, and acts under her own name; the role ends by itself.
//
//   said ──► the first day: the role is lent ──► the last day is over, or either of them ends it
#include "hall/accounts/accounts.h"
#include "hall/hall.h"

namespace unionhall::cases::stand_ins {

using StandInId = Id<struct StandInTag>;

struct StandIn {
  StandInId id;
  std::int64_t region = 0;
  access::RoleId role;  // of whoever is away
  AccountId away, account;
  Instant from, until;
  std::optional<access::RoleId> given;  // once it has begun
  Instant said_at;
};
BOOST_DESCRIBE_STRUCT(StandIn, (), (id, region, role, away, account, from, until, given, said_at))

/// Begins and ends what the time has brought; how many.
int turn(Hall& hall);

void add_words();
void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::cases::stand_ins
