#pragma once
// Stations on the map as one process keeps them in memory, and the nearest among them. Places are points on a sphere of radius one
// in space, so that neither the poles nor the date line are special: the straight way through the earth orders like the way over it.
// No database, no clock but the one handed in. Many may ask at once while nobody writes.
#include <memory>
#include <unordered_map>

#include "services/stations/stations.h"

namespace unionhall::stations::finding {

/// Minutes since 1970, UTC; half-open.
struct Interval {
  std::int32_t from = 0, until = 0;
  friend bool operator==(const Interval&, const Interval&) = default;
};
/// When it is open, sorted and disjoint, as far ahead as it was expanded. Many stations share one.
struct Opening {
  bool known = false;
  std::vector<Interval> intervals;
};
bool open_at(const Opening& opening, Instant now);

struct Entry {
  StationId id;
  std::string facts;  // what everybody reads of its record (said.h)
  geo::Point point;
  Facilities facilities;
  std::size_t hours = 0;  // the number of its opening
  Standing standing;
};

struct Query {
  geo::Point at;
  bool open = false;      // now
  Facilities facilities;  // all of them
  std::optional<double> radius_m;
  std::size_t limit = 20;
};

struct Hit {
  std::shared_ptr<const Entry> entry;
  double distance_m = 0;  // as the crow flies
};

class Index {
 public:
  Index();
  ~Index();
  Index(Index&&) noexcept;
  Index& operator=(Index&&) noexcept;

  /// Adds it, or writes over what was known of it.
  void put(Entry entry);
  /// All that there are, in place of what was known: what is planted at once lies closer together and is found sooner.
  void fill(std::vector<Entry> entries);
  void remove(StationId id);
  void clear();
  std::size_t size() const { return slot_of_.size(); }

  /// The openings that entries name by number.
  std::vector<std::shared_ptr<const Opening>> openings;

  /// The nearest that fit, nearest first and of two at one distance the older; then those among them that are doubted, in the same
  /// order. Of many at one distance at the end of the list, the older ones are in it.
  std::vector<Hit> nearest(const Query& query, Instant now) const;

 private:
  struct Trees;  // Boost.Geometry's, whose header index.cpp alone reads

  std::unique_ptr<Trees> trees_;
  std::vector<std::shared_ptr<const Entry>> slots_;
  std::vector<std::uint32_t> free_slots_;
  std::unordered_map<StationId, std::uint32_t> slot_of_;
};

}  // namespace unionhall::stations::finding
