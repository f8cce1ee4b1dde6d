#include "services/stations/finding/finder.h"

#include <algorithm>

#include "services/stations/finding/opening.h"
#include "services/stations/finding/said.h"
#include "services/stations/json.h"

namespace unionhall::stations::finding {
namespace {

constexpr int read_at_once = 5000;

struct Turns {
  std::int64_t turn = 0, epoch = 0;
  friend bool operator==(const Turns&, const Turns&) = default;
};
BOOST_DESCRIBE_STRUCT(Turns, (), (turn, epoch))

Turns turns(db::Session& db) { return db.first<Turns>("SELECT turn, epoch FROM station_turns WHERE id = 1").value(); }

/// What the index needs of a row.
struct Row {
  std::int64_t turn = 0;
  StationId id;
  std::string code, name, address;
  Place place;
  std::string facilities, hours;
  Standing standing;
};
BOOST_DESCRIBE_STRUCT(Row, (), (turn, id, code, name, address, place, facilities, hours, standing))

std::string select(std::string_view rest) {
  return "SELECT turn, id, code, name, address, lng_e7, lat_e7, facilities, hours, state, state_reason, suspended_until, checked_on, "
         "confirmed_at_ms, confirmed_by, fault, fault_people, fault_since_ms, fault_until_ms FROM stations " +
         std::string(rest);
}

std::vector<Row> changed(db::Session& db, std::int64_t turn, StationId after) {
  static const auto sql = select("WHERE turn > :turn OR (turn = :turn AND id > :after) ORDER BY turn, id LIMIT :limit");
  return db.all<Row>(sql, turn, after, read_at_once);
}

}  // namespace

Finder::Answer Finder::nearest(const Query& query) {
  catch_up();
  const std::shared_lock lock(guard_);
  Answer answer{.hits = index_.nearest(query, hall_.clock.now()), .openings = {}};
  for (const auto& hit : answer.hits) answer.openings.push_back(index_.openings[hit.entry->hours]);
  return answer;
}

Opening Finder::opening_of(std::string_view hours) {
  const auto calendar = hall_.db.read([](db::Session& db) { return calendar::load(db); });
  return expanded(hours, calendar, beijing_date(hall_.clock.now()));
}

std::size_t Finder::size() {
  catch_up();
  const std::shared_lock lock(guard_);
  return index_.size();
}

void Finder::catch_up() {
  const auto today = beijing_date(hall_.clock.now());
  const auto now = hall_.db.read(turns);
  const auto up_to_date = [&] {
    const std::shared_lock lock(guard_);
    return turn_ >= now.turn && epoch_ == now.epoch && expanded_on_ == today;
  };
  if (up_to_date()) return;

  const std::scoped_lock one_at_a_time(writing_);
  if (up_to_date()) return;
  if (expanded_on_ != today) expand_all(today);
  if (epoch_ != now.epoch) return read_all();
  read_changes(now.turn);
}

void Finder::read_all() {
  static const auto sql = select("WHERE state IN ('open', 'suspended')");
  std::vector<Entry> all;
  const auto now = hall_.db.snapshot([&](db::Session& db) {
    all.clear();  // a snapshot may begin anew
    db.each<Row>(sql, [&](Row&& row) { all.push_back(entry_of(std::move(row))); });
    return turns(db);
  });
  auto openings = new_openings();
  const std::unique_lock lock(guard_);
  std::ranges::move(openings, std::back_inserter(index_.openings));
  index_.fill(std::move(all));
  turn_ = now.turn;
  epoch_ = now.epoch;
}

void Finder::read_changes(std::int64_t to) {
  std::int64_t turn = turn_;
  StationId after{std::numeric_limits<std::int64_t>::max()};  // all of the last turn are known
  for (bool more = true; more;) {
    auto rows = hall_.db.read([&](db::Session& db) { return changed(db, turn, after); });
    more = rows.size() == read_at_once;
    for (const auto& row : rows) number_of(row.hours);
    auto openings = new_openings();
    const std::unique_lock lock(guard_);
    std::ranges::move(openings, std::back_inserter(index_.openings));
    for (auto& row : rows) {
      turn = row.turn;
      after = row.id;
      on_the_map(row.standing.state) ? index_.put(entry_of(std::move(row))) : index_.remove(row.id);
    }
  }
  const std::unique_lock lock(guard_);
  turn_ = std::max(turn, to);
}

template <class Row>
Entry Finder::entry_of(Row&& row) {
  const auto point = row.place.point();
  const auto facilities = Facilities::parse(row.facilities);
  auto facts = facts_json(row.id, row.code, row.name, row.address, point, facilities);
  say_state(facts, row.standing);
  return {.id = row.id,
          .facts = members_text(facts),
          .point = point,
          .facilities = facilities,
          .hours = number_of(row.hours),
          .standing = std::move(row.standing)};
}

std::size_t Finder::number_of(const std::string& hours) { return hours_.emplace(hours, hours_.size()).first->second; }

std::vector<std::shared_ptr<const Opening>> Finder::new_openings() const {
  const auto known = index_.openings.size();
  std::vector<std::shared_ptr<const Opening>> all(hours_.size() - known);
  if (all.empty()) return all;
  const auto calendar = hall_.db.read([](db::Session& db) { return calendar::load(db); });
  for (const auto& [hours, number] : hours_) {
    if (number >= known) all[number - known] = std::make_shared<const Opening>(expanded(hours, calendar, *expanded_on_));
  }
  return all;
}

void Finder::expand_all(Date today) {
  const auto calendar = hall_.db.read([](db::Session& db) { return calendar::load(db); });
  const std::unique_lock lock(guard_);
  for (const auto& [hours, number] : hours_) index_.openings[number] = std::make_shared<const Opening>(expanded(hours, calendar, today));
  expanded_on_ = today;
}

}  // namespace unionhall::stations::finding
