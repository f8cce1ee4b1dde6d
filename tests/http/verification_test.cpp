// Verification: a record becomes hers, from her own phone at once, from another only when somebody confirms.
#include "services/verification/verification.h"

#include <gmock/gmock.h>

#include "base/names.h"
#include "hall/figures/figures.h"
#include "hall/members/members.h"
#include "hall/notices/notices.h"
#include "hall/sources/sources.h"
#include "support/door.h"
#include "support/enrol.h"

namespace unionhall {
namespace {

using ::testing::IsEmpty;

constexpr std::string_view li = "619999199003071124";

class Verification : public test::Door {
 protected:
  Verification() {
    hall.mount(cases::mount);
    hall.mount(members::mount);
    hall.mount(notices::mount);
    hall.mount(verification::mount);
    members::offer_figures();
    cases::offer_figures();
    collect("李小河", li, "12000000009");
    chair_ = officer("12000000001", appointed("赵主席", "12000000001", access::RoleWord::chair, hall.riverside));
  }

  void collect(const std::string& name, std::string_view id_number, const std::string& phone) {
    test::enrol(hall, {.name = name, .id_number = id_number, .at = hall.riverside, .phone = *Phone::parse(phone, Numbering::demo)});
  }
  test::Reply claim(const std::string& token, std::string_view id_number = li, std::string name = "李小河") {
    return with(token).post("/api/v1/me/verification", {{"name", name}, {"id_number", id_number}});
  }
  test::Reply take(const std::string& token, const std::string& id, http::json::object body) {
    const auto now = with(token).get("/api/v1/cases/" + id);
    return with(token).with("if-match", now.etag()).post("/api/v1/cases/" + id + "/steps", std::move(body));
  }
  std::string code_on_collected_phone() {
    struct Kept final : texts::Gateway {
      void send(const Outgoing& text) override {
        if (text.template_word == "record_claimed") to = text.to, code = text.params.at("code");
      }
      Taken was_taken(const Outgoing&) override { return Taken::unknown; }
      std::string to, code;
    } gateway;
    texts::send_waiting(hall.hall(), gateway, 10);
    EXPECT_EQ(gateway.to, "12000000009");
    return gateway.code;
  }

  std::string chair_;
};
UNIONHALL_ON_EACH_ENGINE(Verification);

TEST_P(Verification, FromTheCollectedPhoneItIsDoneAtOnce) {
  const auto token = sign_in("12000000009");
  EXPECT_EQ(with(token).get("/api/v1/me/record").status, 404);
  const auto done = claim(token);
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(done.text("state"), "verified");
  const auto record = with(token).get("/api/v1/me/record");
  EXPECT_EQ(record.text("/membership/org/name"), hall.riverside.name);
  EXPECT_EQ(record.text("/verified/method"), "sign_in");
  figures::fold_all(hall.db());
  EXPECT_THAT(figures::check(hall.db()), IsEmpty());
  EXPECT_EQ(claim(token).status, 200) << "said again, it is so already";
}

TEST_P(Verification, FromAnotherPhoneNothingOpensUntilTheCollectedOneConfirms) {
  const auto token = sign_in("12000000010");
  const auto waits = claim(token);
  ASSERT_EQ(waits.status, 202) << waits.body;
  const auto id = waits.text("case");
  EXPECT_EQ(with(token).get("/api/v1/me/record").status, 404);
  EXPECT_EQ(claim(token).key(), "verification.claimed_already");
  const auto code = code_on_collected_phone();
  EXPECT_EQ(take(token, id, {{"step", "confirm"}, {"code", other_than(code)}}).error_at("/code"), "claim_code_wrong");
  EXPECT_EQ(take(token, id, {{"step", "confirm"}, {"code", code}}).status, 200);
  EXPECT_EQ(with(token).get("/api/v1/me/record").status, 200);
}

TEST_P(Verification, ACodeIsTriedFiveTimes) {
  const auto token = sign_in("12000000010");
  const auto id = claim(token).text("case");
  const auto code = code_on_collected_phone();
  for (int i = 0; i < verification::code_tries; ++i) take(token, id, {{"step", "confirm"}, {"code", other_than(code)}});
  EXPECT_EQ(take(token, id, {{"step", "confirm"}, {"code", code}}).error_at("/code"), "claim_code_wrong");
  EXPECT_EQ(with(token).get("/api/v1/me/record").status, 404);
}

TEST_P(Verification, OrAnOfficerOfHerUnionConfirms) {
  const auto token = sign_in("12000000010");
  const auto id = claim(token).text("case");
  EXPECT_EQ(take(token, id, {{"step", "approve"}}).key(), "cases.own_case");
  EXPECT_EQ(take(chair_, id, {{"step", "approve"}}).status, 200);
  EXPECT_EQ(with(token).get("/api/v1/me/record").status, 200);
}

TEST_P(Verification, WhatDoesNotBelongTogetherIsAnsweredAlikeAndFewTimes) {
  const auto token = sign_in("12000000010");
  EXPECT_EQ(claim(token, li, "王小河").key(), "verification.no_match");
  EXPECT_EQ(claim(token, "619999198812310012", "李小河").key(), "verification.no_match");
  EXPECT_EQ(claim(token, "123", "李小河").key(), "verification.no_match");
  for (int i = 0; i < 3; ++i) claim(token, li, "王小河");
  EXPECT_EQ(claim(token).status, 429) << "not even the right one";
  EXPECT_EQ(count("SELECT count(*) FROM cases"), 0);
}

TEST_P(Verification, WhoIsKnownBecomesNobodyElse) {
  collect("张大山", "619999198812310012", "12000000019");
  const auto token = sign_in("12000000009");
  EXPECT_EQ(claim(token).status, 200);
  EXPECT_EQ(claim(token, "619999198812310012", "张大山").key(), "verification.is_known");
}

TEST_P(Verification, ADemosNumberOpensNoRecordWherePeopleAreReal) {
  const auto token = sign_in("12000000009");
  hall.hall().settings.demo = false;
  EXPECT_EQ(claim(token).key(), "verification.no_match") << "though there is such a record, and from its own phone";
  EXPECT_EQ(with(token).get("/api/v1/me/record").status, 404);
}

}  // namespace
}  // namespace unionhall
