#include "services/stations/finding/finder.h"

#include "services/stations/finding/opening.h"

namespace unionhall::stations::finding {
namespace {

constexpr int read_at_once = 5000;

struct Turns {
  std::int64_t turn = 0, epoch = 0;
  friend bool operator==(const Turns&, const Turns&) = default;
};
BOOST_DESCRIBE_STRUCT(Turns, (), (turn, epoch))

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

std::vector<Row> changed(db::Session& db, std::int64_t turn, StationId after) {
  return db.all<Row>(R"sql(
      SELECT turn, id, code, name, address, lng_e7, lat_e7, facilities, hours, state, state_reason, suspended_until, checked_on,
             confirmed_at_ms, confirmed_by, fault, fault_people, fault_since_ms, fault_until_ms
        FROM stations WHERE turn > :turn OR (turn = :turn AND id > :after) ORDER BY turn, id LIMIT :limit)sql",
                     turn, after, read_at_once);
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
  const auto now =
      hall_.db.read([](db::Session& db) { return db.first<Turns>("SELECT turn, epoch FROM station_turns WHERE id = 1").value(); });
  const auto up_to_date = [&] {
    const std::shared_lock lock(guard_);
    return turn_ >= now.turn && epoch_ == now.epoch && expanded_on_ == today;
  };
  if (up_to_date()) return;

  const std::scoped_lock one_at_a_time(writing_);
  if (up_to_date()) return;
  if (expanded_on_ != today) expand_all(today);
  if (epoch_ != now.epoch) {
    const std::unique_lock lock(guard_);
    index_.clear();
    turn_ = 0;
    epoch_ = now.epoch;
  }
  read_changes(now.turn);
}

void Finder::read_changes(std::int64_t to) {
  std::int64_t turn = turn_;
  StationId after{std::numeric_limits<std::int64_t>::max()};  // all of the last turn are known
  for (bool more = true; more;) {
    auto rows = hall_.db.read([&](db::Session& db) { return changed(db, turn, after); });
    more = rows.size() == read_at_once;
    const std::unique_lock lock(guard_);
    for (auto& row : rows) {
      turn = row.turn;
      after = row.id;
      if (!on_the_map(row.standing.state)) {
        index_.remove(row.id);
        continue;
      }
      index_.put({.id = row.id,
                  .code = std::move(row.code),
                  .name = std::move(row.name),
                  .address = std::move(row.address),
                  .point = row.place.point(),
                  .facilities = Facilities::parse(row.facilities),
                  .hours = number_of(row.hours),
                  .standing = std::move(row.standing)});
    }
  }
  const std::unique_lock lock(guard_);
  turn_ = std::max(turn, to);
}

std::size_t Finder::number_of(const std::string& hours) {
  const auto [known, is_new] = hours_.emplace(hours, index_.openings.size());
  if (is_new) index_.openings.push_back(std::make_shared<const Opening>(opening_of(hours)));
  return known->second;
}

void Finder::expand_all(Date today) {
  const auto calendar = hall_.db.read([](db::Session& db) { return calendar::load(db); });
  const std::unique_lock lock(guard_);
  for (const auto& [hours, number] : hours_) index_.openings[number] = std::make_shared<const Opening>(expanded(hours, calendar, today));
  expanded_on_ = today;
}

}  // namespace unionhall::stations::finding
