#pragma once
// An opened hall: its database, keys and ids, for as long as a command runs.
//
//   nothing there ──► serve, demo, migrate, restore make it
//   older schema  ──► `unionhall migrate`; every other command refuses
//   newer schema  ──► refused: this program does not know what it may break
//
// Two marks in the database last: whether it is a demo, and the region of its ids. Both are set while it is empty.
#include <memory>
#include <stdexcept>

#include "app/settings.h"
#include "hall/hall.h"
#include "hall/keys/keys.h"

namespace unionhall::app {

/// Why a command was not done, in words for whoever typed it. Exit code 1.
struct NotDone : std::runtime_error {
  using std::runtime_error::runtime_error;
};

enum class IfEmpty { refuse, make };

/// The database alone, at this program's schema. Throws NotDone, db::Unavailable or db::Unsuitable.
std::unique_ptr<db::Database> open_database(const Settings& settings, IfEmpty if_empty);

bool is_demo(db::Database& db);
/// Marks a database without unions; one that is marked already stays so. Throws NotDone when it has unions.
void mark_as_demo(db::Database& db);

/// A lasting word of the database, "" when it was never set.
std::string lasting(db::Database& db, std::string_view name);
/// Sets it where it was never set, and returns what it is then.
std::string lasting_or(db::Database& db, std::string_view name, std::string_view value);

/// Throws NotDone where these are not the keys that this database is sealed with.
void refuse_other_keys(db::Database& db, const crypto::Keyring& keys);
/// The keys of this database. Those of an empty demo are made where they are missing; every other hall's are made by
/// `unionhall keys init`, on purpose. With `settings.demo` the database is marked first.
crypto::Keyring open_keys(const Settings& settings, db::Database& db);
/// The region that this database makes its ids in, set when it is first asked for.
int region_of(const Settings& settings, db::Database& db);
HallSettings hall_settings(const Settings& settings, db::Database& db);

/// The machine's clock, or one so far ahead of it.
class SiteClock final : public Clock {
 public:
  explicit SiteClock(std::chrono::days ahead) : ahead_(ahead) {}
  Instant now() const override { return SystemClock().now() + ahead_; }

 private:
  std::chrono::days ahead_;
};

class Site {
 public:
  explicit Site(const Settings& settings, IfEmpty if_empty = IfEmpty::refuse);

  Hall& hall() { return hall_; }
  db::Database& db() { return *database_; }
  const keys::Keeper& keeper() const { return keeper_; }

 private:
  std::unique_ptr<db::Database> database_;
  SiteClock clock_;
  crypto::Keyring keys_;
  db::Ids ids_;
  Hall hall_;
  keys::Keeper keeper_;  // follows a rotation as long as the command runs
};

}  // namespace unionhall::app
