// Verification by a link: mailings are prepared, sent at a pace and followed; a link opens for its holder alone, and once.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <thread>

#include "hall/audit/audit.h"
#include "hall/figures/figures.h"
#include "hall/notices/notices.h"
#include "hall/sources/sources.h"
#include "hall/texts/texts.h"
#include "services/verification/corrections.h"
#include "services/verification/mailings.h"
#include "services/verification/verification.h"
#include "support/door.h"
#include "support/enrol.h"
#include "support/promises.h"

namespace unionhall {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;
namespace links = verification::links;
namespace mailings = verification::mailings;

/// 61 · 9999 · a birthday in March 1990 · so many: a number whose check sign is right.
std::string number_of(int nth) {
  auto digits = fmt::format("61999919900307{:03}", nth);
  constexpr int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) sum += weights[i] * (digits[i] - '0');
  return digits + "10X98765432"[sum % 11];
}
std::string phone_of(int nth) { return fmt::format("1200001{:04}", nth); }

class Links : public test::Door {
 protected:
  Links() {
    hall.mount(cases::mount);
    hall.mount(members::mount);
    hall.mount(notices::mount);
    hall.mount(verification::mount);
    members::offer_figures();
    cases::offer_figures();
    chair_ = officer("12000000001", appointed("赵主席", "12000000001", access::RoleWord::chair, hall.riverside));
    officer_ = officer("12000000002", appointed("钱干事", "12000000002", access::RoleWord::officer, hall.qindu));
  }

  void collect(int many, bool with_phones = true) {
    for (int i = 1; i <= many; ++i) {
      std::optional<Phone> phone;
      if (with_phones) phone = *Phone::parse(phone_of(i), Numbering::demo);
      people_.push_back(test::enrol(hall, {.name = "李小河", .id_number = number_of(i), .at = hall.riverside, .phone = phone}));
    }
  }
  /// Made and prepared, not sent.
  std::string prepared(http::json::object more = {}) {
    more["org"] = hall.riverside.id.text();
    const auto made = hall.as(hall.chair).post("/api/v1/verification-mailings", more);
    EXPECT_EQ(made.status, 201) << made.body;
    EXPECT_TRUE(mailings::prepare_next(hall.hall(), {}));
    return made.text("id");
  }
  test::Reply mailing(const std::string& id) { return hall.as(hall.chair).get("/api/v1/verification-mailings/" + id); }
  test::Reply move(const std::string& id, std::string_view step) {
    return hall.as(hall.chair)
        .with("if-match", mailing(id).etag())
        .post("/api/v1/verification-mailings/" + id + "/steps", {{"step", step}});
  }
  /// Prepared and sent to all: the code of each text, by phone.
  std::map<std::string, std::string> sent_to(int many) {
    collect(many);
    const auto id = prepared({{"per_minute", 6000}});
    EXPECT_EQ(move(id, "start").status, 200);
    pass(std::chrono::seconds(5));
    mailings::send_due(hall.hall());
    return codes_by_text();
  }
  std::map<std::string, std::string> codes_by_text() {
    struct Kept final : texts::Gateway {
      void send(const Outgoing& text) override {
        if (text.template_word != "verify_record") return;
        const auto& link = text.params.at("link");
        EXPECT_EQ(codes.count(text.to), 0U) << "one text a member";
        codes[text.to] = link.substr(link.find('#') + 1);
        name = text.params.at("name");
      }
      Taken was_taken(const Outgoing&) override { return Taken::unknown; }
      std::map<std::string, std::string> codes;
      std::string name;
    } gateway;
    texts::send_waiting(hall.hall(), gateway, 1000);
    EXPECT_TRUE(gateway.codes.empty() || gateway.name == "李*河") << "masked";
    return gateway.codes;
  }
  test::Reply look(const std::string& code, std::string last_four) {
    return nobody().post("/api/v1/verification-links/looks", {{"code", code}, {"last_four", std::move(last_four)}});
  }
  static std::string last_four(int nth) { return number_of(nth).substr(14); }
  test::Reply confirm(const std::string& look) { return nobody().post("/api/v1/verification-links/confirmations", {{"look", look}}); }
  std::string method_of(PersonId person) {
    return hall.db().read([&](db::Session& db) { return members::living(db, {person}).front().verified_method; });
  }
  std::string members_id() {
    return hall.db().read([&](db::Session& db) { return members::living(db, {people_.front()}).front().id.text(); });
  }

  std::string chair_, officer_;
  std::vector<PersonId> people_;
};
UNIONHALL_ON_EACH_ENGINE(Links);

// ── Codes ──────────────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(Links, ACodeNamesItsSerialAndNobodyElsesFits) {
  const auto& keys = hall.hall().keys;
  for (const std::int64_t serial : {std::int64_t{1}, std::int64_t{863'300}, std::int64_t{0xFFFFFFFF}}) {
    const auto code = links::code_of(keys, keys.newest(), serial, MemberId{7});
    EXPECT_EQ(code.size(), 19U) << code;
    EXPECT_EQ(links::serial_of(code), serial);
    EXPECT_NE(code, links::code_of(keys, keys.newest(), serial, MemberId{8}));
  }
  EXPECT_EQ(links::serial_of("8K3T-92QF"), std::nullopt);
  EXPECT_EQ(links::serial_of("8K3T-92QF-8K3T-92Q0"), std::nullopt) << "0 is no sign";
  EXPECT_EQ(links::serial_of("YYYY-YYYY-YYYY-YYYY"), std::nullopt) << "more bits than a code has";
}

// ── Mailings ───────────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(Links, AMailingIsPreparedSeenAndThenSentAtItsPace) {
  collect(5);
  people_.push_back(test::enrol(hall, {.name = "王无机", .id_number = number_of(99), .at = hall.riverside}));
  const auto id = prepared({{"per_minute", 60}});
  auto now = mailing(id);
  EXPECT_EQ(now.text("state"), "ready");
  EXPECT_EQ(now.number("/counts/prepared"), 5);
  EXPECT_EQ(now.number("/counts/without_phone"), 1);
  EXPECT_EQ(mailings::send_due(hall.hall()), 0) << "nobody said so yet";

  ASSERT_EQ(move(id, "start").status, 200);
  EXPECT_EQ(mailings::send_due(hall.hall()), 0) << "one a second, and no second has passed";
  pass(std::chrono::seconds(2));
  EXPECT_EQ(mailings::send_due(hall.hall()), 2);
  EXPECT_EQ(mailings::send_due(hall.hall()), 0);
  pass(std::chrono::milliseconds(1500));
  EXPECT_EQ(mailings::send_due(hall.hall()), 1);
  pass(std::chrono::milliseconds(500));
  EXPECT_EQ(mailings::send_due(hall.hall()), 1) << "the half second is not lost";

  ASSERT_EQ(move(id, "pause").status, 200);
  pass(std::chrono::hours(1));
  EXPECT_EQ(mailings::send_due(hall.hall()), 0);
  ASSERT_EQ(move(id, "resume").status, 200);
  EXPECT_EQ(mailings::send_due(hall.hall()), 1);
  now = mailing(id);
  EXPECT_EQ(now.text("state"), "done");
  EXPECT_EQ(now.number("/counts/sent"), 5);
  EXPECT_THAT(codes_by_text(), SizeIs(5));
}

TEST_P(Links, AfterARestItDoesNotMakeUpForTheNight) {
  collect(40);
  const auto id = prepared({{"per_minute", 60}});
  ASSERT_EQ(move(id, "start").status, 200);
  pass(std::chrono::hours(8));  // 22:20: quiet
  EXPECT_EQ(mailings::send_due(hall.hall()), 0);
  EXPECT_TRUE(mailing(id).at("quiet").as_bool());
  pass(std::chrono::hours(10));  // 8:20
  EXPECT_EQ(mailings::send_due(hall.hall()), 10);
}

TEST_P(Links, WhoeverCameFurtherWithItMeanwhileHasSentAlone) {
  collect(3);
  const auto id = prepared({{"per_minute", 6000}});
  ASSERT_EQ(move(id, "start").status, 200);
  pass(std::chrono::seconds(1));
  // Two processes take the same turn; the second is stopped by the row.
  std::thread other([&] { mailings::send_due(hall.hall()); });
  mailings::send_due(hall.hall());
  other.join();
  EXPECT_THAT(codes_by_text(), SizeIs(3));
  EXPECT_EQ(mailing(id).number("/counts/sent"), 3);
}

TEST_P(Links, WhoVerifiedOrLeftBeforeHerTurnIsPassedOver) {
  collect(3);
  const auto id = prepared({{"per_minute", 6000}});
  hall.db().write([&](db::Session& db) {
    members::verify(db, hall.hall(), people_[0], members::Method::visit, {}, hall.clock.now());
    auto gone = members::living(db, {people_[1]}).front();
    const auto before = gone;
    gone.status = members::Status::withdrawn;
    members::change(db, before, gone, hall.clock.now());
  });
  ASSERT_EQ(move(id, "start").status, 200);
  pass(std::chrono::seconds(1));
  mailings::send_due(hall.hall());
  const auto codes = codes_by_text();
  ASSERT_THAT(codes, SizeIs(1));
  EXPECT_EQ(codes.begin()->first, phone_of(3));
  EXPECT_EQ(mailing(id).text("state"), "done");
  EXPECT_EQ(mailing(id).number("/counts/sent"), 1);
}

TEST_P(Links, TwoMailingsHaveTheirLinksApart) {
  collect(3);
  const auto first = prepared();
  EXPECT_EQ(with(chair_).post("/api/v1/verification-mailings", {{"org", hall.riverside.id.text()}}).key(), "verification.mailing_at_work");
  EXPECT_EQ(move(first, "stop").status, 200);
  const auto second = prepared();
  EXPECT_EQ(count("SELECT count(DISTINCT serial) FROM verification_links"), 6);
  EXPECT_EQ(mailing(second).number("/counts/prepared"), 3);
  const auto listed = with(chair_).get("/api/v1/verification-mailings?org=" + hall.riverside.id.text());
  ASSERT_THAT(listed.items(), SizeIs(2));
  EXPECT_EQ(listed.text("/items/0/id"), second);
}

TEST_P(Links, WhatCameOfItIsSaidOfEachUnionBelow) {
  collect(2);
  const auto made = with(officer_).post("/api/v1/verification-mailings", {{"org", hall.qindu.id.text()}});
  ASSERT_EQ(made.status, 201) << made.body;
  mailings::prepare_next(hall.hall(), {});
  const auto path = "/api/v1/verification-mailings/" + made.text("id") + "/results";
  auto results = with(officer_).get(path);
  ASSERT_THAT(results.items(), SizeIs(1));
  EXPECT_EQ(results.text("/items/0/org/name"), hall.renminlu.name);
  EXPECT_TRUE(results.at("/items/0/has_below").as_bool());
  EXPECT_EQ(results.number("/items/0/counts/prepared"), 2);
  EXPECT_EQ(results.number("/own/prepared"), 0);
  results = with(officer_).get(path + "?org=" + hall.renminlu.id.text());
  EXPECT_EQ(results.number("/items/0/counts/prepared"), 2);
  EXPECT_EQ(with(officer_).get(path + "?org=" + hall.weicheng.id.text()).status, 404) << "not one of it";
  EXPECT_EQ(with(chair_).get(path).status, 404) << "a mailing of the union above";
}

TEST_P(Links, AStepNamesWhatWasSeen) {
  collect(1);
  const auto id = prepared();
  const auto seen = mailing(id).etag();
  const auto step = [&](std::string_view word) {
    return with(chair_).with("if-match", seen).post("/api/v1/verification-mailings/" + id + "/steps", {{"step", word}});
  };
  EXPECT_EQ(step("pause").key(), "verification.no_such_step");
  EXPECT_EQ(step("start").status, 200);
  EXPECT_EQ(step("stop").status, 412);
}

// ── Opening one ────────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(Links, TheHolderSeesTheRecordMaskedAndSaysThatItIsRight) {
  const auto codes = sent_to(1);
  const auto& code = codes.at(phone_of(1));
  const auto opened = look(code, last_four(1));
  ASSERT_EQ(opened.status, 200) << opened.body;
  EXPECT_EQ(opened.text("/record/name_masked"), "李*河");
  EXPECT_EQ(opened.text("/record/union"), hall.riverside.name);
  EXPECT_EQ(opened.body.find(last_four(1)), std::string::npos) << "the last four stand nowhere";
  EXPECT_EQ(opened.body.find("李小河"), std::string::npos);
  EXPECT_EQ(opened.body.find(phone_of(1)), std::string::npos);
  EXPECT_EQ(method_of(people_[0]), "") << "looking changes nothing";

  const auto done = confirm(opened.text("look"));
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(done.text("method"), "sms");
  EXPECT_EQ(method_of(people_[0]), "sms");
  EXPECT_EQ(confirm(opened.text("look")).status, 200) << "said again it is so already";
  EXPECT_EQ(look(code, last_four(1)).key(), "verification.link_used");
  figures::fold_all(hall.db());
  EXPECT_THAT(figures::check(hall.db()), IsEmpty());
  const auto verified = hall.db().read([&](db::Session& db) { return figures::of(db, hall.city.id).at("verified.method.sms"); });
  EXPECT_EQ(verified, 1);
  EXPECT_EQ(count("SELECT sum(confirmed) FROM verification_results"), 1);
}

TEST_P(Links, ItIsTypedInWhateverWay) {
  const auto codes = sent_to(1);
  auto typed = codes.at(phone_of(1));
  std::erase(typed, '-');
  std::ranges::transform(typed, typed.begin(), [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
  EXPECT_EQ(look(" " + typed, " " + last_four(1)).status, 200);
}

TEST_P(Links, TheWrongHolderLearnsNothing) {
  const auto codes = sent_to(2);
  const auto& code = codes.at(phone_of(1));
  const auto wrong = look(code, "0000");
  const auto unknown = look("8K3T-92QF-M4XH-7CVP", "0000");
  const auto nonsense = look("1", "0000");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_EQ(wrong.key(), "verification.nothing_fits");
  auto without_request = [](test::Reply reply) {
    reply.json.as_object().erase("instance");
    reply.json.as_object().erase("request_id");
    return http::json::serialize(reply.json);
  };
  EXPECT_EQ(without_request(wrong), without_request(unknown));
  EXPECT_EQ(without_request(wrong), without_request(nonsense));

  EXPECT_EQ(look(code, last_four(2)).status, 422) << "of somebody else";
  EXPECT_EQ(look(code, "0000").status, 422);
  const auto too_late = look(code, last_four(1));
  EXPECT_EQ(too_late.status, 422) << "three tries are over, also for her";
  EXPECT_EQ(without_request(wrong), without_request(too_late));
  EXPECT_EQ(count("SELECT sum(locked) FROM verification_results"), 1);
  EXPECT_EQ(look(codes.at(phone_of(2)), last_four(2)).status, 200) << "another link is another link";
}

TEST_P(Links, NobodyTriesMany) {
  sent_to(1);
  test::Reply last;
  for (int i = 0; i < 241; ++i) last = look("8K3T-92QF-M4XH-7CVP", "0000");
  EXPECT_EQ(last.status, 429);
  EXPECT_EQ(last.key(), "verification.links_tried_too_often");
}

TEST_P(Links, OneThatIsOverOpensNothing) {
  const auto codes = sent_to(2);
  const auto opened = look(codes.at(phone_of(1)), last_four(1)).text("look");
  pass(std::chrono::minutes(16));
  EXPECT_EQ(confirm(opened).key(), "verification.look_over");
  EXPECT_EQ(confirm("made up").key(), "verification.look_over");
  pass(std::chrono::days(30));
  EXPECT_EQ(look(codes.at(phone_of(2)), last_four(2)).status, 422);
}

TEST_P(Links, OfAMailingThatWasEndedNoneOpens) {
  const auto codes = sent_to(1);
  const auto id = with(chair_).get("/api/v1/verification-mailings?org=" + hall.riverside.id.text()).text("/items/0/id");
  const auto opened = look(codes.at(phone_of(1)), last_four(1)).text("look");
  ASSERT_EQ(move(id, "stop").status, 200);
  EXPECT_EQ(look(codes.at(phone_of(1)), last_four(1)).status, 422);
  EXPECT_EQ(confirm(opened).key(), "verification.look_over");
  EXPECT_EQ(method_of(people_[0]), "");
}

// ── Corrections ────────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(Links, WhatIsWrongGoesToHerUnionWhichAcceptsItInOneStep) {
  const auto codes = sent_to(1);
  const auto opened = look(codes.at(phone_of(1)), last_four(1)).text("look");
  const auto correct = [&](http::json::object body) {
    body["look"] = opened;
    return nobody().post("/api/v1/verification-links/corrections", body);
  };
  EXPECT_EQ(correct({}).error_at("/words"), "nothing_wrong");
  EXPECT_EQ(correct({{"education", "no such"}}).error_at("/education"), "unknown_word");
  const auto sent = correct({{"name", "李晓荷"}, {"employer", "渭河快递"}, {"phone", "12000077777"}, {"words", "我换了手机"}});
  ASSERT_EQ(sent.status, 200) << sent.body;
  EXPECT_EQ(look(codes.at(phone_of(1)), last_four(1)).key(), "verification.link_used");
  EXPECT_EQ(method_of(people_[0]), "") << "until her union has agreed";

  const auto inbox = with(chair_).get("/api/v1/cases?inbox=1");
  ASSERT_THAT(inbox.items(), SizeIs(1));
  EXPECT_EQ(inbox.text("/items/0/number"), sent.text("number"));
  const auto path = "/api/v1/cases/" + inbox.text("/items/0/id");
  const auto one = with(chair_).get(path);
  EXPECT_EQ(one.text("/form/by"), "sms");
  EXPECT_EQ(one.text("/form/words"), "我换了手机");
  std::map<std::string, std::pair<std::string, std::string>> fields;
  for (const auto& field : one.at("/form/fields").as_array()) {
    const auto& f = field.as_object();
    fields[std::string(f.at("field").as_string())] = {std::string(f.at("now").as_string()), std::string(f.at("wanted").as_string())};
  }
  EXPECT_EQ(fields.at("name"), (std::pair<std::string, std::string>{"李小河", "李晓荷"}));
  EXPECT_EQ(fields.at("phone").second, "120********") << "masked";

  const auto done = with(chair_).with("if-match", one.etag()).post(path + "/steps", {{"step", "approve"}});
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(method_of(people_[0]), "sms");
  const auto record = hall.db().read([&](db::Session& db) { return *people::find(db, people_[0]); });
  EXPECT_EQ(record.facts.name, "李晓荷");
  EXPECT_EQ(record.facts.employer, "渭河快递");
  EXPECT_EQ(people::open_phone(hall.hall().keys, record), "12000077777");
  const auto found = with(chair_).post("/api/v1/member-searches", {{"org", hall.riverside.id.text()}, {"phone", "12000077777"}});
  EXPECT_THAT(found.items(), SizeIs(1)) << "found by what it is now";
  figures::fold_all(hall.db());
  EXPECT_THAT(figures::check(hall.db()), IsEmpty());
}

TEST_P(Links, NothingButWhatAMemberMaySpeakOfIsWritten) {
  const auto codes = sent_to(1);
  const auto opened = look(codes.at(phone_of(1)), last_four(1)).text("look");
  const test::AnythingAt too_much{"LinkCorrection"};
  const auto sent = nobody().post("/api/v1/verification-links/corrections",
                                  {{"look", opened}, {"status", "retained"}, {"changed_on", "2026-01-01"}, {"employer", "渭河快递"}});
  ASSERT_EQ(sent.status, 200) << sent.body;
  EXPECT_EQ(count("SELECT count(*) FROM correction_fields"), 1);
}

TEST_P(Links, SignedInSheCorrectsToo) {
  collect(1);
  const auto token = sign_in(phone_of(1));
  EXPECT_EQ(with(token).post("/api/v1/cases", {{"type", "correction"}, {"employer", "渭河快递"}}).key(), "verification.no_record");
  ASSERT_EQ(with(token).post("/api/v1/me/verification", {{"name", "李小河"}, {"id_number", number_of(1)}}).status, 200);
  const auto filed = with(token).post("/api/v1/cases", {{"type", "correction"}, {"employer", "渭河快递"}});
  ASSERT_EQ(filed.status, 201) << filed.body;
  EXPECT_EQ(with(token).post("/api/v1/cases", {{"type", "correction"}, {"employer", "泾河快递"}}).key(), "verification.corrected_already");
  const auto path = "/api/v1/cases/" + filed.text("id");
  const auto one = with(chair_).get(path);
  EXPECT_EQ(with(chair_).with("if-match", one.etag()).post(path + "/steps", {{"step", "approve"}}).status, 200);
  const auto mine = with(token).get("/api/v1/me/record");
  EXPECT_EQ(mine.text("/person/employer"), "渭河快递");
  EXPECT_EQ(mine.text("/verified/method"), "sign_in");
}

// ── In person ──────────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(Links, BeforeAnOfficerWithHerDocument) {
  collect(1, false);
  const auto path = "/api/v1/members/" + members_id() + "/verification";
  EXPECT_EQ(with(chair_).post(path, {{"method", "in_person"}}).error_at("/document_seen"), "document_not_seen");
  EXPECT_EQ(with(chair_).post(path, {{"method", "sms"}, {"document_seen", true}}).error_at("/method"), "unknown_word");
  const auto done = with(chair_).post(path, {{"method", "visit"}, {"document_seen", true}});
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(done.text("method"), "visit");
  EXPECT_EQ(with(chair_).post(path, {{"method", "in_person"}, {"document_seen", true}}).text("method"), "visit") << "the first one stays";
  EXPECT_EQ(hall.as(hall.neighbour).post(path, {{"method", "visit"}, {"document_seen", true}}).status, 404);
}

}  // namespace
}  // namespace unionhall
