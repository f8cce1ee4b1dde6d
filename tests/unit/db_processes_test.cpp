// More than one process on one database, and one that is killed.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <set>

#include "support/engines.h"

namespace unionhall::db {
namespace {

/// tests/support/db_writer.cpp, running; prints each id that was answered with success.
class WriterProcess {
 public:
  WriterProcess(const Settings& settings, long first, long count, const char* lane) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    const auto where = settings.url.empty() ? settings.data.string() : settings.url;
    const auto from = std::to_string(first), many = std::to_string(count);
    process_ = ::fork();
    if (process_ == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      ::execl(DB_WRITER, DB_WRITER, where.c_str(), from.c_str(), many.c_str(), lane, nullptr);
      ::_exit(127);
    }
    ::close(ends[1]);
    said_ = ::fdopen(ends[0], "r");
  }
  ~WriterProcess() {
    ::kill(process_, SIGKILL);
    rest();
    std::fclose(said_);
    ::waitpid(process_, nullptr, 0);
  }
  WriterProcess(const WriterProcess&) = delete;
  WriterProcess& operator=(const WriterProcess&) = delete;

  /// The next id that was acknowledged; nothing at its end.
  std::optional<long> next() {
    long id = 0;
    if (std::fscanf(said_, "%ld", &id) != 1) return std::nullopt;
    acknowledged.insert(id);
    return id;
  }
  void rest() {
    while (next()) continue;
  }
  void kill() { ::kill(process_, SIGKILL); }

  std::set<long> acknowledged;

 private:
  pid_t process_;
  std::FILE* said_;
};

class DbProcesses : public test::Engines {
 protected:
  void SetUp() override {
    database().write([](Session& s) { s.exec("CREATE TABLE notes (id BIGINT NOT NULL PRIMARY KEY)"); });
    close();
  }
  std::set<long> kept() {
    const auto ids = database().read([](Session& s) { return s.all<std::int64_t>("SELECT id FROM notes LIMIT 100000"); });
    return {ids.begin(), ids.end()};
  }
};
UNIONHALL_ON_EACH_ENGINE(DbProcesses);

TEST_P(DbProcesses, TwoProcessesWriteOneDatabase) {
  constexpr long each = 150;
  WriterProcess server(fresh().settings, 0, each, "urgent"), import(fresh().settings, each, each, "background");
  server.rest();
  import.rest();
  EXPECT_EQ(server.acknowledged.size(), std::size_t{each});
  EXPECT_EQ(import.acknowledged.size(), std::size_t{each});
  EXPECT_EQ(kept().size(), std::size_t{2 * each});
}

TEST_P(DbProcesses, WhatWasAcknowledgedOutlivesAKill) {
  std::set<long> acknowledged;
  for (const long life : {1, 2, 3}) {
    WriterProcess process(fresh().settings, life * 10'000, 10'000, life == 2 ? "background" : "urgent");
    for (int heard = 0; heard < 40; ++heard) ASSERT_TRUE(process.next());
    process.kill();
    process.rest();
    EXPECT_LT(process.acknowledged.size(), 10'000u);
    acknowledged.merge(process.acknowledged);
  }
  const auto found = kept();
  for (const long id : acknowledged) EXPECT_TRUE(found.contains(id)) << id << " was acknowledged and is lost";
}

}  // namespace
}  // namespace unionhall::db
