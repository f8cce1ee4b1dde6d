#pragma once
// Keeping many stations (管理): tables and maps that come in and go out.
//
//   a table (xlsx, csv) ──► hall/imports ──► stations, open unless it says otherwise; undone within 30 days
//   a GeoJSON of points ──► the same, by a table made of it
//   doubles.h               two on record that may be one
//
// A row is the station that has its code, or that has its name and lies within 50 m; then it changes what it says. Another one within
// 50 m is said, since two signs at one door are mostly one.
#include "hall/imports/imports.h"
#include "services/stations/store.h"

namespace unionhall::stations::keeping {

constexpr double same_place_m = 50;

/// Makes the kind known to hall/imports, with the words for what can be wrong with a row.
void offer();
void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::stations::keeping
