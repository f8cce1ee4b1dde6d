#include <fmt/format.h>

#include <stdexcept>

#include "building.h"
#include "hall/figures/figures.h"
#include "hall/imports/imports.h"
#include "roster_file.h"
#include "sample.h"
#include "spoil.h"
#include "verify_members.h"

namespace unionhall::demo {
namespace {

constexpr std::size_t rows_kept_of_a_county = 3'200;  // for samples

/// The counties that samples come back to.
bool keeps_rows(const PlannedUnion& county) { return county.code == "610422" || county.code == "610404"; }

class Enrolment {
 public:
  Enrolment(Building& building, Residents& residents) : building_(building), residents_(residents), late_(late_union(building.city)) {}

  bool run() {
    for (const int county : building_.city.counties) {
      const auto file = building_.scratch / fmt::format("roster-{}.csv", building_.planned(county).code);
      write(county, file);
      const bool done = import(county, file);
      std::filesystem::remove(file);
      if (!done || !verify_chosen()) return false;
    }
    if (late_ < 0) return true;
    enrol_late();
    return verify_chosen();
  }

 private:
  /// Also where the county's members are in already: the residents of the next follow on them.
  void write(int county, const std::filesystem::path& file) {
    const auto& name = building_.planned(county).facts.name;
    RosterFile out(file, sheets::Format::csv, name);
    auto& known = building_.known[county];
    for (std::size_t place = 0; place < building_.city.unions.size(); ++place) {
      const auto& planned = building_.city.unions[place];
      if (planned.county != county || static_cast<int>(place) == late_) continue;
      Choice choice(building_.options.seed, place, planned);
      for (std::int64_t n = 0; n < planned.members; ++n) {
        out.add(residents_.next(planned));
        remember(choice);
        if (keeps_rows(building_.planned(county)) && known.size() < rows_kept_of_a_county) known.push_back(residents_.latest());
      }
    }
    out.finish();
    rows_ = out.rows();
  }

  bool import(int county, const std::filesystem::path& file) {
    auto& hall = building_.hall;
    const auto& planned = building_.planned(county);
    const auto batch = fmt::format("demo-{}", planned.code);
    auto known = hall.db.read([&](db::Session& db) { return imports::find_batch(db, batch); });
    if (!known) {
      const auto begun = imports::begin(hall, {.kind = "members",
                                               .name = fmt::format("{}会员名册2026年6月.csv", county_name(planned)),
                                               .batch = batch,
                                               .org = building_.org(county),
                                               .by = building_.registrars.at(county),
                                               .file = file});
      if (!begun) throw std::logic_error("a roster of the demo city was refused");
      known = hall.db.read([&](db::Session& db) { return imports::find(db, *begun); });
    }
    if (known->state == imports::State::matching || known->state == imports::State::checking) {
      if (!checked(known->id)) return false;
      known = hall.db.read([&](db::Session& db) { return imports::find(db, known->id); });
    }
    if (known->state == imports::State::checked || known->state == imports::State::committing) {
      const auto counts = known->counts;
      if (known->state == imports::State::checked && counts.refused + counts.doubtful > 0)
        throw std::logic_error("rows of the demo city came back");
      const auto done = imports::commit(hall, known->id, watching(rows_));
      if (!done) throw std::logic_error("a roster of the demo city was not written");
      if (!*done) return false;
    }
    before_ += rows_;
    return true;
  }

  /// One union's roster, sent by itself with some mistakes, and written: its bad rows came back.
  void enrol_late() {
    const auto& planned = building_.planned(late_);
    Sample sample(building_, late_, fmt::format("{}会员名册.xlsx", planned.facts.short_name));
    Choice choice(building_.options.seed, static_cast<std::size_t>(late_), planned);
    for (std::int64_t n = 0; n < planned.members; ++n) {
      sample.add(residents_.next(planned));
      remember(choice);
    }
    constexpr std::int64_t mistakes = 4;
    Spoiler spoiler(building_.options.seed, mistakes, mistakes);
    for (std::int64_t n = 0; n < mistakes; ++n) sample.add(spoiler.maybe(residents_.next(planned)));
    const auto sent = sample.send("demo-late");
    if (sent.state != imports::State::checked && sent.state != imports::State::committing) return;
    const auto done = imports::commit(building_.hall, sent.id, [](const imports::Progress&) { return true; });
    if (!done) throw std::logic_error("a sample roster was not written");
  }

  void remember(Choice& choice) {
    if (auto verified = choice.maybe(residents_.latest())) chosen_.push_back(*std::move(verified));
  }

  bool verify_chosen() {
    const bool done = verify(building_, chosen_, verified_before_);
    verified_before_ += static_cast<std::int64_t>(chosen_.size());
    chosen_.clear();
    figures::fold_all(building_.hall.db);
    return done;
  }

  bool checked(imports::ImportId id) {
    const auto done = imports::check(building_.hall, id, watching(0));
    if (!done) throw std::logic_error("a roster of the demo city was not read");
    return *done;
  }

  /// Checking is shown as no progress of its own: the bar counts members who are in.
  imports::Watch watching(std::int64_t rows) {
    return [this, rows](const imports::Progress& progress) {
      return building_.watch("members", before_ + std::min(rows, progress.done), building_.options.members);
    };
  }

  static std::string_view county_name(const PlannedUnion& county) {
    constexpr std::string_view federation = "总工会";
    return std::string_view(county.facts.name).substr(0, county.facts.name.size() - federation.size());
  }

  Building& building_;
  Residents& residents_;
  const int late_;
  std::int64_t rows_ = 0, before_ = 0, verified_before_ = 0;
  std::vector<Verified> chosen_;  // of the roster on its way
};

}  // namespace

bool enrol_members(Building& building, Residents& residents) { return Enrolment(building, residents).run(); }

int late_union(const City& city) {
  for (std::size_t place = city.unions.size(); place-- > 0;) {
    const auto& planned = city.unions[place];
    if (planned.facts.level == orgs::Level::base && planned.members >= 60 && planned.members <= 200 &&
        city.unions[static_cast<std::size_t>(planned.county)].code == "610404")
      return static_cast<int>(place);
  }
  return -1;
}

}  // namespace unionhall::demo
