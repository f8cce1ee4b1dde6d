// Text messages: the outbox, and each of the three ways out.
#include "hall/texts/texts.h"

#include <gmock/gmock.h>
#include <spdlog/spdlog.h>

#include <fstream>
#include <mutex>

#include "hall/texts/gateways.h"
#include "http/server.h"
#include "support/hall.h"
#include "support/web.h"

namespace unionhall::texts {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

const Phone phone = *Phone::parse("12600000001", Numbering::demo);

/// A gateway that takes what it is given, or nothing, or breaks off so that nobody knows.
class Kept final : public Gateway {
 public:
  enum class Does { take, refuse, break_off };
  void send(const Outgoing& text) override {
    asked.push_back(text);
    if (does == Does::refuse) throw NotTaken("away");
    if (does == Does::break_off) throw std::runtime_error("broke off");
  }
  Taken was_taken(const Outgoing& text) override {
    asked_for.push_back(text);
    return taken;
  }
  std::vector<Outgoing> asked, asked_for;
  Does does = Does::take;
  Taken taken = Taken::unknown;
};

class Outbox : public ::testing::TestWithParam<db::Engine> {
 protected:
  Outbox() { spdlog::set_level(spdlog::level::off); }
  TextId add(std::string code = "123456", std::string word = "sign_in_code") {
    return hall_.db().write([&](db::Session& db) {
      return texts::add(db, hall_.hall(), {.to = phone, .template_word = word, .params = {{"code", code}}}, hall_.clock.now());
    });
  }
  TextId add(NewText text) {
    return hall_.db().write([&](db::Session& db) { return texts::add(db, hall_.hall(), text, hall_.clock.now()); });
  }
  /// Handed over, and then nothing was heard of it.
  void break_off(Again again) {
    gateway_.does = Kept::Does::break_off;
    add({.to = phone, .template_word = "cases.approved", .params = {}, .again = again});
    EXPECT_EQ(send(gateway_), 0);
    EXPECT_EQ(gateway_.asked.size(), 1U);
    gateway_.does = Kept::Does::take;
    hall_.clock.advance(10s);
  }
  std::string state() { return column("SELECT state FROM text_outbox LIMIT 1"); }
  int send(Gateway& gateway, int most = 10) { return send_waiting(hall_.hall(), gateway, most); }
  std::string column(std::string_view sql) {
    return hall_.db().read([&](db::Session& db) { return db.first<std::string>(sql).value_or("none"); });
  }
  test::Hall hall_{GetParam()};
  Kept gateway_;
};
UNIONHALL_ON_EACH_ENGINE(Outbox);

TEST_P(Outbox, SendsEachTextOnceOldestFirst) {
  const auto first = add("111111"), second = add("222222");
  EXPECT_EQ(send(gateway_, 1), 1);
  EXPECT_EQ(send(gateway_), 1);
  EXPECT_EQ(send(gateway_), 0);
  ASSERT_EQ(gateway_.asked.size(), 2U);
  EXPECT_EQ(gateway_.asked[0].id, first);
  EXPECT_EQ(gateway_.asked[1].id, second);
  EXPECT_EQ(gateway_.asked[0].to, phone.text());
  EXPECT_EQ(gateway_.asked[0].params.at("code"), "111111");
}

TEST_P(Outbox, KeepsNeitherNumberNorWordsReadable) {
  add("123456");
  const auto all = "SELECT to_sealed || params_sealed || template || state FROM text_outbox LIMIT 1";
  EXPECT_THAT(column(all), Not(HasSubstr(phone.text())));
  EXPECT_THAT(column(all), Not(HasSubstr("123456")));
  send(gateway_);
  EXPECT_EQ(column(all), "sign_in_codesent");
}

TEST_P(Outbox, TriesFiveTimesWithGrowingPauses) {
  gateway_.does = Kept::Does::refuse;
  add("x", "appointed");
  std::vector<Instant> tries;
  for (int second = 0; second < 4000; ++second) {
    const auto before = gateway_.asked.size();
    send(gateway_);
    if (gateway_.asked.size() != before) tries.push_back(hall_.clock.now());
    hall_.clock.advance(1s);
  }
  ASSERT_EQ(tries.size(), 5U);
  EXPECT_EQ(tries[1] - tries[0], 10s);
  EXPECT_EQ(tries[2] - tries[1], 40s);
  EXPECT_EQ(tries[4] - tries[3], 640s);
  EXPECT_EQ(column("SELECT state FROM text_outbox LIMIT 1"), "failed");
  EXPECT_EQ(gateway_.asked.front().id, gateway_.asked.back().id);
  EXPECT_TRUE(gateway_.asked_for.empty()) << "who said no need not be asked whether it was a yes";
}

TEST_P(Outbox, WhatWasTakenIsNotSentAgain) {
  break_off(Again::if_unsure);
  gateway_.taken = Gateway::Taken::yes;
  EXPECT_EQ(send(gateway_), 1);
  EXPECT_EQ(gateway_.asked.size(), 1U);
  ASSERT_EQ(gateway_.asked_for.size(), 1U);
  EXPECT_EQ(gateway_.asked_for.front().id, gateway_.asked.front().id);
  EXPECT_EQ(gateway_.asked_for.front().tried_at, hall_.clock.now() - 10s);
  EXPECT_EQ(state(), "sent");
}

TEST_P(Outbox, WhatWasNotTakenIsSentAgain) {
  break_off(Again::never);
  gateway_.taken = Gateway::Taken::no;
  EXPECT_EQ(send(gateway_), 1);
  EXPECT_EQ(gateway_.asked.size(), 2U);
  EXPECT_EQ(state(), "sent");
}

TEST_P(Outbox, WhereNobodyKnowsOnlyWhatIsHarmlessTwiceIsSentAgain) {
  break_off(Again::if_unsure);
  EXPECT_EQ(send(gateway_), 1);
  EXPECT_EQ(gateway_.asked.size(), 2U);
  EXPECT_EQ(state(), "sent");
}

TEST_P(Outbox, WhereNobodyKnowsTheRestIsAskedForUntilItIsGivenUp) {
  break_off(Again::never);
  for (int second = 0; second < 4000; ++second) {
    send(gateway_);
    hall_.clock.advance(1s);
  }
  EXPECT_EQ(gateway_.asked.size(), 1U);
  EXPECT_EQ(gateway_.asked_for.size(), 5U);
  EXPECT_EQ(column("SELECT state || to_sealed || params_sealed FROM text_outbox LIMIT 1"), "unsure");
}

TEST_P(Outbox, AnAnswerThatComesLateIsOneToo) {
  break_off(Again::never);
  EXPECT_EQ(send(gateway_), 0);
  gateway_.taken = Gateway::Taken::yes;
  hall_.clock.advance(40s);
  EXPECT_EQ(send(gateway_), 1);
  EXPECT_EQ(gateway_.asked.size(), 1U);
}

// ── Quiet hours ──

TEST(QuietHours, RunAcrossMidnightAndByTheBeijingDay) {
  const QuietHours night{.from = 21h, .until = 8h};
  const auto at = [](const char* day, std::chrono::minutes time) { return beijing_midnight(*parse_iso_date(day)) + time; };
  EXPECT_FALSE(is_quiet(night, at("2026-07-15", 20h + 59min)));
  EXPECT_TRUE(is_quiet(night, at("2026-07-15", 21h)));
  EXPECT_TRUE(is_quiet(night, at("2026-07-16", 0h)));
  EXPECT_TRUE(is_quiet(night, at("2026-07-16", 7h + 59min)));
  EXPECT_FALSE(is_quiet(night, at("2026-07-16", 8h)));
  const QuietHours noon{.from = 12h, .until = 14h};
  EXPECT_TRUE(is_quiet(noon, at("2026-07-15", 13h)));
  EXPECT_FALSE(is_quiet(noon, at("2026-07-15", 14h)));
  EXPECT_FALSE(is_quiet({.from = 0h, .until = 0h}, at("2026-07-15", 0h))) << "none";
}

TEST_P(Outbox, AtNightOnlyWhatIsUrgentIsSent) {
  hall_.advance(8h);  // 22:20
  const auto later = add({.to = phone, .template_word = "cases.approved", .params = {}});
  const auto code = add({.to = phone, .template_word = "sign_in_code", .params = {{"code", "1"}}, .urgent = true});
  EXPECT_EQ(send(gateway_), 1);
  EXPECT_EQ(gateway_.asked.back().id, code);
  hall_.advance(9h + 39min);  // 07:59
  EXPECT_EQ(send(gateway_), 0);
  hall_.advance(1min);
  EXPECT_EQ(send(gateway_), 1);
  EXPECT_EQ(gateway_.asked.back().id, later);
}

TEST_P(Outbox, ACodeOvertakesWhatWaitsByTheHundred) {
  for (int text = 0; text < 3; ++text) add({.to = phone, .template_word = "cases.approved", .params = {}});
  const auto code = add({.to = phone, .template_word = "sign_in_code", .params = {{"code", "1"}}, .urgent = true});
  EXPECT_EQ(send(gateway_, 1), 1);
  EXPECT_EQ(gateway_.asked.back().id, code);
}

TEST_P(Outbox, DropsACodeThatNobodyCanUseAnyMore) {
  add();
  hall_.clock.advance(5min + 1ms);
  EXPECT_EQ(send(gateway_), 0);
  EXPECT_TRUE(gateway_.asked.empty());
  EXPECT_EQ(column("SELECT state FROM text_outbox LIMIT 1"), "failed");
}

TEST_P(Outbox, SendsNothingOfACommitThatFailed) {
  const auto refused = hall_.db().write([&](db::Session& db) -> Result<TextId, int> {
    texts::add(db, hall_.hall(), {.to = phone, .template_word = "sign_in_code", .params = {}}, hall_.clock.now());
    return std::unexpected(1);
  });
  EXPECT_FALSE(refused);
  EXPECT_EQ(send(gateway_), 0);
}

TEST_P(Outbox, ForgetsWhatIsDoneAfterThirtyDays) {
  add(), send(gateway_);
  add("2", "appointed");
  hall_.clock.advance(24h * 30 + 1ms);
  const auto forget = [&] { return hall_.db().write([&](db::Session& db) { return forget_old(db, hall_.clock.now()); }); };
  EXPECT_EQ(forget(), 1);  // what waits stays
  EXPECT_EQ(forget(), 0);
}

// ── The ways out ──

Gateway::Outgoing outgoing() {
  return {.id = TextId{42},
          .to = phone.text(),
          .template_word = "sign_in_code",
          .params = {{"code", "123456"}, {"name", "a \"b\" & 阿·买"}},
          .made_at = from_unix_ms(1784096408000)};
}

TEST(FileGateway, AppendsLinesOfJson) {
  const test::Folder folder;
  const auto file = folder.path() / "outbox" / "sms.jsonl";
  open_gateway({.provider = "file", .file = file}, false)->send(outgoing());
  open_gateway({.provider = "file", .file = file}, false)->send(outgoing());
  std::ifstream lines(file);
  std::string line, again;
  ASSERT_TRUE(std::getline(lines, line) && std::getline(lines, again));
  EXPECT_EQ(line, again);
  const auto json = http::json::parse(line);
  EXPECT_EQ(json.at("at"), "2026-07-15T14:20:08.000+08:00");
  EXPECT_EQ(json.at("to").as_string(), phone.text());
  EXPECT_EQ(json.at("id"), "42");
  EXPECT_EQ(json.at("template"), "sign_in_code");
  EXPECT_EQ(json.at("params").at("code"), "123456");
  EXPECT_EQ(std::filesystem::status(file).permissions(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(FileGateway, KnowsWhatItHasTaken) {
  const test::Folder folder;
  const auto file = folder.path() / "sms.jsonl";
  const auto gateway = open_gateway({.provider = "file", .file = file}, false);
  EXPECT_EQ(gateway->was_taken(outgoing()), Gateway::Taken::no);
  gateway->send(outgoing());
  EXPECT_EQ(gateway->was_taken(outgoing()), Gateway::Taken::yes);
  auto other = outgoing();
  other.id = TextId{4};
  EXPECT_EQ(gateway->was_taken(other), Gateway::Taken::no) << "another id that begins alike";
}

TEST(FileGateway, DoesNotTakeHalfALineForAText) {
  const test::Folder folder;
  const auto file = folder.write("sms.jsonl", R"({"at":"2026-07-15T14:20:08.000+08:00","id":"42","to":"1260)");
  const auto gateway = open_gateway({.provider = "file", .file = file}, false);
  EXPECT_EQ(gateway->was_taken(outgoing()), Gateway::Taken::no);
  gateway->send(outgoing());
  EXPECT_EQ(gateway->was_taken(outgoing()), Gateway::Taken::yes);
  std::ifstream lines(file);
  std::string half, whole;
  ASSERT_TRUE(std::getline(lines, half) && std::getline(lines, whole));
  EXPECT_EQ(http::json::parse(whole).at("id"), "42");
}

TEST(DemoGateway, NeverLeavesTheMachine) {
  const test::Folder folder;
  const auto file = folder.path() / "sms.jsonl";
  for (const auto* provider : {"http", "aliyun", "carrier-pigeon"}) {
    open_gateway({.provider = provider, .file = file, .url = "http://192.0.2.1/"}, true)->send(outgoing());
  }
  std::ifstream lines(file);
  EXPECT_EQ(std::count(std::istreambuf_iterator<char>(lines), {}, '\n'), 3);
}

TEST(Gateways, SayWhatTheSettingsLack) {
  EXPECT_THROW(open_gateway({.provider = "carrier-pigeon"}, false), std::runtime_error);
  EXPECT_THROW(open_gateway({.provider = "file"}, false), std::runtime_error);
  EXPECT_THROW(open_gateway({.provider = "aliyun", .aliyun_key_id = "id"}, false), std::runtime_error);
  for (const auto* url : {"", "file:///etc/passwd", "gopher://x/"}) {
    EXPECT_THROW(open_gateway({.provider = "http", .url = url}, false), std::runtime_error) << url;
  }
}

/// What a gateway of somebody else's hears, and what it answers.
class OutsideGateway : public ::testing::Test {
 protected:
  OutsideGateway() {
    spdlog::set_level(spdlog::level::off);
    const auto hear = [this](const http::Request& request) {
      const std::lock_guard lock(mutex_);
      heard_.push_back(request);
      return answer_;
    };
    test::add(application_, "GET", "/send", hear);
    test::add(application_, "POST", "/send", hear);
    test::add(application_, "POST", "/", hear, {.body = http::Body::none});
    server_ = std::make_unique<http::Server>(application_, http::ServerSettings{.port = 0});
    server_->start();
    url_ = "http://127.0.0.1:" + std::to_string(server_->port());
  }
  http::Request heard() {
    const std::lock_guard lock(mutex_);
    return heard_.empty() ? http::Request{} : heard_.back();
  }

  http::Application application_;
  std::mutex mutex_;
  std::vector<http::Request> heard_;
  http::Response answer_{.status = 200};
  std::unique_ptr<http::Server> server_;
  std::string url_;
};

TEST_F(OutsideGateway, IsAskedByAnEncodedUrl) {
  open_gateway({.provider = "http", .url = url_ + "/send?to={to}&t={template}&id={id}&p={params}"}, false)->send(outgoing());
  const auto request = heard();
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.query.at("to"), phone.text());
  EXPECT_EQ(request.query.at("t"), "sign_in_code");
  EXPECT_EQ(request.query.at("id"), "42");
  EXPECT_EQ(http::json::parse(request.query.at("p")).at("name"), "a \"b\" & 阿·买");
}

TEST_F(OutsideGateway, IsAskedWhetherItTookAText) {
  using Taken = Gateway::Taken;
  const auto gateway = open_gateway({.provider = "http", .url = url_ + "/send", .query_url = url_ + "/send?asked={id}&of={to}"}, false);
  EXPECT_EQ(gateway->was_taken(outgoing()), Taken::yes);
  EXPECT_EQ(heard().query.at("asked"), "42");
  EXPECT_EQ(heard().query.at("of"), phone.text());
  answer_ = {.status = 404};
  EXPECT_EQ(gateway->was_taken(outgoing()), Taken::no);
  answer_ = {.status = 403};
  EXPECT_EQ(gateway->was_taken(outgoing()), Taken::unknown);
  const auto mute = open_gateway({.provider = "http", .url = url_ + "/send"}, false);
  EXPECT_EQ(mute->was_taken(outgoing()), Taken::unknown);
}

TEST_F(OutsideGateway, SaysByItsAnswerWhetherATextMayBeSentAgain) {
  const auto gateway = open_gateway({.provider = "http", .url = url_ + "/send"}, false);
  const auto certainly_not = [&] {
    try {
      gateway->send(outgoing());
    } catch (const NotTaken&) {
      return true;
    } catch (const std::runtime_error&) {
    }
    return false;
  };
  answer_ = {.status = 400};
  EXPECT_TRUE(certainly_not());
  answer_ = {.status = 502};
  EXPECT_FALSE(certainly_not()) << "who failed may have failed after it sent";
  server_->stop();
  EXPECT_TRUE(certainly_not()) << "nobody was reached";
}

TEST_F(OutsideGateway, IsAskedByAJsonBody) {
  open_gateway({.provider = "http", .url = url_ + "/send", .body = R"({"to":"{to}","sms":"{template}","values":{params},"key":"{id}"})"},
               false)
      ->send(outgoing());
  const auto body = http::json::parse(heard().body);
  EXPECT_EQ(heard().header("content-type"), "application/json");
  EXPECT_EQ(body.at("to").as_string(), phone.text());
  EXPECT_EQ(body.at("values").at("name"), "a \"b\" & 阿·买");
  EXPECT_EQ(body.at("key"), "42");
}

TEST_F(OutsideGateway, IsNotFollowedElsewhereAndNotTakenAtAWrongWord) {
  const auto gateway = open_gateway({.provider = "http", .url = url_ + "/send"}, false);
  answer_ = {.status = 302, .headers = {{"location", url_ + "/send?moved=1"}}};
  EXPECT_THROW(gateway->send(outgoing()), std::runtime_error);
  EXPECT_FALSE(heard().query.contains("moved"));
  answer_ = {.status = 500};
  try {
    gateway->send(outgoing());
    FAIL() << "taken";
  } catch (const std::runtime_error& failure) {
    EXPECT_STREQ(failure.what(), "the gateway answered 500");
  }
  server_->stop();
  try {
    gateway->send(outgoing());
    FAIL() << "taken";
  } catch (const std::runtime_error& failure) {
    EXPECT_THAT(failure.what(), Not(HasSubstr(phone.text())));
  }
}

TEST_F(OutsideGateway, OfAlibabaCloudHearsASignedCall) {
  const Settings settings{.provider = "aliyun",
                          .aliyun_key_id = "id",
                          .aliyun_key_secret = "secret",
                          .aliyun_sign_name = "咸阳市总工会",
                          .aliyun_templates = {{"sign_in_code", "SMS_1"}},
                          .aliyun_endpoint = url_};
  const auto gateway = open_gateway(settings, false);
  answer_.body = R"({"Code":"OK","Message":"OK"})";
  gateway->send(outgoing());
  const auto request = heard();
  EXPECT_EQ(request.query.at("PhoneNumbers"), phone.text());
  EXPECT_EQ(request.query.at("SignName"), "咸阳市总工会");
  EXPECT_EQ(request.query.at("TemplateCode"), "SMS_1");
  EXPECT_EQ(request.query.at("OutId"), "42");
  EXPECT_EQ(http::json::parse(request.query.at("TemplateParam")).at("code"), "123456");
  EXPECT_EQ(request.header("x-acs-action"), "SendSms");
  EXPECT_THAT(std::string(request.header("authorization")), testing::StartsWith("ACS3-HMAC-SHA256 Credential=id,SignedHeaders=host;"));

  answer_.body = R"({"Code":"isv.BUSINESS_LIMIT_CONTROL"})";
  EXPECT_THROW(gateway->send(outgoing()), std::runtime_error);
  auto unknown = outgoing();
  unknown.template_word = "appointed";
  EXPECT_THROW(gateway->send(unknown), NotTaken);
  auto english = outgoing();
  english.template_word = "sign_in_code.en";
  answer_.body = R"({"Code":"OK"})";
  gateway->send(english);
  EXPECT_EQ(heard().query.at("TemplateCode"), "SMS_1") << "better Chinese than nothing";
}

TEST_F(OutsideGateway, OfAlibabaCloudSaysWhatItHasSent) {
  using Taken = Gateway::Taken;
  const auto gateway = open_gateway(
      {.provider = "aliyun", .aliyun_key_id = "id", .aliyun_key_secret = "secret", .aliyun_sign_name = "x", .aliyun_endpoint = url_},
      false);
  auto text = outgoing();
  text.tried_at = from_unix_ms(1784131200000);  // 2026-07-16T00:00+08:00
  answer_.body = R"({"Code":"OK","SmsSendDetailDTOs":{"SmsSendDetailDTO":[{"OutId":"41"},{"OutId":"42","SendStatus":1}]}})";
  EXPECT_EQ(gateway->was_taken(text), Taken::yes);
  EXPECT_EQ(heard().header("x-acs-action"), "QuerySendDetails");
  EXPECT_EQ(heard().query.at("PhoneNumber"), phone.text());
  EXPECT_EQ(heard().query.at("SendDate"), "20260716");
  answer_.body = R"({"Code":"OK","TotalCount":2,"SmsSendDetailDTOs":{"SmsSendDetailDTO":[]}})";
  EXPECT_EQ(gateway->was_taken(text), Taken::unknown) << "that it is not listed is no proof";
  answer_.body = "<html>";
  EXPECT_EQ(gateway->was_taken(text), Taken::unknown);
}

TEST(AlibabaCloud, IsSignedAsItsOwnExampleSays) {
  // The worked example of https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature
  const SignedCall call{.host = "ecs.cn-shanghai.aliyuncs.com",
                        .action = "RunInstances",
                        .version = "2014-05-26",
                        .nonce = "3156853299f313e23d1673dc12e1703d",
                        .at = from_unix_ms(1698315752000),
                        .query = {{"ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"}, {"RegionId", "cn-shanghai"}}};
  EXPECT_THAT(signed_headers(call, "YourAccessKeyId", "YourAccessKeySecret").back(),
              testing::EndsWith("Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"));
}

}  // namespace
}  // namespace unionhall::texts
