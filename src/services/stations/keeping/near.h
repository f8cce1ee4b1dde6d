#pragma once
// What lies around a place, from the database: a square first, by the index over places, then metres. Private to this folder.
#include "services/stations/store.h"

namespace unionhall::stations::keeping {

struct Near {
  StationId id;
  std::string code, name;
  Place place;
  State state = State::open;
};
BOOST_DESCRIBE_STRUCT(Near, (), (id, code, name, place, state))

/// Not closed, and within `metres` of it, the nearest first.
std::vector<Near> near(db::Session& db, const Place& place, double metres);

}  // namespace unionhall::stations::keeping
