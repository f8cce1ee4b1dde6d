#pragma once
// A roster that somebody at a desk sends: kept sealed by the hall, imported, and left where it is. Private to this room.
#include "building.h"
#include "hall/imports/imports.h"
#include "roster_file.h"

namespace unionhall::demo {

class Sample {
 public:
  /// `name` is the workbook's; it is filled in by the union at `place` and sent by its county's registrar.
  Sample(Building& building, int place, std::string name)
      : building_(building),
        place_(place),
        name_(std::move(name)),
        path_(building.scratch / "sample.xlsx"),
        file_(path_, sheets::Format::xlsx, building.planned(place).facts.name) {}

  void add(const Row& row) { file_.add(row); }

  /// Seals and checks it. Somebody who built the city before may have sent it already: then that import.
  imports::Import send(std::string_view batch);

 private:
  Building& building_;
  const int place_;
  const std::string name_;
  const std::filesystem::path path_;
  RosterFile file_;
};

}  // namespace unionhall::demo
