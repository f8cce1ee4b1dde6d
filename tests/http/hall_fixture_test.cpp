#include <gmock/gmock.h>

#include "support/hall.h"
#include "support/promises.h"

namespace unionhall {
namespace {

/// Answers who asked, and with what.
void mount_echo(http::Router& route, Hall& hall) {
  const http::Guard anyone{"anyone", [](const http::Request&) { return std::nullopt; }};
  route.get(
      "/echo/{id}", anyone, hall, +[](const http::Request& request, Hall&) {
        const auto* who = static_cast<const Principal*>(request.principal.get());
        return http::ok({{"account", who ? who->account.text() : ""}, {"id", request.path_values.at("id")}, {"q", request.query.at("q")}});
      });
  route.post("/echo", anyone, hall,
             +[](const http::Request& request, Hall&) {
               return http::created({{"id", "7"}, {"got", http::json::parse(request.body)}, {"key", request.header("idempotency-key")}});
             },
             {.makes_something = true});
}

class HallFixture : public ::testing::TestWithParam<db::Engine> {};
UNIONHALL_ON_EACH_ENGINE(HallFixture);

TEST_P(HallFixture, CarriesWhoAsksAndWhat) {
  test::Hall hall(GetParam());
  hall.mount(mount_echo);

  const auto read = hall.as(hall.worker).get("/echo/42?q=%E6%B2%B3");
  EXPECT_EQ(read.text("account"), hall.worker.account.text());
  EXPECT_EQ(read.text("id") + read.text("q"), "42河");
  EXPECT_EQ(hall.as(hall.stranger).get("/echo/42?q=").text("account"), "");

  const auto first = hall.as(hall.chair).post("/echo", {{"name", "x"}}), second = hall.as(hall.chair).post("/echo");
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(first.text("/got/name"), "x");
  EXPECT_NE(first.text("key"), second.text("key"));
  EXPECT_EQ(hall.as(hall.chair).with("idempotency-key", "same").post("/echo").text("key"), "same");
  EXPECT_EQ(hall.as(hall.chair).get("/nowhere").key(), "http.not_found");
}

TEST_P(HallFixture, AKeyAnswersForThirtyDaysAndForWhoeverSentItAlone) {
  test::Hall hall(GetParam());
  const idempotency::Key key{.account = hall.worker.account, .text = "k", .route = "POST /api/v1/cases", .body_digest = "d"};
  auto hers = key, elsewhere = key, another = key;
  hers.account = hall.chair.account;
  elsewhere.route = "POST /api/v1/orgs";
  another.body_digest = "e";
  const auto at = hall.clock.now();
  hall.db().write([&](db::Session& s) { idempotency::remember(s, key, 7, at); });
  const auto first = [&](const idempotency::Key& of) {
    return hall.db().read([&](db::Session& s) { return idempotency::first_answer(s, of); });
  };
  const auto forgotten = [&](Instant now) { return hall.db().write([&](db::Session& s) { return idempotency::forget_old(s, now); }); };

  EXPECT_EQ(first(key), 7);
  EXPECT_EQ(first(hers), std::nullopt);
  EXPECT_THROW(first(elsewhere), Refused);
  EXPECT_THROW(first(another), Refused);
  EXPECT_EQ(forgotten(at + std::chrono::days{30}), 0);
  EXPECT_EQ(first(key), 7);
  EXPECT_EQ(forgotten(at + std::chrono::days{30} + std::chrono::milliseconds{1}), 1);
  EXPECT_EQ(first(key), std::nullopt);
}

TEST_P(HallFixture, PlantsTheTree) {
  test::Hall hall(GetParam());
  EXPECT_TRUE(hall.riverside.path.starts_with(hall.qindu.path));
  EXPECT_FALSE(hall.riverside.path.starts_with(hall.weicheng.path));
  const auto stored =
      hall.db().read([&](db::Session& s) { return s.first<std::string>("SELECT path FROM orgs WHERE id = :id", hall.riverside.id); });
  EXPECT_EQ(stored, hall.riverside.path);
  EXPECT_TRUE(hall.officer.role->org_path == hall.qindu.path);
  EXPECT_EQ(rfc3339(hall.clock.now()), "2026-07-15T14:20:08.000+08:00");
}

// ── What every answer is held to ──

/// All in one text.
std::string broken_by(const http::Response& answer, const std::string& route = "/api/v1/sign-in/code", std::string body = "") {
  http::Request asked{.method = "POST", .route = route};
  asked.body = std::move(body);
  std::string all;
  for (const auto& line : test::broken_promises(asked, answer)) all += line;
  return all;
}

http::Response sent(http::json::object body) {
  auto answer = http::ok(body);
  answer.status = 202;
  return answer;
}

TEST(Promises, AreKeptByWhatTheContractSaysAlone) {
  EXPECT_EQ(broken_by(sent({{"expires_in_s", 300}, {"again_in_s", 60}})), "");
  EXPECT_EQ(broken_by(sent({{"expires_in_s", 300}, {"again_in_s", 60}}), "/api/v1/sign-in/code", R"({"phone":"12600000001"})"), "");
  EXPECT_EQ(broken_by(http::problem({422, "http.invalid"}, {})), "");
}

TEST(Promises, AreBrokenByAFieldThatIsGoneRenamedOrNew) {
  EXPECT_THAT(broken_by(sent({{"expires_in_s", 300}})),
              testing::HasSubstr("POST /api/v1/sign-in/code 202\n  : Missing required property 'again_in_s'"));
  EXPECT_THAT(broken_by(sent({{"expires_in_s", 300}, {"again_in_s", 60}, {"more", 1}})), testing::HasSubstr("'more'"));
  EXPECT_THAT(broken_by(sent({{"expires_in_s", "300"}, {"again_in_s", 60}})),
              testing::HasSubstr("\n  /expires_in_s: Value type not permitted"));
}

TEST(Promises, AreBrokenByAStatusAKindOrARouteThatIsNotInTheContract) {
  EXPECT_THAT(broken_by(http::ok({{"expires_in_s", 300}, {"again_in_s", 60}})), testing::HasSubstr("200 is not promised"));
  auto text = sent({{"expires_in_s", 300}, {"again_in_s", 60}});
  text.headers["content-type"] = "text/csv; charset=utf-8";
  EXPECT_THAT(broken_by(text), testing::HasSubstr("202 is text/csv"));
  EXPECT_EQ(broken_by(http::no_content(), "/api/v1/nowhere"), "POST /api/v1/nowhere is in no contract");
  EXPECT_EQ(broken_by(http::problem({503, "http.busy"}, {})), "");
  EXPECT_THAT(broken_by(http::problem({503, "keys.not_ours"}, {})), testing::HasSubstr("\n  /type: "));
}

TEST(Promises, AreBrokenByATakenBodyThatTheContractDoesNotKnow) {
  const auto taken = sent({{"expires_in_s", 300}, {"again_in_s", 60}});
  EXPECT_THAT(broken_by(taken, "/api/v1/sign-in/code", R"({"telephone":"1"})"), testing::HasSubstr("took {"));
  const test::AnythingAt said{"CodeWanted"};
  EXPECT_EQ(broken_by(taken, "/api/v1/sign-in/code", R"({"telephone":"1"})"), "");
}

}  // namespace
}  // namespace unionhall
