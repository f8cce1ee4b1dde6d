#pragma once
// A small demo hall that the real program has made: 咸阳市总工会 (code 610400) with one union below it, 河畔快递工会, and a
// registrar whose phone is 12600000001.
#include <memory>
#include <string>
#include <vector>

#include "support/client.h"
#include "support/engines.h"
#include "support/program.h"
#include "support/web.h"

namespace unionhall::test {

class SmallHall {
 public:
  explicit SmallHall(db::Engine engine = db::Engine::sqlite);

  /// A command on this hall, to its end.
  Ended run(std::vector<std::string> command, const Limits& limits = {}) const { return test::run(placed(std::move(command)), limits); }
  Program start(std::vector<std::string> command) const { return Program(placed(std::move(command))); }
  std::unique_ptr<Program> serve(const Limits& limits = {}) const;

  /// A roster of that many members of 河畔快递工会, each with her own document.
  std::filesystem::path roster(int members) const;
  const std::filesystem::path& folder() const { return folder_.path(); }
  /// Where its keys are, and on SQLite the whole hall.
  std::filesystem::path data() const;
  FreshDatabase& database() { return fresh_; }

  /// Signs in as the registrar, in her role.
  static Client registrar(std::uint16_t port) { return officer(port, "12600000001"); }
  /// The same of whoever was appointed besides.
  static Client officer(std::uint16_t port, const std::string& phone);
  /// What the city's figures say, once they are folded.
  static std::int64_t members(Client& registrar);

 private:
  std::vector<std::string> placed(std::vector<std::string> command) const;

  Folder folder_;
  FreshDatabase fresh_;
};

/// Every kill, or a few.
inline int rounds(int few, int all) {
  const char* wanted = std::getenv("UNIONHALL_LONG");
  return wanted && *wanted ? all : few;
}

}  // namespace unionhall::test
