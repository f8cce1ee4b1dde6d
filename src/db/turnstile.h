#pragma once
// Fairness between processes that write one SQLite file: a command that imports chunk after chunk, and a server.
// SQLite's lock goes to whoever asks at the right moment, and who has just given it back always does. So everybody
// passes a second lock first and keeps it until he has SQLite's: then who gives up SQLite's lock while another
// waits finds that one in the turnstile, and stands behind him. Private to src/db.
#include <filesystem>

namespace unionhall::db {

class Turnstile {
 public:
  /// `file` is made when it is missing and stays empty. Throws Unavailable.
  explicit Turnstile(const std::filesystem::path& file);
  ~Turnstile();
  Turnstile(const Turnstile&) = delete;
  Turnstile& operator=(const Turnstile&) = delete;

  // The system lets go when a process ends, however it ends.
  void lock();
  void unlock();

 private:
  int file_;
};

}  // namespace unionhall::db
