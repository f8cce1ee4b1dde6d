// Errands: a task of an appeal, handed to somebody without an account, who answers by a link.
#include "services/appeals/errands.h"

#include <fmt/format.h>

#include "appeals_links.h"
#include "hall/access/own_data.h"
#include "hall/files/files.h"
#include "support/enrol.h"
#include "support/pictures.h"

namespace unionhall {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
namespace errands = appeals::errands;

constexpr std::string_view canteen_phone = "12600000031";

class Errands : public test::AppealLinks {
 protected:
  test::Reply give(const test::Player& who, const std::string& appeal, http::json::object more = {}) {
    more.emplace("name", "食堂");
    more.emplace("words", "中午备一桶绿豆汤");
    more.emplace("days", 1);
    return hall.as(who).post("/api/v1/appeals/" + appeal + "/errands", std::move(more));
  }
  /// Given by hand: the code of its link.
  std::string code_for(const std::string& appeal) {
    const auto given = give(hall.chair, appeal);
    EXPECT_EQ(given.status, 201) << given.body;
    return given.has("code") ? given.text("code") : "";
  }
  test::Reply look(const std::string& code) { return nobody().post("/api/v1/errand-links/looks", {{"code", code}}); }
  test::Reply answer(const std::string& code, http::json::object more = {}) {
    more["code"] = code;
    more.emplace("done", true);
    more.emplace("words", "下午三点送到车间");
    return nobody().post("/api/v1/errand-links/answers", std::move(more));
  }
  test::Reply bring(const std::string& code, std::string_view bytes) {
    return nobody().with("x-link-code", code).upload("/api/v1/errand-links/pictures", bytes);
  }
  test::Reply listed(const test::Player& who, const std::string& appeal) {
    return hall.as(who).get("/api/v1/appeals/" + appeal + "/errands");
  }
};
UNIONHALL_ON_EACH_ENGINE(Errands);

// ── Given ──────────────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(Errands, GoOutByTextAndTheAnswerComesToTheTrackInside) {
  const auto appeal = file(hall.worker);
  const auto given = give(hall.chair, appeal, {{"phone", std::string(canteen_phone)}});
  ASSERT_EQ(given.status, 201) << given.body;
  EXPECT_FALSE(given.has("link")) << "only that phone has it";
  const auto texts = sent();
  ASSERT_THAT(texts, SizeIs(1));
  EXPECT_EQ(texts[0].to, canteen_phone);
  EXPECT_EQ(texts[0].template_word, "appeal_errand");
  EXPECT_EQ(texts[0].params.at("union"), hall.riverside.name);
  EXPECT_EQ(texts[0].params.at("day"), "2026-07-16");
  EXPECT_THAT(texts[0].params.at("link"), HasSubstr("/open/e/#"));

  const auto code = code_behind(texts[0].params.at("link"));
  const auto asked = look(code);
  ASSERT_EQ(asked.status, 200) << asked.body;
  EXPECT_EQ(asked.text("words"), "中午备一桶绿豆汤");
  EXPECT_EQ(asked.text("union"), hall.riverside.name);
  EXPECT_EQ(asked.text("due_on"), "2026-07-16");
  const auto photo = bring(code, test::photo());
  ASSERT_EQ(photo.status, 201) << photo.body;
  EXPECT_EQ(answer(code, {{"pictures", http::json::array{photo.text("id")}}}).status, 204);

  const auto now = seen(hall.chair, appeal);
  EXPECT_THAT(keys_of(now), ElementsAre("filed", "errand_given", "errand_done"));
  EXPECT_EQ(now.text("/track/2/note"), "食堂：下午三点送到车间");
  EXPECT_EQ(now.at("/track/2/inside"), http::json::value(true));
  EXPECT_EQ(now.text("/track/2/party"), "helper");
  ASSERT_THAT(now.at("attachments").as_array(), SizeIs(1));
  EXPECT_EQ(now.at("/attachments/0/inside"), http::json::value(true));
  const auto file = hall.as(hall.chair).get("/api/v1/cases/" + appeal + "/attachments/" + now.text("/attachments/0/id"));
  EXPECT_EQ(file.status, 200);
  EXPECT_THAT(file.body, Not(HasSubstr("SECRETPHONE")));
  EXPECT_THAT(told(hall.chair), Contains("交办的事办好了"));
  EXPECT_EQ(listed(hall.chair, appeal).text("/items/0/state"), "done");
  EXPECT_EQ(listed(hall.chair, appeal).text("/items/0/answer"), "下午三点送到车间");

  const auto hers = seen(hall.worker, appeal);
  EXPECT_THAT(keys_of(hers), ElementsAre("filed")) << "how the unions do it is theirs";
  EXPECT_THAT(hers.at("attachments").as_array(), IsEmpty());
}

TEST_P(Errands, WithoutAPhoneTheLinkIsShownToWhoGivesItAndNeverAgain) {
  const auto appeal = file(hall.worker);
  const auto given = give(hall.chair, appeal);
  ASSERT_EQ(given.status, 201) << given.body;
  EXPECT_THAT(given.text("link"), HasSubstr("/open/e/#" + given.text("code")));
  EXPECT_THAT(sent(), IsEmpty());
  EXPECT_EQ(look(given.text("code")).status, 200);
  EXPECT_THAT(listed(hall.chair, appeal).body, Not(HasSubstr(given.text("code"))));
  EXPECT_THAT(seen(hall.chair, appeal).body, Not(HasSubstr(given.text("code"))));
}

TEST_P(Errands, ARepeatGivesOneAndShowsTheSameLink) {
  const auto path = "/api/v1/appeals/" + file(hall.worker) + "/errands";
  const http::json::object wanted{{"name", "食堂"}, {"words", "备汤"}, {"days", 1}};
  const auto first = hall.as(hall.chair).with("idempotency-key", "one").post(path, wanted);
  const auto again = hall.as(hall.chair).with("idempotency-key", "one").post(path, wanted);
  EXPECT_EQ(first.text("code"), again.text("code"));
  EXPECT_EQ(count("SELECT count(*) FROM appeal_errands"), 1);
}

TEST_P(Errands, AreGivenAndSeenByWhoeverHandlesIt) {
  const auto appeal = file(hall.worker);
  EXPECT_EQ(give(hall.neighbour, appeal).status, 404);
  EXPECT_EQ(give(hall.worker, appeal).status, 403);
  EXPECT_EQ(listed(hall.neighbour, appeal).status, 404);
  const auto seat = hall.add_player("坐席", access::RoleWord::hotline_seat, &hall.riverside);
  EXPECT_EQ(give(seat, appeal).key(), "cases.no_such_step") << "another desk";
  const auto own = file(hall.chair);
  EXPECT_EQ(give(hall.chair, own).status, 404) << "in her own she is the worker";
  ASSERT_EQ(take(hall.worker, appeal, "withdraw").status, 200);
  EXPECT_EQ(give(hall.chair, appeal).key(), "cases.no_such_step");
}

TEST_P(Errands, NeitherAPhoneNorHerNameGoesAlong) {
  const auto appeal = file(hall.worker);
  for (const auto* words : {"找 12600000001 问", "电话126 0000 0001", "打１２６－００００－０００１"}) {
    EXPECT_EQ(give(hall.chair, appeal, {{"words", words}}).error_at("/words"), "holds_a_phone") << words;
  }
  EXPECT_EQ(give(hall.chair, appeal, {{"words", "单号 20260715 的 300 份"}}).status, 201);
  EXPECT_EQ(give(hall.chair, appeal, {{"words", hall.worker.name + "要喝汤"}}).error_at("/words"), "names_the_worker");
  const auto nameless = file(hall.worker, {{"nameless", true}});
  EXPECT_EQ(give(hall.chair, nameless, {{"words", hall.worker.name + "要喝汤"}}).status, 201) << "a refusal would tell whose it is";
}

TEST_P(Errands, OfAHiddenAppealGoOutsideAlone) {
  const auto phone = *Phone::parse(canteen_phone, Numbering::demo);
  test::enrol(hall, {.name = "李小河", .id_number = "619999199003070016", .at = hall.riverside, .phone = phone});
  const auto appeal = file(hall.worker, {{"hidden_from", hall.riverside.id.text()}});
  EXPECT_EQ(give(hall.chair, appeal).status, 404);
  EXPECT_EQ(give(hall.officer, appeal).key(), "appeals.errand_not_outside");
  EXPECT_EQ(give(hall.officer, appeal, {{"outside", true}, {"phone", std::string(canteen_phone)}}).key(), "appeals.errand_not_outside")
      << "the phone of a member there";
  EXPECT_EQ(give(hall.officer, appeal, {{"outside", true}, {"phone", "12600000032"}}).status, 201);
  EXPECT_THAT(told(hall.chair), IsEmpty());
  EXPECT_THAT(sent(), SizeIs(1));
}

TEST_P(Errands, TenOpenOnesAreEnough) {
  const auto appeal = file(hall.worker);
  for (int i = 0; i < 10; ++i) ASSERT_EQ(give(hall.chair, appeal).status, 201);
  EXPECT_EQ(give(hall.chair, appeal).key(), "appeals.errands_enough");
}

// ── The link ───────────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(Errands, ALinkShowsTheTaskAndNothingOfTheAppeal) {
  const auto appeal = file(hall.worker, {{"place", "二号车间"}});
  const auto asked = look(code_for(appeal));
  ASSERT_EQ(asked.status, 200);
  const auto now = seen(hall.chair, appeal);
  for (const auto& secret : {appeal, now.text("number"), hall.worker.name, std::string("天热"), std::string("二号车间")}) {
    EXPECT_THAT(asked.body, Not(HasSubstr(secret)));
  }
  EXPECT_EQ(look(code_for(appeal)).status, 200) << "looking uses nothing up";
}

TEST_P(Errands, ACodeIsTypedInWhateverWay) {
  auto code = code_for(file(hall.worker));
  std::erase(code, '-');
  for (auto& sign : code) sign = sign >= 'A' ? static_cast<char>(sign - 'A' + 'a') : sign;
  EXPECT_EQ(look(" " + code.substr(0, 8) + " " + code.substr(8)).status, 200);
}

TEST_P(Errands, WhateverFitsNothingIsAnsweredAlike) {
  auto code = code_for(file(hall.worker));
  const auto other = code_for(file(hall.worker));
  const auto swapped = other.substr(0, 10) + code.substr(10);
  code[0] = code[0] == '2' ? '3' : '2';
  const auto without_id = [](const test::Reply& reply) {
    auto body = reply.json.as_object();
    body.erase("instance");
    return http::json::serialize(body);
  };
  const auto first = look(code);
  EXPECT_EQ(first.key(), "appeals.link_fits_nothing");
  for (const auto& wrong : {swapped, std::string("8K3T-92QF-M4XH-7CVP"), std::string("x")}) {
    EXPECT_EQ(without_id(look(wrong)), without_id(first)) << wrong;
    EXPECT_EQ(answer(wrong).key(), "appeals.link_fits_nothing");
    EXPECT_EQ(bring(wrong, test::photo()).key(), "appeals.link_fits_nothing");
  }
  EXPECT_EQ(count("SELECT count(*) FROM files"), 0);
}

TEST_P(Errands, AnAddressTriesSoOften) {
  for (int i = 0; i < 240; ++i) look("x");
  const auto code = code_for(file(hall.worker));
  const auto much = look(code);
  EXPECT_EQ(much.key(), "access.links_tried_too_often");
  EXPECT_FALSE(much.header("retry-after").empty());
  hall.advance(std::chrono::hours{1});
  EXPECT_EQ(look(code).status, 200);
}

TEST_P(Errands, AreAnsweredOnce) {
  const auto appeal = file(hall.worker);
  const auto code = code_for(appeal);
  EXPECT_EQ(answer(code, {{"words", ""}}).error_at("/words"), "required");
  EXPECT_EQ(answer(code, {{"done", false}, {"words", "绿豆用完了，明天才有"}}).status, 204);
  EXPECT_EQ(answer(code).key(), "appeals.errand_answered");
  EXPECT_EQ(look(code).key(), "appeals.errand_answered");
  EXPECT_THAT(keys_of(seen(hall.chair, appeal)), ElementsAre("filed", "errand_given", "errand_impossible"));
  EXPECT_EQ(listed(hall.chair, appeal).text("/items/0/state"), "impossible");
}

TEST_P(Errands, PhotosThatTheAnswerDoesNotNameAreForgotten) {
  const auto appeal = file(hall.worker);
  const auto code = code_for(appeal), other = code_for(appeal);
  EXPECT_EQ(bring(code, "%PDF-1.7\n").key(), "cases.not_to_be_attached");
  EXPECT_EQ(bring(code, "no picture").key(), "cases.not_to_be_attached");
  bring(code, test::photo());
  const auto taken = bring(code, test::photo()).text("id"), foreign = bring(other, test::photo()).text("id");
  hall.advance(std::chrono::hours{25});
  EXPECT_EQ(files::remove_ownerless(hall.hall()), 0) << "they wait for the answer";
  EXPECT_EQ(answer(code, {{"pictures", http::json::array{taken, foreign}}}).status, 204);
  EXPECT_THAT(seen(hall.chair, appeal).at("attachments").as_array(), SizeIs(1)) << "not what came by another link";
  EXPECT_EQ(count("SELECT count(*) FROM appeal_errand_pictures"), 1);
  EXPECT_EQ(files::remove_ownerless(hall.hall()), 1);
}

TEST_P(Errands, MorePhotosThanACaseHoldsAreRefusedAndTheErrandStaysOpen) {
  const auto appeal = file(hall.worker);
  for (int i = 0; i < 20; ++i) ASSERT_EQ(hall.as(hall.chair).upload("/api/v1/cases/" + appeal + "/attachments", "%PDF-1.7\n").status, 201);
  const auto code = code_for(appeal);
  const auto photo = bring(code, test::photo()).text("id");
  EXPECT_EQ(answer(code, {{"pictures", http::json::array{photo}}}).key(), "cases.enough_attachments");
  EXPECT_EQ(answer(code).status, 204);
}

// ── Its end ────────────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(Errands, WithdrawnItOpensNothing) {
  const auto appeal = file(hall.worker);
  const auto given = give(hall.chair, appeal);
  bring(given.text("code"), test::photo());
  const auto path = "/api/v1/appeals/" + appeal + "/errands/" + given.text("id");
  EXPECT_EQ(hall.as(hall.neighbour).del(path).status, 404);
  EXPECT_EQ(hall.as(hall.chair).del("/api/v1/appeals/" + file(hall.worker) + "/errands/" + given.text("id")).status, 404);
  EXPECT_EQ(hall.as(hall.chair).del(path).status, 204);
  EXPECT_EQ(hall.as(hall.chair).del(path).key(), "appeals.errand_over");
  EXPECT_EQ(look(given.text("code")).key(), "appeals.errand_over");
  EXPECT_EQ(answer(given.text("code")).key(), "appeals.errand_over");
  EXPECT_EQ(listed(hall.chair, appeal).text("/items/0/state"), "withdrawn");
  EXPECT_EQ(count("SELECT count(*) FROM appeal_errand_pictures"), 0);
}

TEST_P(Errands, EndsWithTheAppeal) {
  const auto appeal = file(hall.worker);
  const auto code = code_for(appeal);
  ASSERT_EQ(take(hall.worker, appeal, "withdraw").status, 200);
  EXPECT_EQ(look(code).key(), "appeals.errand_over");
  EXPECT_EQ(listed(hall.chair, appeal).text("/items/0/state"), "over");
  EXPECT_EQ(errands::turn(hall.hall(), 100), 1);
  EXPECT_EQ(errands::turn(hall.hall(), 100), 0);
  EXPECT_EQ(hall.db().read([](db::Session& db) { return errands::open_under(db, 1); }), 0) << "no key is kept for it";
}

TEST_P(Errands, AreErasedWithTheAppeal) {
  const auto appeal = file(hall.worker);
  const auto code = code_for(appeal);
  bring(code, test::photo());
  hall.db().write([&](db::Session& db) {
    access::own_data::erase(db, hall.hall(), {.person = {}, .accounts = {}, .cases = {{cases::CaseId::parse(appeal)->value}}},
                            hall.clock.now());
  });
  EXPECT_EQ(count("SELECT count(*) FROM appeal_errands WHERE name_sealed IS NULL AND words_sealed IS NULL"), 1);
  EXPECT_EQ(look(code).text("words"), "");
  hall.advance(std::chrono::hours{25});
  EXPECT_EQ(files::remove_ownerless(hall.hall()), 1);
}

TEST_P(Errands, WhoeverHandlesItIsToldOnTheDueDayOnce) {
  const auto appeal = file(hall.worker);
  give(hall.chair, appeal);
  EXPECT_EQ(errands::turn(hall.hall(), 100), 0);
  hall.advance(std::chrono::hours{10});  // after midnight in Beijing: the 16th
  EXPECT_EQ(errands::turn(hall.hall(), 100), 1);
  EXPECT_EQ(errands::turn(hall.hall(), 100), 0);
  EXPECT_THAT(told(hall.chair), Contains("交办的事今天到期"));
}

}  // namespace
}  // namespace unionhall
