#include <gmock/gmock.h>

#include "support/web.h"

namespace unionhall {

namespace {

using OrgId = Id<struct Org>;
using test::form;

std::string json_of(const http::Response& response) { return response.body; }

/// pointer → code of every faulty field.
std::map<std::string, std::string> faults(const http::Form& form) {
  const auto problem = form.problem();
  if (!problem) return {};
  std::map<std::string, std::string> result;
  const auto body = http::json::parse(problem->body);
  for (const auto& error : body.at("errors").as_array()) {
    result.emplace(error.at("pointer").as_string(), error.at("code").as_string());
  }
  return result;
}

/// The key of the problem that the body as a whole is, or "".
std::string problem_type(const std::string& body) {
  const auto request = form(body);
  const auto problem = http::Form(request).problem();
  return problem ? std::string(http::json::parse(problem->body).at("type").as_string()) : "";
}

TEST(Form, ReadsWhatWasFilledIn) {
  const auto request = form(R"({"name": " 秦都区快递行业工会　", "members": 25, "demo": true, "founded": "2026-07-15", "parent": "42"})");
  http::Form it(request);
  EXPECT_EQ(it.text("name", {}), "秦都区快递行业工会");
  EXPECT_EQ(it.integer("members", 1, 100), 25);
  EXPECT_TRUE(it.flag_or("demo", false));
  EXPECT_EQ(it.date("founded"), (Date{std::chrono::year{2026} / 7 / 15}));
  EXPECT_EQ(it.id<OrgId>("parent"), OrgId{42});
  EXPECT_FALSE(it.problem());
}

TEST(Form, WhatIsFaultyInAPartIsFaultyInTheWhole) {
  const auto request = form(R"({"form": {"name": "李小河", "members": "many"}, "other": 1})");
  http::Form it(request);
  auto part = it.part("form");
  EXPECT_EQ(part.text("name", {}), "李小河");
  part.integer("members", 1, 100);
  it.part("other");
  it.part("missing").text("name", {});
  const std::map<std::string, std::string> all{
      {"/form/members", "not_an_integer"}, {"/other", "not_a_form"}, {"/missing", "required"}, {"/missing/name", "required"}};
  EXPECT_EQ(faults(it), all);
  EXPECT_EQ(faults(part), all);
}

TEST(Form, NamesEveryFaultyFieldAtOnce) {
  const auto request =
      form(R"({"name": "  ", "members": 2.5, "demo": "yes", "founded": "2026-02-30", "parent": 42, "note": 1, "kind": "x"})");
  http::Form it(request);
  it.text("name", {});
  it.integer("members", 1, 100);
  it.flag_or("demo", false);
  it.date("founded");
  it.id<OrgId>("parent");
  it.text("note", {});
  it.word<int>("kind", [](std::string_view) { return std::optional<int>{}; });
  it.text("missing", {});
  const std::map<std::string, std::string> all{{"/name", "required"},      {"/members", "not_an_integer"}, {"/demo", "not_a_flag"},
                                               {"/founded", "not_a_date"}, {"/parent", "not_text"},        {"/note", "not_text"},
                                               {"/kind", "unknown_word"},  {"/missing", "required"}};
  EXPECT_EQ(faults(it), all);
  EXPECT_EQ(it.problem()->status, 422);
}

TEST(Form, SaysHowManyCharactersAreMissingOrTooMany) {
  const auto request = form(R"({"short": "𠮷田", "long": "一二三四五"})");
  http::Form it(request);
  it.text("short", {.chars_min = 3, .chars_max = 9});
  it.text("long", {.chars_min = 1, .chars_max = 4});
  const auto body = json_of(*it.problem());
  EXPECT_THAT(body, testing::HasSubstr("少 1 个字，至少 3 个字"));
  EXPECT_THAT(body, testing::HasSubstr("多 1 个字，最多 4 个字"));
}

TEST(Form, WhatIsLeftOutIsNoMistakeWhereItMayBe) {
  const auto request = form(R"({"blank": "", "null": null})");
  http::Form it(request);
  EXPECT_EQ(it.optional_text("blank", {}), std::nullopt);
  EXPECT_EQ(it.optional_text("null", {}), std::nullopt);
  EXPECT_EQ(it.optional_text("absent", {}), std::nullopt);
  EXPECT_EQ(it.text_or("absent", "无", {}), "无");
  EXPECT_EQ(it.text("absent", {.chars_min = 0}), "");
  EXPECT_EQ(it.integer_or("absent", 50, 1, 100), 50);
  EXPECT_EQ(it.optional_date("absent"), std::nullopt);
  EXPECT_EQ(it.optional_id<OrgId>("blank"), std::nullopt);
  EXPECT_FALSE(it.has("null"));
  EXPECT_FALSE(it.problem());
}

TEST(Form, NumbersStayWithinTheirBounds) {
  const auto request = form(R"({"low": 0, "high": 101, "huge": 18446744073709551615, "vast": 1e300})");
  http::Form it(request);
  for (const auto* field : {"low", "high", "huge", "vast"}) it.integer(field, 1, 100);
  const std::map<std::string, std::string> all{
      {"/low", "too_small"}, {"/high", "too_large"}, {"/huge", "too_large"}, {"/vast", "not_an_integer"}};
  EXPECT_EQ(faults(it), all);
}

TEST(Form, ControlCharactersAreRefused) {
  const auto request = form("{\"bell\": \"a\\u0007b\", \"c1\": \"a\u0085b\", \"line\": \"a\\nb\", \"fine\": \"a¡b\"}");
  http::Form it(request);
  for (const auto* field : {"bell", "c1", "line", "fine"}) it.text(field, {});
  const std::map<std::string, std::string> all{
      {"/bell", "control_character"}, {"/c1", "control_character"}, {"/line", "control_character"}};
  EXPECT_EQ(faults(it), all);
}

TEST(Form, WhatIsNoJsonObjectIsRefusedAsAWhole) {
  for (const auto* body : {"{", "{\"a\":1", "{} x", "{'a':1}", "{\"a\":1,}", "\xEF\xBB\xBF{}", "{\"a\":\"\xFF\"}", "{\"a\":\"\\ud800\"}",
                           "{\"a\":NaN}", "/**/{}", "nul", " "}) {
    EXPECT_EQ(problem_type(body), "/problems/http.json_malformed") << body;
  }
  for (const auto* body : {"[]", "1", "\"text\"", "null"}) EXPECT_EQ(problem_type(body), "/problems/http.json_not_an_object") << body;
}

TEST(Form, ANameThatStandsTwiceIsRefusedAtAnyDepth) {
  EXPECT_EQ(problem_type(R"({"a":1,"a":2})"), "/problems/http.json_duplicate_name");
  EXPECT_EQ(problem_type(R"({"a":[{"b":{"c":1,"\u0063":2}}]})"), "/problems/http.json_duplicate_name");
  EXPECT_EQ(problem_type(R"({"a":{"a":1},"b":{"a":1}})"), "");
}

TEST(Form, TheNullCharacterIsRefusedAnywhere) {
  for (const auto* body : {R"({"a":"\u0000"})", R"({"\u0000":1})", R"({"a":[["x\u0000y"]]})"}) {
    EXPECT_EQ(problem_type(body), "/problems/http.json_null_character") << body;
  }
}

TEST(Form, NestsThirtyTwoDeepAndNotDeeper) {
  const auto nested = [](int depth) { return "{\"a\":" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}"; };
  EXPECT_EQ(problem_type(nested(32)), "");
  EXPECT_EQ(problem_type(nested(33)), "/problems/http.json_malformed");
  EXPECT_EQ(problem_type(std::string(60'000, '[')), "/problems/http.json_malformed");
}

TEST(Form, AnEmptyBodyIsAnEmptyForm) {
  const auto request = form("");
  http::Form it(request);
  it.text("name", {});
  EXPECT_EQ(faults(it), (std::map<std::string, std::string>{{"/name", "required"}}));
}

TEST(Form, SpeaksTheCallersLanguage) {
  auto request = form("{}");
  request.language = http::Language::en;
  http::Form it(request);
  it.text("name", {});
  EXPECT_THAT(json_of(*it.problem()), testing::HasSubstr("Still to fill in"));
}

}  // namespace

}  // namespace unionhall
