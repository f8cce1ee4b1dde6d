// Killed between the gateway's taking a text and our recording it: the gateway is asked for it by our id, and only what it
// does not have, or what is harmless twice, is sent again.
#include <gmock/gmock.h>

#include <algorithm>
#include <condition_variable>
#include <csignal>
#include <fstream>
#include <mutex>
#include <thread>

#include "db/database.h"
#include "http/server.h"
#include "support/client.h"
#include "support/program.h"
#include "support/web.h"

namespace unionhall {
namespace {

/// A gateway of somebody else's. The first text that it takes ends the program before the answer is out.
class Outside {
 public:
  Outside() {
    test::add(application_, "GET", "/send", [this](const http::Request& it) { return take(it.query.at("id")); });
    test::add(application_, "GET", "/taken", [this](const http::Request& it) { return say(it.query.at("id")); });
    server_ = std::make_unique<http::Server>(application_, http::ServerSettings{.port = 0});
    server_->start();
  }
  std::string url(const std::string& path) const { return "http://127.0.0.1:" + std::to_string(server_->port()) + path; }

  void kill_at_the_first(test::Program& program) {
    const std::lock_guard lock(mutex_);
    victim_ = &program;
  }
  /// The ids that it took, once there are so many.
  std::vector<std::string> taken(std::size_t at_least) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds{60}, [&] { return taken_.size() >= at_least; });
    return taken_;
  }
  /// Waits until it was asked for a text.
  std::vector<std::string> asked_for() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds{60}, [&] { return !asked_for_.empty(); });
    return asked_for_;
  }
  bool remembers = true;

 private:
  http::Response take(const std::string& id) {
    const std::lock_guard lock(mutex_);
    taken_.push_back(id);
    if (victim_) victim_->signal(SIGKILL);
    victim_ = nullptr;
    changed_.notify_all();
    return http::no_content();
  }
  http::Response say(const std::string& id) {
    const std::lock_guard lock(mutex_);
    asked_for_.push_back(id);
    changed_.notify_all();
    const bool known = remembers && std::ranges::find(taken_, id) != taken_.end();
    return {.status = known ? 200 : 404};
  }

  http::Application application_;
  std::unique_ptr<http::Server> server_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> taken_, asked_for_;
  test::Program* victim_ = nullptr;
};

class TextKill : public testing::Test {
 protected:
  TextKill() {
    if (test::run({"keys", "init", "--data", data()}).code != 0) throw std::runtime_error("no keys");
  }
  std::string data() const { return (folder_.path() / "hall").string(); }

  std::unique_ptr<test::Program> serve(bool may_be_asked) {
    const auto config = folder_.write("unionhall.toml", "[texts]\nprovider = 'http'\nurl = '" + outside_.url("/send?id={id}") + "'\n" +
                                                            (may_be_asked ? "query-url = '" + outside_.url("/taken?id={id}") + "'\n" : ""));
    std::filesystem::permissions(config, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    return std::make_unique<test::Program>(
        std::vector<std::string>{"serve", "--config", config.string(), "--data", data(), "--listen", "127.0.0.1:0"});
  }

  /// A sign-in code is handed over, and the program dies before it can write that down.
  void die_while_sending(bool may_be_asked) {
    const auto hall = serve(may_be_asked);
    const auto port = hall->port();
    outside_.kill_at_the_first(*hall);
    ASSERT_EQ(test::Client(port).post("/api/v1/sign-in/code", {{"phone", "13900000000"}}).status, 202);
    ASSERT_EQ(outside_.taken(1).size(), 1U);
    EXPECT_EQ(hall->end().code, 128 + SIGKILL);
    EXPECT_EQ(state(), "waiting");
    say("DELETE FROM round_leases");  // it would end by itself, after half a minute
  }

  std::string state() {
    return db::Database::open({.data = data()})->read([](db::Session& s) {
      return s.first<std::string>("SELECT state FROM text_outbox LIMIT 1").value_or("none");
    });
  }
  void say(std::string_view sql) {
    db::Database::open({.data = data()})->write([&](db::Session& s) { s.exec(sql); });
  }
  void wait_until(const std::string& wanted) {
    for (int look = 0; look < 600 && state() != wanted; ++look) std::this_thread::sleep_for(std::chrono::milliseconds{100});
    EXPECT_EQ(state(), wanted);
  }

  test::Folder folder_;
  Outside outside_;
};

TEST_F(TextKill, WhatTheGatewayHasIsNotSentAgain) {
  die_while_sending(true);
  say("UPDATE text_outbox SET next_try_ms = 0");
  const auto hall = serve(true);
  hall->port();
  EXPECT_EQ(outside_.asked_for(), outside_.taken(1));
  wait_until("sent");
  EXPECT_EQ(outside_.taken(1).size(), 1U);
}

TEST_F(TextKill, WhatItDoesNotHaveIsSentAgainUnderTheSameId) {
  die_while_sending(true);
  outside_.remembers = false;
  say("UPDATE text_outbox SET next_try_ms = 0");
  const auto hall = serve(true);
  hall->port();
  const auto taken = outside_.taken(2);
  ASSERT_EQ(taken.size(), 2U);
  EXPECT_EQ(taken[0], taken[1]);
  wait_until("sent");
}

TEST_F(TextKill, WhereItCannotBeAskedOnlyWhatIsHarmlessIsSentAgain) {
  die_while_sending(false);
  // As a text that must not come twice, at the end of its patience.
  say("UPDATE text_outbox SET again = 0, tries = 5, next_try_ms = 0");
  const auto hall = serve(false);
  hall->port();
  wait_until("unsure");
  EXPECT_EQ(outside_.taken(1).size(), 1U);
}

}  // namespace
}  // namespace unionhall
