// The desk's counters: what waits, asked once or told to an open page as it changes.
#include <gmock/gmock.h>
#include <spdlog/spdlog.h>

#include "hall/accounts/accounts.h"
#include "hall/notices/notices.h"
#include "http/server.h"
#include "notices_test.h"
#include "support/wire.h"

namespace unionhall::notices {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

class Counters : public test::Door {
 protected:
  Counters() {
    spdlog::set_level(spdlog::level::off);
    test::add_notice_words();
    hall.mount(mount);
    counted_by("test", [](db::Session&, const access::Role& role) -> std::vector<Waiting> {
      return {{"cases.inbox", role.word == access::RoleWord::officer ? 7 : 0}};
    });
    appointed_ = appointed("秦干事", "12600000002", access::RoleWord::officer, hall.qindu);
    token_ = officer("12600000002", appointed_);
  }
  ~Counters() override {
    if (server_) server_->stop(0ms);
    counted_by("test", [](db::Session&, const access::Role&) { return std::vector<Waiting>{}; });
  }

  std::uint16_t start(http::ServerSettings settings = {}) {
    settings.port = 0;
    settings.stream_turn = 20ms;
    server_ = std::make_unique<http::Server>(hall.application, settings);
    server_->start();
    return server_->port();
  }
  std::string ask() const {
    return "GET /api/v1/me/counters HTTP/1.1\r\nHost: hall\r\nAccept: text/event-stream\r\nAuthorization: Bearer " + token_ + "\r\n\r\n";
  }
  void tell() {
    hall.db().write([&](db::Session& db) {
      notices::tell_officers(db, hall.hall(), hall.qindu.id, "rights", {.key = "cases.arrived", .params = {{"what", "入会申请"}}},
                             hall.clock.now());
    });
  }
  std::int64_t last_seen() { return count("SELECT MAX(last_seen_ms) FROM sessions"); }

  accounts::Appointed appointed_;
  std::string token_;
  std::unique_ptr<http::Server> server_;
};
UNIONHALL_ON_EACH_ENGINE(Counters);

TEST_P(Counters, SayWhatWaitsForTheRoleInForce) {
  tell();
  const auto counters = with(token_).get("/api/v1/me/counters");
  ASSERT_EQ(counters.status, 200) << counters.body;
  EXPECT_EQ(counters.number("unread"), 1);
  EXPECT_EQ(counters.json.at("waiting").at("cases.inbox"), 7);
  const auto worker = sign_in("12600000009");
  EXPECT_EQ(with(worker).get("/api/v1/me/counters").status, 403);
}

TEST_P(Counters, AreToldToAnOpenPageAsTheyChange) {
  test::Wire page(start());
  EXPECT_EQ(page.ask(ask()).status, 200);
  EXPECT_EQ(page.until("\n\n"), "event: counters\ndata: {\"unread\":0,\"waiting\":{\"cases.inbox\":7}}\n\n");
  tell();
  EXPECT_EQ(page.until("\n\n"), "event: counters\ndata: {\"unread\":1,\"waiting\":{\"cases.inbox\":7}}\n\n");
}

TEST_P(Counters, AnOpenPageEndsWithTheSession) {
  test::Wire page(start());
  page.ask(ask());
  page.until("\n\n");
  EXPECT_EQ(with(token_).post("/api/v1/sign-out").status, 204);
  EXPECT_TRUE(page.ends());
  EXPECT_EQ(test::Wire(server_->port()).ask(ask()).status, 401);
}

TEST_P(Counters, AnOpenPageKeepsNoIdleOfficerInHerRole) {
  const auto seen = last_seen();
  test::Wire page(start());
  page.ask(ask());
  page.until("\n\n");
  pass(10min);
  EXPECT_EQ(with(token_).get("/api/v1/me/counters").status, 200);
  EXPECT_EQ(last_seen(), seen) << "the page asked, not she";
  pass(5min);
  EXPECT_TRUE(page.ends());
  EXPECT_EQ(with(token_).get("/api/v1/me/counters").key(), "access.second_factor_needed");
}

TEST_P(Counters, OnePersonKeepsNoMorePagesOpenThanABrowserDoes) {
  const auto port = start();
  std::vector<std::unique_ptr<test::Wire>> pages;
  for (int number = 0; number < 6; ++number) {
    pages.push_back(std::make_unique<test::Wire>(port));
    EXPECT_EQ(pages.back()->ask(ask()).status, 200);
  }
  const auto refused = test::Wire(port).ask(ask());
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.header("retry-after"), "30");
  pages.pop_back();
  while (server_->counters().streams == 6) std::this_thread::sleep_for(1ms);
  // The place is free once the connection is: ask until then.
  while (test::Wire(port).ask(ask()).status == 429) std::this_thread::sleep_for(1ms);
}

}  // namespace
}  // namespace unionhall::notices
