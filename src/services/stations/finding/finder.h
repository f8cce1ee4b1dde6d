#pragma once
// The index of one process beside its database. Before it answers it looks whether stations were written since, by whatever process
// (station_turns), and reads what was: a change is seen by the next question after its commit.
#include <mutex>
#include <shared_mutex>

#include "services/stations/finding/index.h"

namespace unionhall::stations::finding {

class Finder {
 public:
  explicit Finder(Hall& hall) : hall_(hall) {}

  struct Answer {
    std::vector<Hit> hits;
    std::vector<std::shared_ptr<const Opening>> openings;  // of each hit
  };
  Answer nearest(const Query& query);
  /// When a station is open, as far ahead as is known.
  Opening opening_of(std::string_view hours);

  std::size_t size();

 private:
  void catch_up();
  void read_all();
  void read_changes(std::int64_t to);
  void expand_all(Date today);
  template <class Row>
  Entry entry_of(Row&& row);
  std::size_t number_of(const std::string& hours);
  /// Of hours that have a number and no opening yet.
  std::vector<std::shared_ptr<const Opening>> new_openings() const;

  Hall& hall_;
  std::mutex writing_;                                  // one thread catches up; it alone writes what follows
  std::unordered_map<std::string, std::size_t> hours_;  // as they are stored → the number of their opening
  mutable std::shared_mutex guard_;                     // of what follows, which the others read
  Index index_;
  std::optional<Date> expanded_on_;
  std::int64_t turn_ = 0, epoch_ = -1;
};

}  // namespace unionhall::stations::finding
