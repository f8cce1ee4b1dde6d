#pragma once
// Workers' stations (户外劳动者站点, 工会驿站): where couriers, drivers and street cleaners sit down, drink and charge a phone. A union
// keeps each (管理单位); the door is often somebody else's, a bank's or a post office's (共建单位).
//
//   planned ──► building ──► acceptance ──► open ◄──► suspended    for a reason, until a day or until further notice
//      └─────────────────────────────────────┘ │           │
//                                              └───────────┴──► closed    for a reason; from anywhere, and for good
//
// What is open or suspended is on the map. Where it is stands in WGS 84; what others bring is converted at the edge. Its code
// (XY-610402-0001) is for people and papers; what its door says is another, which also starts joining (hand_down_joining).
//
//   finding/     the nearest, from memory       truth/     what people find at the door     hours/   when it is open
//   keeping/     tables in and out, doubles     coverage/  where one is wanting             sharing/ card and sign
//   publishing/  onto the public maps           owners/    whoever owns the door is asked
// Source: 户外劳动者服务站点 (ACFTU notices of 2016, 2019, 2020); domain §9.3.
#include <boost/describe.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "geo/geo.h"
#include "hall/access/access.h"
#include "hall/hall.h"

namespace unionhall::stations {

using StationId = Id<struct StationTag>;

constexpr std::string_view desk = "stations";

enum class State { planned, building, acceptance, open, suspended, closed };
BOOST_DESCRIBE_ENUM(State, planned, building, acceptance, open, suspended, closed)
constexpr bool on_the_map(State state) { return state == State::open || state == State::suspended; }

/// 工会驿站, 司机之家, 职工之家
enum class Kind { station, driver_home, worker_home, other };
BOOST_DESCRIBE_ENUM(Kind, station, driver_home, worker_home, other)
/// 工会自建, 共建, 政府兴建, 社会助建, 集成共建
enum class BuildType { own, shared, government, social, integrated };
BOOST_DESCRIBE_ENUM(BuildType, own, shared, government, social, integrated)
enum class Access { open, scan };  // who wants in scans a code at the door
BOOST_DESCRIBE_ENUM(Access, open, scan)
/// 最美工会驿站 of the city, the province, the nation
enum class Level { ordinary, city, province, national };
BOOST_DESCRIBE_ENUM(Level, ordinary, city, province, national)

/// What there is, and what is done there. New ones come last: their numbers are kept in memory, their words in the database.
enum class Facility {
  water,
  seats,
  climate,
  charging,
  microwave,
  first_aid,
  multi_socket,
  toilet,
  fridge,
  locker,
  tv,
  wifi,
  books,
  tools,
  tyre_pump,
  umbrella,
  shower,
  changing_room,
  nursing_room,
  aed,
  blood_pressure,
  printer,
  ebike_charging,
  battery_swap,
  truck_parking,
  meals,
  haircut,
  legal_advice,
  counselling,
  volunteers
};
BOOST_DESCRIBE_ENUM(Facility, water, seats, climate, charging, microwave, first_aid, multi_socket, toilet, fridge, locker, tv, wifi, books,
                    tools, tyre_pump, umbrella, shower, changing_room, nursing_room, aed, blood_pressure, printer, ebike_charging,
                    battery_swap, truck_parking, meals, haircut, legal_advice, counselling, volunteers)

inline constexpr std::size_t facility_count = boost::mp11::mp_size<boost::describe::describe_enumerators<Facility>>::value;
/// What nearly every station has. Source: the "six haves" (六有) and domain §9.2; the others are extended.
constexpr bool basic(Facility one) { return one <= Facility::multi_socket; }

/// A set of them.
class Facilities {
 public:
  void add(Facility one) { bits_ |= bit(one); }
  bool has(Facility one) const { return (bits_ & bit(one)) != 0; }
  bool has_all(Facilities wanted) const { return (bits_ & wanted.bits_) == wanted.bits_; }
  bool empty() const { return bits_ == 0; }
  friend bool operator==(Facilities, Facilities) = default;

  /// As they are stored, "water,charging"; a word that this program does not know is left out.
  static Facilities parse(std::string_view words);
  std::string text() const;
  std::vector<std::string_view> words() const;

 private:
  static std::uint64_t bit(Facility one) { return std::uint64_t{1} << static_cast<unsigned>(one); }
  std::uint64_t bits_ = 0;
};

/// A place in ten millionths of a degree, a centimetre: whole numbers are the same in both databases.
struct Place {
  std::int64_t lng_e7 = 0, lat_e7 = 0;
  static Place of(const geo::Point& point);
  geo::Point point() const { return {.lng = static_cast<double>(lng_e7) / 1e7, .lat = static_cast<double>(lat_e7) / 1e7}; }
  friend bool operator==(const Place&, const Place&) = default;
};
BOOST_DESCRIBE_STRUCT(Place, (), (lng_e7, lat_e7))

/// What its keeper says of it.
struct Facts {
  std::string name, alias;
  Kind kind = Kind::station;
  BuildType build_type = BuildType::own;
  std::string partner;
  OrgId keeper;
  std::string division, address;
  Place place;
  std::optional<std::int64_t> area_m2, capacity;
  std::string hours;
  Access access = Access::open;
  std::string facilities, public_phone;
  Level level = Level::ordinary;
  std::optional<std::int64_t> level_year;
  std::optional<Date> opened_on;

  friend bool operator==(const Facts&, const Facts&) = default;
};
BOOST_DESCRIBE_STRUCT(Facts, (),
                      (name, alias, kind, build_type, partner, keeper, division, address, place, area_m2, capacity, hours, access,
                       facilities, public_phone, level, level_year, opened_on))

/// Who looks after it and who opens the door, for the keeper's eyes; sealed at rest.
struct People {
  std::string manager, manager_phone, owner_phone;  // empty: unknown
  friend bool operator==(const People&, const People&) = default;
};
struct SealedPeople {
  std::optional<std::string> manager_sealed, manager_phone_sealed, owner_phone_sealed;
};
BOOST_DESCRIBE_STRUCT(SealedPeople, (), (manager_sealed, manager_phone_sealed, owner_phone_sealed))

/// Who found it as it says.
enum class Confirmer { visitor, keeper, owner };
BOOST_DESCRIBE_ENUM(Confirmer, visitor, keeper, owner)

/// What is known of it today; services/stations/truth writes most of it.
struct Standing {
  State state = State::planned;
  std::string state_reason;
  std::optional<Date> suspended_until, checked_on;
  std::optional<Instant> confirmed_at;
  std::string confirmed_by;  // Confirmer's word
  std::string fault;         // truth's word; empty: none
  std::int64_t fault_people = 0;
  std::optional<Instant> fault_since, fault_until;

  /// Down a rank: something is said against it and not settled or over.
  bool doubted(Instant now) const { return !fault.empty() && (!fault_until || now < *fault_until); }
};
BOOST_DESCRIBE_STRUCT(Standing, (),
                      (state, state_reason, suspended_until, checked_on, confirmed_at, confirmed_by, fault, fault_people, fault_since,
                       fault_until))

struct Station {
  StationId id;
  std::int64_t region = 0, version = 1;
  std::string code, door;
  Facts facts;
  SealedPeople people;
  Standing standing;
};
BOOST_DESCRIBE_STRUCT(Station, (), (id, region, version, code, door, facts, people, standing))

enum class Refusal {
  not_found,
  keeper_dissolved,
  not_from_here,      // this step does not lead from where it stands
  reason_missing,     // suspending and closing say why
  until_passed,       // suspended until a day that is over
  changed_meanwhile,  // If-Match names an older version
  closed,             // nothing of it changes any more
  enough_photos,
  no_picture,
};
Problem problem_for(Refusal refusal);

enum class Step { build, accept, open, suspend, close };
BOOST_DESCRIBE_ENUM(Step, build, accept, open, suspend, close)
/// Where a step leads. Refusals: not_from_here, closed.
Result<State, Refusal> after(State from, Step step);

/// On whose behalf; nobody: the program itself.
struct By {
  AccountId account;
  std::int64_t role = 0;
  std::string_view request = "";
};
By by(const http::Request& request);

/// "XY" for 咸阳市总工会: the initials of the city before its 市.
std::string prefix_of(std::string_view city);

std::optional<Station> find(db::Session& db, StationId id);

struct NewStation {
  StationId id;
  Facts facts;
  SealedPeople people;
  State state = State::planned;  // an import's may be open
  std::string door = "";         // empty: drawn
};
/// Adds one, with a code of its own, in the caller's transaction. Refusals: keeper_dissolved.
Result<StationId, Refusal> add(db::Session& db, Hall& hall, const NewStation& made, const By& by, Instant now);
/// Writes over what `station` showed. Refusals: changed_meanwhile, closed, keeper_dissolved.
Result<void, Refusal> change(db::Session& db, Hall& hall, const Station& station, const Facts& facts, const SealedPeople& people,
                             const By& by, Instant now);
/// Refusals: those of after(), reason_missing, until_passed, changed_meanwhile.
Result<void, Refusal> take(db::Session& db, Hall& hall, const Station& station, Step step, std::string_view reason,
                           std::optional<Date> until, const By& by, Instant now);
/// Opens again what was suspended until a day that is over, at most `most`; how many.
int reopen_due(Hall& hall, int most);

SealedPeople sealed(const Hall& hall, StationId id, const People& people);
People opened(const Hall& hall, const Station& station);

/// The county's six digits: where it lies by the outlines, else its division's, else its keeper's.
std::string county_of(db::Session& db, const Facts& facts);

// ── What the rooms above hand down ─────────────────────────────────────────────────────────────────────────────

/// By which outlines a place is told to lie in a county. Until then no place is in any.
void counties_are(std::shared_ptr<const geo::Outlines> known);
/// Makes a channel of joining of this code for a station's door, in the caller's transaction; false: the code is taken.
using StartJoining =
    std::function<bool(db::Session&, Hall&, std::string_view code, std::string_view name, OrgId keeper, const By&, Instant)>;
/// Ends it, where the station was never one.
using EndJoining = std::function<void(db::Session&, std::string_view code, Instant)>;
void joining_starts_by(StartJoining start, EndJoining end);
void end_joining(db::Session& db, std::string_view door, Instant now);

void add_words();
void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::stations
