#pragma once
// Makes ids (base/id.h). A writer number is leased in the database, so two processes never share one. The lease
// says up to which millisecond its holder may make ids; the next holder begins after it, so a clock that was set
// back repeats nothing: ids go on from the last millisecond used until the clock has passed it.
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "base/clock.h"
#include "base/id.h"
#include "db/database.h"

namespace unionhall::db {

/// The millisecond in which an id was made.
Instant moment_of(std::int64_t id);

class Ids {
 public:
  /// Leases a writer number out of this site's block (`region` r, 0 … 63, owns writers 64·r … 64·r+63) and holds it
  /// until the end. Throws Unavailable when all are leased.
  Ids(Database& db, const Clock& clock, int region);
  ~Ids();  // gives the lease back
  Ids(const Ids&) = delete;
  Ids& operator=(const Ids&) = delete;

  /// Throws Unavailable while no lease is held: after a minute without the database.
  template <class Tag>
  Id<Tag> next() {
    return Id<Tag>{next_value()};
  }

  int region() const { return region_; }

  /// Prolongs the lease. A thread of its own does so every 15 seconds; not to be called inside a write.
  /// False: the lease was lost, and no id is made any more.
  bool renew();

 private:
  std::int64_t next_value();
  void keep(std::stop_token stop);

  Database& db_;
  const Clock& clock_;
  const int region_;
  const std::string holder_;
  int writer_ = 0;
  std::mutex mutex_;
  std::int64_t last_ms_ = 0, counter_ = 0, reserved_until_ms_ = 0;
  std::condition_variable_any ending_;
  std::jthread keeper_;
};

}  // namespace unionhall::db
