#pragma once
// The real program as a child of the test: started, asked over HTTP, ended in good order or killed.
#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace unionhall::test {

struct Limits {
  std::uint64_t file_bytes_max = 0;  // RLIMIT_FSIZE: a disk that is full from there on; 0: none
};

/// How a command ended, and what it said.
struct Ended {
  int code = -1;  // 128 + the signal's number where one ended it
  std::string out, errors;
  std::int64_t resident_bytes_max = 0;
};

class Program {
 public:
  /// Starts `unionhall ARGUMENTS…`.
  explicit Program(const std::vector<std::string>& arguments, const Limits& limits = {});
  ~Program();  // kills it if it still runs
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  /// Of a server: waits until it says where it is open.
  std::uint16_t port();
  void signal(int number) const;
  /// Waits for its end, at most so long; then kills it.
  Ended end(std::chrono::seconds patience = std::chrono::seconds{60});
  bool runs();
  std::string errors_so_far() const;

 private:
  std::filesystem::path folder_;  // what it says goes into files: a full pipe would stop it
  pid_t child_ = -1;
  std::optional<int> status_;
  std::int64_t resident_bytes_max_ = 0;
};

/// Runs a command to its end.
Ended run(const std::vector<std::string>& arguments, const Limits& limits = {});

}  // namespace unionhall::test
