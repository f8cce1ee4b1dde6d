#pragma once
// One station on record twice (疑似重复). Two are asked about that stand within 50 m of each other, or within 500 m where they have the
// same name, partner or phone beside it. Whoever keeps one of them closes one, or says that they are two. Private to this folder.
#include "services/stations/keeping/keeping.h"

namespace unionhall::stations::keeping {

constexpr double alike_within_m = 500;

/// What may be one with another.
struct Suspect {
  StationId id;
  std::string name, partner, phone;
  Place place;
  std::string keeper_path;
};
BOOST_DESCRIBE_STRUCT(Suspect, (), (id, name, partner, phone, place, keeper_path))

struct Pair {
  StationId first, second;  // the older first
  double distance_m = 0;
  bool same_name = false, same_partner = false, same_phone = false;
};

/// What makes a name differ from the next one: "人民路邮政工会驿站" and "人民路 邮政驿站" are both "人民路邮政". Empty: nothing does.
std::string distinctive(std::string_view name);

/// Pairs of which one at least is kept in the subtree at `path`, the nearest to each other first. Pure.
std::vector<Pair> pairs(std::vector<Suspect> all, std::string_view path);

void mount_doubles(http::Router& route, Hall& hall);

}  // namespace unionhall::stations::keeping
