// From request to answer, without a socket.
#include <gmock/gmock.h>

#include "http/security.h"
#include "support/web.h"

namespace unionhall {

namespace {

using test::add;
using test::request;
using testing::HasSubstr;

std::string key_of(const http::Response& response) {
  const auto type = std::string(http::json::parse(response.body).at("type").as_string());
  return type.substr(std::string("/problems/").size());
}

http::Response done(const http::Request&) { return http::ok({{"done", true}}); }

http::Response ask(const http::Application& application, http::Request it) { return application.answer(it); }

TEST(Application, AnswersAProblemInTheCallersLanguage) {
  const http::Application application;
  auto nowhere = request("GET", "/nowhere", {{"accept-language", "en-GB,en;q=0.9,zh;q=0.1"}});
  const auto english = application.answer(nowhere);
  EXPECT_EQ(english.status, 404);
  EXPECT_EQ(english.headers.at("content-type"), "application/problem+json");
  EXPECT_EQ(english.headers.at("content-language"), "en");
  const auto body = http::json::parse(english.body);
  EXPECT_EQ(body.at("type"), "/problems/http.not_found");
  EXPECT_EQ(body.at("title"), "Not found, or outside your area");
  EXPECT_EQ(body.at("status"), 404);
  EXPECT_EQ(body.at("instance"), english.headers.at("x-request-id").c_str());

  for (const auto* languages : {"", "de", "zh-Hant-TW", "en;q=0", "en;q=0.5, zh;q=0.5", "*", ";;q=,"}) {
    EXPECT_EQ(ask(application, request("GET", "/nowhere", {{"accept-language", languages}})).headers.at("content-language"), "zh-CN")
        << languages;
  }
}

TEST(Application, AnUnknownMethodIsToldWhatIsAllowed) {
  http::Application application;
  add(application, "GET", "/me", done);
  const auto refused = ask(application, request("POST", "/me"));
  EXPECT_EQ(refused.status, 405);
  EXPECT_EQ(refused.headers.at("allow"), "GET, HEAD, OPTIONS");

  const auto asked = ask(application, request("OPTIONS", "/me"));
  EXPECT_EQ(asked.status, 204);
  EXPECT_EQ(asked.headers.at("allow"), "GET, HEAD, OPTIONS");
}

TEST(Application, TheGuardComesBeforeTheHandler) {
  http::Application application;
  bool reached = false;
  add(
      application, "GET", "/members", [&](const http::Request&) { return reached = true, http::no_content(); }, {}, test::nobody);
  EXPECT_EQ(ask(application, request("GET", "/members")).status, 403);
  EXPECT_FALSE(reached);
}

TEST(Application, TheAuthenticatorComesBeforeTheGuard) {
  http::Application application;
  application.authenticate = [](http::Request& it) { it.principal = std::make_shared<const int>(7); };
  const http::Guard known{"signed_in", [](const http::Request& it) {
                            return it.principal ? std::nullopt : std::optional<Problem>{{401, "test.unknown"}};
                          }};
  add(application, "GET", "/me", done, {}, known);
  EXPECT_EQ(ask(application, request("GET", "/me")).status, 200);

  application.authenticate = [](http::Request&) { throw Refused({401, "test.broken_token"}); };
  const auto refused = ask(application, request("GET", "/me"));
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(key_of(refused), "test.broken_token");
}

TEST(Application, AFailureTellsNothingButItsNumber) {
  http::Application application;
  add(application, "GET", "/members", [](const http::Request&) -> http::Response { throw std::runtime_error("phone 12600000000"); });
  const auto failed = ask(application, request("GET", "/members"));
  EXPECT_EQ(failed.status, 500);
  EXPECT_EQ(key_of(failed), "http.internal");
  EXPECT_THAT(failed.body, testing::Not(HasSubstr("126")));
  EXPECT_FALSE(failed.headers.at("x-request-id").empty());
}

TEST(Application, AFailureThatCanBeExplainedIs) {
  http::Application application;
  application.explain = [](const std::exception& failure) -> std::optional<Problem> {
    if (!dynamic_cast<const std::out_of_range*>(&failure)) return std::nullopt;
    return Problem{.status = 503, .key = "test.away", .retry_after_s = 3};
  };
  add(application, "GET", "/away", [](const http::Request&) -> http::Response { throw std::out_of_range("away"); });
  add(application, "GET", "/broken", [](const http::Request&) -> http::Response { throw std::runtime_error("broken"); });
  const auto away = ask(application, request("GET", "/away"));
  EXPECT_EQ(away.status, 503);
  EXPECT_EQ(away.headers.at("retry-after"), "3");
  EXPECT_EQ(ask(application, request("GET", "/broken")).status, 500);
}

TEST(Application, WhatMakesSomethingNeedsAnIdempotencyKey) {
  http::Application application;
  add(application, "POST", "/cases", done, {.makes_something = true});
  EXPECT_EQ(key_of(ask(application, request("POST", "/cases"))), "http.idempotency_key_missing");
  EXPECT_EQ(ask(application, request("POST", "/cases", {{"idempotency-key", "k1"}})).status, 200);
}

TEST(Application, ABodyHasARightTypeAndSize) {
  http::Application application;
  add(application, "POST", "/forms", done, {.body_bytes_max = 10});
  add(application, "POST", "/files", done, {.body = http::Body::file, .body_bytes_max = 1 << 20});
  add(application, "GET", "/me", done);
  const auto status = [&](std::string method, std::string path, std::string type, std::string length) {
    return ask(application, request(method, path, {{"content-type", type}, {"content-length", length}})).status;
  };
  EXPECT_EQ(status("POST", "/forms", "application/json; charset=utf-8", "10"), 200);
  EXPECT_EQ(status("POST", "/forms", "application/json", "11"), 413);
  EXPECT_EQ(status("POST", "/forms", "text/plain", "10"), 415);
  EXPECT_EQ(status("POST", "/forms", "", "10"), 415);
  EXPECT_EQ(status("POST", "/forms", "", "0"), 200) << "a POST without a body needs no type";
  EXPECT_EQ(status("POST", "/files", "text/csv", "1048576"), 200);
  EXPECT_EQ(status("POST", "/files", "multipart/form-data; boundary=x", "100"), 415);
  EXPECT_EQ(status("GET", "/me", "application/json", "1"), 413);
}

TEST(Application, AnotherSiteCannotUseOurCookie) {
  http::Application application;
  application.own_origins = {"https://desk.example"};
  add(application, "POST", "/cases", done);
  add(application, "GET", "/cases", done);
  const auto status = [&](http::Fields headers) {
    headers.emplace("host", "hall.example");
    headers.emplace("cookie", "session=1");
    return ask(application, request("POST", "/cases", std::move(headers))).status;
  };
  EXPECT_EQ(status({{"sec-fetch-site", "same-origin"}}), 200);
  EXPECT_EQ(status({{"sec-fetch-site", "none"}}), 200);
  EXPECT_EQ(status({{"origin", "https://hall.example"}}), 200) << "a browser without Sec-Fetch-Site";
  EXPECT_EQ(status({{"sec-fetch-site", "same-site"}, {"origin", "https://desk.example"}}), 200);

  EXPECT_EQ(status({}), 403);
  EXPECT_EQ(status({{"sec-fetch-site", "cross-site"}}), 403);
  EXPECT_EQ(status({{"sec-fetch-site", "same-site"}}), 403);
  EXPECT_EQ(status({{"origin", "https://evil.example"}}), 403);
  EXPECT_EQ(status({{"origin", "null"}}), 403);
  EXPECT_EQ(status({{"origin", "https://hall.example.evil.example"}}), 403);
  EXPECT_EQ(status({{"sec-fetch-site", "cross-site"}, {"origin", "http://hall.example"}}), 403);

  EXPECT_EQ(ask(application, request("POST", "/cases")).status, 200) << "a bearer token is sent by no browser on its own";
  EXPECT_EQ(ask(application, request("GET", "/cases", {{"cookie", "session=1"}, {"sec-fetch-site", "cross-site"}})).status, 200);
}

TEST(Application, EveryAnswerTellsBrowsersToBeStrict) {
  http::Application application;
  add(application, "GET", "/me", done);
  for (const auto* path : {"/me", "/nowhere"}) {
    const auto response = ask(application, request("GET", path));
    EXPECT_THAT(response.headers.at("content-security-policy"), HasSubstr("frame-ancestors 'none'"));
    EXPECT_THAT(response.headers.at("content-security-policy"), testing::Not(HasSubstr("unsafe")));
    EXPECT_EQ(response.headers.at("x-content-type-options"), "nosniff");
    EXPECT_EQ(response.headers.at("cache-control"), "no-store");
  }
}

TEST(Application, PicturesComeFromNowhereElseUnlessTheHallSaysSo) {
  http::Application application;
  add(application, "GET", "/me", done);
  const auto policy = [&] { return ask(application, request("GET", "/me")).headers.at("content-security-policy"); };
  const std::string rest = "; media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
  EXPECT_EQ(policy(), "default-src 'self'; img-src 'self' data: blob:" + rest);
  http::pictures_come_also_from({"https://t0.tiles.example", "https://t1.tiles.example"});
  EXPECT_EQ(policy(), "default-src 'self'; img-src 'self' data: blob: https://t0.tiles.example https://t1.tiles.example" + rest);
  http::pictures_come_also_from({});
  EXPECT_EQ(policy(), "default-src 'self'; img-src 'self' data: blob:" + rest);
}

TEST(Application, ALineBreakInAHeaderNeverLeaves) {
  http::Application application;
  add(application, "GET", "/report", [](const http::Request&) {
    return http::Response{.headers = {{"content-disposition", "attachment; filename=\"a\r\nset-cookie: x=1\""}}};
  });
  const auto response = ask(application, request("GET", "/report"));
  EXPECT_EQ(response.status, 500);
  EXPECT_FALSE(response.headers.contains("content-disposition"));
}

TEST(Application, AVersionIsTaggedAndAskedFor) {
  const auto fresh = http::versioned(request("GET", "/orgs/1"), {{"name", "x"}}, 7);
  EXPECT_EQ(fresh.status, 200);
  EXPECT_EQ(fresh.headers.at("etag"), "\"7\"");
  for (const auto* known : {"\"7\"", "W/\"7\"", "\"6\", \"7\"", "*"}) {
    EXPECT_EQ(http::versioned(request("GET", "/", {{"if-none-match", known}}), {}, 7).status, 304) << known;
  }
  EXPECT_EQ(http::versioned(request("GET", "/", {{"if-none-match", "\"77\""}}), {}, 7).status, 200);

  EXPECT_EQ(http::expected_version(request("PATCH", "/", {{"if-match", "\"7\""}})), 7);
  const auto refusal = [](http::Fields headers) {
    try {
      http::expected_version(request("PATCH", "/", std::move(headers)));
    } catch (const Refused& refused) {
      return refused.problem.status;
    }
    return 0;
  };
  EXPECT_EQ(refusal({}), 428);
  for (const auto* malformed : {"7", "\"\"", "\"x\"", "W/\"7\"", "\"7\", \"8\"", "*", "\"-7\"", "\""}) {
    EXPECT_EQ(refusal({{"if-match", malformed}}), 412) << malformed;
  }
}

TEST(Application, APathIdThatIsNoneIsNotFound) {
  http::Application application;
  add(application, "GET", "/orgs/{id}", [](const http::Request& it) { return http::ok(it.path_id<Id<struct Org>>("id").value); });
  EXPECT_EQ(ask(application, request("GET", "/orgs/42")).body, "42");
  for (const auto* path : {"/orgs/0", "/orgs/-1", "/orgs/+1", "/orgs/1x", "/orgs/9223372036854775808"}) {
    EXPECT_EQ(ask(application, request("GET", path)).status, 404) << path;
  }
}

TEST(Cookies, AreFoundByTheirWholeName) {
  const auto it = request("GET", "/", {{"cookie", "a=1; session=xyz;b=\"2\"; empty=; c = 3; session=second; bare"}});
  EXPECT_EQ(it.cookie("session"), "xyz");
  EXPECT_EQ(it.cookie("a"), "1");
  EXPECT_EQ(it.cookie("b"), "2");
  for (const auto* name : {"empty", "sessio", "ession", "bare", "c", ""}) EXPECT_EQ(it.cookie(name), "") << name;
}

TEST(Texts, FillTheirParams) {
  http::Texts texts;
  texts.add({{"test.two", "{a}和{b}", "{a} and {b}, {a}"}, {"test.odd", "{", "}{x"}});
  EXPECT_EQ(texts.text("test.two", http::Language::zh_cn, {{"a", "甲"}, {"b", "乙"}}), "甲和乙");
  EXPECT_EQ(texts.text("test.two", http::Language::en, {{"a", "{b}"}}), "{b} and {b}, {b}") << "a param is not filled again";
  EXPECT_EQ(texts.text("test.odd", http::Language::zh_cn), "{");
  EXPECT_EQ(texts.text("test.odd", http::Language::en), "}{x");
  EXPECT_EQ(texts.text("test.none", http::Language::en), "test.none");
}

TEST(Texts, AKeyHasOneMeaning) {
  http::Texts texts;
  texts.add({{"test.key", "甲", "a"}});
  EXPECT_NO_THROW(texts.add({{"test.key", "甲", "a"}}));
  EXPECT_THROW(texts.add({{"test.key", "乙", "a"}}), std::logic_error);
}

}  // namespace

}  // namespace unionhall
