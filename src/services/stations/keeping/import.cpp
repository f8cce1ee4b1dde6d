// A table of stations on its way in, row by row, and back out again.
#include <map>
#include <set>
#include <utility>

#include "base/names.h"
#include "base/text.h"
#include "hall/imports/row_by_row.h"
#include "hall/orgs/orgs.h"
#include "services/stations/keeping/geojson.h"
#include "services/stations/keeping/import_store.h"
#include "services/stations/keeping/keeping.h"
#include "services/stations/keeping/near.h"
#include "services/stations/keeping/table.h"
#include "services/stations/keeping/words.h"

namespace unionhall::stations::keeping {
namespace {

using imports::Fate;
using imports::Outcome;
using imports::Undone;

constexpr double moved_m = 0.5;

struct Line {
  Read read;
  StationId id;                   // the new one's, or the one it is
  std::optional<Station> before;  // what it changes
  SealedPeople people;
};

class StationSlice final : public imports::RowByRow {
 public:
  StationSlice(Hall& hall, const imports::Task& task, std::set<std::pair<std::string, std::string>>& seen,
               const std::vector<imports::Row>& rows)
      : RowByRow(hall, task) {
    for (const auto& row : rows) {
      auto made = read(row.values);
      const bool fits = add_row(row.number, std::exchange(made.remarks, {}));
      lines_.push_back({.read = std::move(made), .id = {}, .before = {}, .people = {}});
      if (!fits) continue;
      const auto i = lines_.size() - 1;
      auto& facts = lines_[i].read.facts;
      if (!seen.emplace(facts.name, std::to_string(facts.place.lng_e7) + "," + std::to_string(facts.place.lat_e7)).second) {
        refuse(i, {.column = static_cast<int>(Column::name), .code = "station_twice"});
      } else {
        facts.keeper = union_named(i, static_cast<int>(Column::keeper), lines_[i].read.keeper);
      }
    }
    StationSlice::decide_rows(0, lines_.size());
  }

  void prepare(std::span<const std::int64_t> ids) override {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      auto& line = lines_[i];
      if (!good(i)) continue;
      if (!line.before) line.id = StationId{ids[2 * i]};
      line.people = sealed(hall_, line.id, line.before ? line.read.over(opened(hall_, *line.before)) : line.read.people);
    }
  }

  bool write(db::Session& db, std::size_t from, std::size_t to) override {
    for (auto i = from; i < to; ++i) {
      if (verdicts_[i].fate == Fate::fresh && !add_line(db, lines_[i])) return false;
      if (verdicts_[i].fate == Fate::changed && !change_line(db, lines_[i])) return false;
    }
    return true;
  }

 private:
  void decide_rows(std::size_t from, std::size_t to) override {
    hall_.db.snapshot([&](db::Session& db) {
      for (auto i = from; i < to; ++i) {
        if (good(i)) decide_one(db, i);
      }
    });
  }

  void decide_one(db::Session& db, std::size_t i) {
    auto& line = lines_[i];
    line.before.reset();
    if (!line.read.code.empty()) line.before = stations::store::find_code(db, line.read.code);
    const auto around = near(db, line.read.facts.place, same_place_m);
    for (const auto& one : around) {
      if (!line.before && one.name == line.read.facts.name) line.before = stations::find(db, one.id);
    }
    if (line.before && !orgs::path_of(db, line.before->facts.keeper).starts_with(task_.org_path)) {
      return refuse(i, {.column = static_cast<int>(Column::code), .code = "station_kept_by_others"});
    }
    if (line.before) {
      line.id = line.before->id;
      verdicts_[i].fate = says_the_same(line) ? Fate::same : Fate::changed;
      return;
    }
    verdicts_[i].fate = Fate::fresh;
    if (around.empty() || std::ranges::any_of(verdicts_[i].remarks, [](const auto& one) { return one.code == "station_near_another"; }))
      return;
    verdicts_[i].remarks.push_back({.column = static_cast<int>(Column::name),
                                    .code = "station_near_another",
                                    .outcome = Outcome::warning,
                                    .topic = imports::Topic::double_or_transfer,
                                    .params = {{"name", around.front().name}, {"code", around.front().code}}});
  }

  /// What the row makes of the station that it is.
  Facts facts_after(const Line& line) const {
    auto facts = line.read.over(line.before->facts);
    // Coordinates that went through another map's system come back a hair beside.
    if (geo::metres(line.before->facts.place.point(), facts.place.point()) < moved_m) facts.place = line.before->facts.place;
    return facts;
  }
  bool says_the_same(const Line& line) const {
    const auto people = opened(hall_, *line.before), after = line.read.over(people);
    return facts_after(line) == line.before->facts && after == people;
  }

  bool add_line(db::Session& db, const Line& line) {
    const NewStation made{.id = line.id, .facts = line.read.facts, .people = line.people, .state = line.read.state};
    if (!add(db, hall_, made, {}, task_.now)) return false;
    import_store::remember(db, task_.id, line.id, 1, "");
    return true;
  }

  bool change_line(db::Session& db, const Line& line) {
    if (!change(db, hall_, *line.before, facts_after(line), line.people, {}, task_.now)) return false;
    import_store::remember(db, task_.id, line.id, line.before->version + 1,
                           import_store::image(hall_, line.id, line.before->facts, opened(hall_, *line.before)));
    return true;
  }

  std::vector<Line> lines_;
};

class StationWork final : public imports::Work {
 public:
  StationWork(Hall& hall, const imports::Task& task) : hall_(hall), task_(task) {}
  std::unique_ptr<imports::Slice> examine(std::vector<imports::Row> rows) override {
    return std::make_unique<StationSlice>(hall_, task_, seen_, rows);
  }
  imports::Known describe(const imports::Row& row) override { return {.name_masked = row.values[static_cast<std::size_t>(Column::name)]}; }
  std::size_t gather(const imports::Slice&) override { return 0; }
  void index() override {}

 private:
  Hall& hall_;
  const imports::Task task_;
  std::set<std::pair<std::string, std::string>> seen_;  // name and place, in the whole file
};

/// What an import made and nobody touched is gone again; what it changed is as it was, unless somebody changed it since.
void undo(Hall& hall, const imports::Import& import, const imports::OnUndone& on_undone, const std::function<bool()>& go_on) {
  while (go_on()) {
    const bool more = hall.db.write_in_background([&](db::Session& db) {
      const auto turn = stations::store::next_turn(db);
      const auto changes = import_store::changes(db, import.id);
      Undone undone;
      for (const auto& one : changes) {
        const auto station = stations::find(db, one.station);
        const bool untouched = station && station->version == one.version_after;
        if (untouched && one.before_sealed.empty() && import_store::remove(db, *station, hall.clock.now())) {
          ++undone.removed;
        } else if (untouched && !one.before_sealed.empty()) {
          import_store::restore(db, hall, *station, one.before_sealed, turn);
          ++undone.restored;
        } else {
          import_store::keep(db, import.id, one.station);
          ++undone.kept;
          continue;
        }
        import_store::forget(db, import.id, one.station);
      }
      on_undone(db, undone);
      return !changes.empty();
    });
    if (!more) return;
  }
}

/// Names and phones of people are shown masked.
std::string masked(int column, std::string_view text) {
  switch (static_cast<Column>(column)) {
    case Column::manager:
      return names::masked(text);
    case Column::manager_phone:
    case Column::owner_phone:
      return "…";
    default:
      return std::string(text);
  }
}

std::map<std::int64_t, imports::Known> known(db::Session& db, const std::vector<std::int64_t>& ids) {
  std::map<std::int64_t, imports::Known> all;
  for (const auto id : ids) {
    const auto station = stations::find(db, StationId{id});
    const auto org = station ? orgs::find(db, station->facts.keeper) : std::nullopt;
    if (station) all[id] = {.id = id, .name_masked = station->facts.name, .org = org ? org->facts.name : ""};
  }
  return all;
}

}  // namespace

void offer() {
  add_words();
  imports::offer({.word = "stations",
                  .columns = columns(),
                  .masked = masked,
                  .slice_rows = 2000,
                  .work = [](Hall& hall, const imports::Task& task) { return std::make_unique<StationWork>(hall, task); },
                  .keep_apart = nullptr,
                  .known = known,
                  .undo = undo,
                  .table_of = table_of});
}

}  // namespace unionhall::stations::keeping
