#pragma once
// A write inside a write would wait for itself, or commit while the outer one does not. Private to src/db.
#include <stdexcept>
#include <utility>

namespace unionhall::db {

class Database;

/// While it lives, this thread runs the function of a write on `database`.
class Writing {
 public:
  explicit Writing(const Database& database) : outer_(std::exchange(current_, &database)) {}
  ~Writing() { current_ = outer_; }
  Writing(const Writing&) = delete;
  Writing& operator=(const Writing&) = delete;

  static void refuse_inside(const Database& database) {
    if (current_ == &database) throw std::logic_error("a write inside a write: use the session that was handed in");
  }

 private:
  static inline thread_local const Database* current_ = nullptr;
  const Database* outer_;
};

}  // namespace unionhall::db
