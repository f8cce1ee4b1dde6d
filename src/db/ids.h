#pragma once
// Makes ids (base/id.h). A writer number is leased in the database, so two processes never share one; the
// lease keeps the last millisecond it used, and a clock that was set back waits until it has passed.
#include <mutex>

#include "base/clock.h"
#include "base/id.h"
#include "db/database.h"

namespace unionhall::db {

class Ids {
 public:
  /// Leases a writer number out of this site's block (`region` r owns writers 64·r … 64·r+63). Throws Unavailable when all are leased.
  Ids(Database& db, const Clock& clock, int region);
  ~Ids();  // gives the lease back
  Ids(const Ids&) = delete;
  Ids& operator=(const Ids&) = delete;

  template <class Tag>
  Id<Tag> next() { return Id<Tag>{next_value()}; }

  int region() const { return region_; }

  /// Holds the lease; called by hall/rounds every few seconds. False: the lease was lost, and no id is made any more.
  bool renew();

 private:
  std::int64_t next_value();

  Database& db_;
  const Clock& clock_;
  int region_;
  int writer_ = 0;
  std::mutex mutex_;
  std::int64_t last_ms_ = 0, counter_ = 0, reserved_until_ms_ = 0;
};

}  // namespace unionhall::db
