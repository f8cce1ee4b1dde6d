// Notes out of this hall and into it: she is a member somewhere at every instant, a note is believed for its signature, and used once.
#include "services/transfers/notes.h"

#include <gmock/gmock.h>

#include "app/check.h"
#include "app/hall_server.h"
#include "app/state_hash.h"
#include "crypto/signatures.h"
#include "hall/consents/consents.h"
#include "hall/figures/figures.h"
#include "services/transfers/note_cases.h"
#include "support/enrol.h"

namespace unionhall {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using namespace transfers::notes;

class TransferNotes : public ::testing::TestWithParam<db::Engine> {
 protected:
  TransferNotes() {
    app::mount_rooms(hall.application.router, hall.hall());
    app::offer_rooms();
    hall.worker.person = test::enrol(hall, {.name = "李小河", .id_number = numbered("61999919900307112"), .at = hall.riverside});
    issuers_are({{.code = "510100", .name = "成都市总工会", .keys = {{1, crypto::public_key_of(elsewhere, 1)}}}});
  }
  ~TransferNotes() override { issuers_are({}); }

  static std::string numbered(const std::string& seventeen) { return seventeen + IdDocument::check_character(seventeen); }

  test::Reply seen(const test::Player& who, const std::string& id) { return hall.as(who).get("/api/v1/cases/" + id); }
  test::Reply take(const test::Player& who, const std::string& id, const std::string& step, const std::string& comment = "") {
    const auto now = seen(who, id);
    if (now.status != 200) return now;
    return hall.as(who).with("if-match", now.etag()).post("/api/v1/cases/" + id + "/steps", {{"step", step}, {"comment", comment}});
  }
  std::string leave(const test::Player& who, http::json::object more = {}) {
    more["type"] = "transfer_out";
    more["to"] = "成都市锦江区快递行业工会联合会";
    const auto made = hall.as(who).post("/api/v1/cases", std::move(more));
    EXPECT_EQ(made.status, 201) << made.body;
    return made.has("id") ? made.text("id") : "0";
  }
  test::Reply check(const std::string& code) { return hall.as(hall.stranger).post("/api/v1/transfer-note-checks", {{"code", code}}); }
  std::vector<members::Member> living() {
    return hall.db().read([&](db::Session& db) { return members::living(db, {hall.worker.person}); });
  }
  void wait_days(int days) {
    for (int day = 0; day < days; ++day) {
      hall.advance(24h);
      while (cases::wind(hall.hall(), 100) == 100) {
      }
    }
  }

  /// What another federation gave to somebody.
  static Note theirs() {
    return {.code = "8K3T-92QF-M4XW",
            .issuer = "510100",
            .issuer_name = "成都市总工会",
            .name = "赵冬生",
            .card = "5101040000000007",
            .joined_on = "2015-05-01",
            .union_name = "锦江区家政工会",
            .union_code = "",
            .to = "咸阳",
            .issued_on = "2026-07-01",
            .valid_until = "2026-09-29"};
  }
  http::json::object coming(const std::string& document, http::json::object more = {}) {
    more["type"] = "transfer_in";
    more["org"] = hall.weicheng.id.text();
    more["note"] = document;
    more["id_number"] = numbered("61999919850101234");
    more["for_another"] = true;
    more["consented"] = true;
    more["phone"] = "12600000077";
    return more;
  }
  test::Reply come(const test::Player& who, const std::string& document, http::json::object more = {}) {
    return hall.as(who).post("/api/v1/cases", coming(document, std::move(more)));
  }
  std::int64_t count(std::string_view sql) {
    return hall.db().read([&](db::Session& db) { return *db.first<std::int64_t>(sql); });
  }
  void expect_sound() {
    figures::fold_all(hall.db());
    for (const auto& finding : app::check_hall(hall.db(), hall.hall().keys, [](std::string_view) {}).findings) {
      ADD_FAILURE() << finding.what << ": " << finding.count << ", e.g. " << finding.example;
    }
    EXPECT_EQ(app::state_hash(hall.db(), hall.hall().keys, [](std::string_view) {}).size(), 64U);
  }

  test::Hall hall{GetParam()};
  const crypto::Keyring elsewhere = crypto::Keyring::parse("unionhall-keys 1\n1 AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA\n");
};
UNIONHALL_ON_EACH_ENGINE(TransferNotes);

// ── Out ────────────────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(TransferNotes, AreValidAsLongAsTheirCaseWaits) {
  hall.hall().settings.case_days["transfer_out.valid"] = 30;
  const auto id = leave(hall.worker);
  EXPECT_EQ(take(hall.chair, id, "let_go").status, 200);
  EXPECT_EQ(seen(hall.worker, id).text("/form/note/valid_until"), "2026-08-14");
  EXPECT_EQ(seen(hall.worker, id).text("/tasks/0/due_on"), "2026-08-14");
}

TEST_P(TransferNotes, SheStaysAMemberHereUntilTheOtherUnionHasTakenHerIn) {
  const auto id = leave(hall.worker);
  EXPECT_EQ(hall.as(hall.worker).get("/api/v1/transfer-notes/" + id).key(), "transfers.no_note_yet");
  EXPECT_EQ(take(hall.chair, id, "let_go").status, 200);
  const auto code = seen(hall.worker, id).text("/form/note/code");
  EXPECT_EQ(living().at(0).status, members::Status::transferring);
  const auto checked = check(code);
  EXPECT_EQ(checked.text("state"), "valid");
  EXPECT_EQ(checked.text("name"), "李*河") << checked.body;
  EXPECT_EQ(checked.text("union"), hall.riverside.name);
  EXPECT_EQ(checked.text("valid_until"), "2026-10-13");

  const auto leaving = hall.as(hall.worker).post("/api/v1/cases", {{"type", "leaving"}}).text("id");
  EXPECT_EQ(take(hall.chair, id, "arrived").key(), "http.invalid_form") << "not without saying which word";
  EXPECT_EQ(take(hall.chair, id, "arrived", "锦江区回执 2026-7").status, 200);
  EXPECT_TRUE(living().empty());
  EXPECT_EQ(check(code).text("state"), "used");
  EXPECT_EQ(seen(hall.worker, leaving).text("state"), "overtaken") << "nothing is left to leave";
  EXPECT_EQ(count("SELECT count(*) FROM members WHERE status = 'transferred_out' AND change_kind = 'transferred_out'"), 1);
  expect_sound();
}

TEST_P(TransferNotes, TheNoteIsSignedAndOnPaperToo) {
  const auto id = leave(hall.worker);
  take(hall.chair, id, "let_go");
  const auto document = hall.as(hall.worker).get("/api/v1/transfer-notes/" + id);
  ASSERT_EQ(document.status, 200);
  const auto received = read(document.body);
  ASSERT_TRUE(received) << document.body;
  EXPECT_EQ(received->note.name, "李小河");
  EXPECT_EQ(received->note.joined_on, "2020-01-01");
  EXPECT_EQ(received->note.card, hall.as(hall.worker).get("/api/v1/me/card").text("number"));
  EXPECT_THAT(document.body, Not(HasSubstr("61999919900307112"))) << "no document number leaves";
  EXPECT_THAT(document.body, StartsWith("{\"note\":{\"card\":")) << "in one spelling alone";

  // As another federation checks it, which has listed what this one says of itself.
  const auto issuer = hall.as(hall.stranger).get("/api/v1/transfer-note-issuer");
  const auto listed = read_issuers("[" + issuer.body + "]");
  ASSERT_TRUE(listed) << listed.error();
  EXPECT_EQ(judge(*received, *listed), Verdict::genuine);
  EXPECT_EQ(judge(*received, {}), Verdict::unknown_issuer);
  auto other = *received;
  other.note.name = "李大河";
  EXPECT_EQ(judge(other, *listed), Verdict::tampered);

  const auto page = hall.as(hall.chair).get("/api/v1/transfer-notes/" + id + "?format=pdf");
  EXPECT_EQ(page.header("content-type"), "application/pdf");
  EXPECT_THAT(page.body, StartsWith("%PDF-"));
  EXPECT_EQ(count("SELECT count(*) FROM audit_events WHERE what = 'look' AND subject_kind = 'case'"), 1) << "who looked is kept";
  EXPECT_EQ(hall.as(hall.neighbour).get("/api/v1/transfer-notes/" + id).status, 404);
}

TEST_P(TransferNotes, SilenceTrapsNobodyAndEndsNothing) {
  const auto id = leave(hall.worker);
  wait_days(8);
  EXPECT_EQ(seen(hall.worker, id).text("state"), "valid") << "her union was silent";
  const auto code = seen(hall.worker, id).text("/form/note/code");
  wait_days(88);
  EXPECT_EQ(seen(hall.worker, id).text("state"), "valid") << "it says until when";
  wait_days(4);
  EXPECT_EQ(seen(hall.worker, id).text("state"), "run_out") << "the other one was, too";
  EXPECT_EQ(living().at(0).status, members::Status::active);
  EXPECT_EQ(living().at(0).org, hall.riverside.id);
  EXPECT_EQ(check(code).text("state"), "run_out");
  leave(hall.worker);
  expect_sound();
}

TEST_P(TransferNotes, WhatSheTakesBackIsGoodForNothing) {
  auto id = leave(hall.worker);
  EXPECT_EQ(hall.as(hall.worker).post("/api/v1/cases", {{"type", "transfer"}, {"org", hall.weicheng.id.text()}}).key(),
            "transfers.transfers_already");
  take(hall.chair, id, "let_go");
  const auto code = seen(hall.worker, id).text("/form/note/code");
  EXPECT_EQ(take(hall.worker, id, "withdraw").status, 200);
  EXPECT_EQ(check(code).text("state"), "revoked");
  EXPECT_EQ(living().at(0).status, members::Status::active);

  id = leave(hall.chair, {{"member", living().at(0).id.text()}});
  EXPECT_EQ(take(hall.chair, id, "keep", "欠会费").status, 200);
  EXPECT_EQ(take(hall.worker, id, "object", "交清了").status, 200);
  EXPECT_EQ(take(hall.officer, id, "overrule").status, 200);
  EXPECT_EQ(seen(hall.worker, id).text("state"), "valid");
  expect_sound();
}

TEST_P(TransferNotes, AMembershipThatEndsTakesTheNoteAlong) {
  const auto id = leave(hall.worker);
  take(hall.chair, id, "let_go");
  const auto code = seen(hall.worker, id).text("/form/note/code");
  const auto leaving = hall.as(hall.worker).post("/api/v1/cases", {{"type", "leaving"}}).text("id");
  EXPECT_EQ(take(hall.chair, leaving, "announce").status, 200);
  EXPECT_EQ(seen(hall.worker, id).text("state"), "overtaken");
  EXPECT_EQ(check(code).text("state"), "revoked");
  expect_sound();
}

TEST_P(TransferNotes, AreAskedForByHerOrHerUnion) {
  const auto ask = [&](const test::Player& who, http::json::object more = {}) {
    more["type"] = "transfer_out";
    more["to"] = "成都";
    return hall.as(who).post("/api/v1/cases", std::move(more));
  };
  EXPECT_EQ(ask(hall.neighbour, {{"member", living().at(0).id.text()}}).status, 404);
  EXPECT_EQ(ask(hall.add_player("路人")).key(), "transfers.no_membership");
  EXPECT_EQ(check("8K3T-92QF-M4XW").at("known"), false);
}

// ── In ─────────────────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(TransferNotes, WhatAListedFederationSignedIsBelieved) {
  const auto made = come(hall.neighbour, signed_document(elsewhere, theirs()));
  ASSERT_EQ(made.status, 201) << made.body;
  const auto now = seen(hall.neighbour, made.text("id"));
  EXPECT_EQ(now.text("state"), "checking");
  EXPECT_EQ(now.text("/form/verdict"), "genuine");
  EXPECT_EQ(now.text("subject"), "赵冬生");
  EXPECT_EQ(take(hall.neighbour, made.text("id"), "take_in").status, 200);
  EXPECT_EQ(count("SELECT count(*) FROM members WHERE joined_on = '2015-05-01' AND change_kind = 'transferred_in' AND status = 'active'"),
            1)
      << "joined once";
  EXPECT_EQ(count("SELECT count(*) FROM consents WHERE account_id IS NULL"), 2) << "as she agreed on paper";
  expect_sound();
}

TEST_P(TransferNotes, SheHandsItInHerself) {
  auto courier = hall.add_player("赵冬生");
  const auto row = hall.hall().ids.next<struct PhoneRow>().value;
  hall.db().write([&](db::Session& db) {
    db.exec(R"sql(
        INSERT INTO account_phones (id, region, account_id, key_no, digest, phone_sealed, since_ms, proved_at_ms)
        VALUES (:id, 1, :account, 1, 'her phone', :sealed, 0, :now))sql",
            row, courier.account, hall.hall().keys.seal("12600000088", {"account_phones", "phone_sealed", row}), hall.clock.now());
  });
  const auto hers = [&] { return coming(signed_document(elsewhere, theirs()), {}); };
  auto form = hers();
  for (const auto* field : {"for_another", "consented", "phone"}) form.erase(field);
  EXPECT_EQ(hall.as(courier).post("/api/v1/cases", form).key(), "transfers.note_consent_missing");
  for (const auto kind : {consents::Kind::notice, consents::Kind::id_number}) {
    hall.db().write([&](db::Session& db) {
      (void)consents::give(db, hall.hall(),
                           {.whose = {.account = courier.account}, .kind = kind, .version = consents::current_version(kind)},
                           hall.clock.now());
    });
  }
  const auto made = hall.as(courier).post("/api/v1/cases", form);
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(take(courier, made.text("id"), "take_in").key(), "cases.own_case");
  EXPECT_EQ(take(hall.neighbour, made.text("id"), "take_in").status, 200);
  EXPECT_EQ(count("SELECT count(*) FROM accounts WHERE person_id IS NOT NULL AND name = '赵冬生'"), 1) << "this account is she";
  EXPECT_EQ(hall.as(courier).post("/api/v1/cases", hers()).error_at("/for_another"), "officers_alone");
  expect_sound();
}

TEST_P(TransferNotes, WhatAnotherSignedIsVerifiedByHand) {
  auto note = theirs();
  note.issuer = "500000";
  note.issuer_name = "重庆市总工会";
  const auto made = come(hall.neighbour, signed_document(elsewhere, note));
  ASSERT_EQ(made.status, 201) << made.body;
  const auto id = made.text("id");
  EXPECT_EQ(seen(hall.neighbour, id).text("state"), "by_hand");
  EXPECT_EQ(seen(hall.neighbour, id).text("/form/verdict"), "unknown_issuer");
  EXPECT_EQ(take(hall.neighbour, id, "take_in").key(), "http.invalid_form") << "she says how";
  EXPECT_EQ(take(hall.neighbour, id, "take_in", "电话核实，重庆市总工会组织部").status, 200);
  expect_sound();
}

TEST_P(TransferNotes, AKeyThatItsIssuerDoesNotListIsAskedAboutByHand) {
  auto document = signed_document(elsewhere, theirs());
  const auto at = document.find("\"key\":1");
  ASSERT_NE(at, std::string::npos);
  document.replace(at, 7, "\"key\":7");
  const auto made = come(hall.neighbour, document);
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(seen(hall.neighbour, made.text("id")).text("state"), "by_hand");
  EXPECT_EQ(seen(hall.neighbour, made.text("id")).text("/form/verdict"), "unknown_key");
}

TEST_P(TransferNotes, AnOfficerHearsWhatASignatureSaysBeforeAnythingIsHandedIn) {
  const auto verdict = [&](const std::string& document) {
    return hall.as(hall.neighbour).post("/api/v1/transfer-note-verdicts", {{"note", document}});
  };
  auto document = signed_document(elsewhere, theirs());
  EXPECT_EQ(verdict(document).text("verdict"), "genuine");
  document.replace(document.find("2015-05-01"), 10, "1995-05-01");
  EXPECT_EQ(verdict(document).text("verdict"), "tampered");
  auto unlisted = theirs();
  unlisted.issuer = "500000";
  EXPECT_EQ(verdict(signed_document(elsewhere, unlisted)).text("verdict"), "unknown_issuer");
  EXPECT_EQ(verdict("{}").error_at("/note"), "not_a_note");
  EXPECT_EQ(hall.as(hall.worker).post("/api/v1/transfer-note-verdicts", {{"note", document}}).status, 403);
  EXPECT_EQ(count("SELECT count(*) FROM received_notes"), 0);
}

TEST_P(TransferNotes, WhatWasChangedIsRefused) {
  auto document = signed_document(elsewhere, theirs());
  document.replace(document.find("2015-05-01"), 10, "1995-05-01");
  EXPECT_EQ(come(hall.neighbour, document).error_at("/note"), "note_tampered");
  EXPECT_EQ(come(hall.neighbour, "{\"note\":{}}").error_at("/note"), "not_a_note");
  EXPECT_EQ(come(hall.neighbour, "我有一张凭证").error_at("/note"), "not_a_note");
  auto late = theirs();
  late.valid_until = "2026-07-14";
  EXPECT_EQ(come(hall.neighbour, signed_document(elsewhere, late)).key(), "transfers.note_has_run_out");
  auto hollow = theirs();
  hollow.name = std::string("赵\0冬", 7);
  EXPECT_EQ(come(hall.neighbour, signed_document(elsewhere, hollow)).error_at("/note"), "not_a_note");
  // Other spaces, another order: the same note.
  const auto whole = http::json::parse(signed_document(elsewhere, theirs())).as_object();
  auto spaced = "{ \"signature\": " + http::json::serialize(whole.at("signature")) + ",\n \"note\": {";
  const auto& fields = whole.at("note").as_object();
  for (auto field = fields.end(); field != fields.begin();) {
    --field;
    spaced += "\"" + std::string(field->key()) + "\" : " + http::json::serialize(field->value()) + (field == fields.begin() ? "}}" : ", ");
  }
  EXPECT_EQ(come(hall.neighbour, spaced).status, 201);
}

TEST_P(TransferNotes, AreUsedOnce) {
  const auto document = signed_document(elsewhere, theirs());
  const auto first = come(hall.neighbour, document).text("id");
  EXPECT_EQ(come(hall.officer, document, {{"id_number", numbered("61999919850101235")}}).status, 404) << "not at a union of hers";
  EXPECT_EQ(come(hall.registrar, document).key(), "transfers.note_used_already") << "its case is under way";
  EXPECT_EQ(take(hall.neighbour, first, "withdraw").status, 200);
  const auto second = come(hall.registrar, document).text("id");
  EXPECT_EQ(take(hall.neighbour, second, "take_in").status, 200);
  auto another = coming(document);
  another["id_number"] = numbered("61999919850101236");
  EXPECT_EQ(hall.as(hall.registrar).post("/api/v1/cases", another).key(), "transfers.note_used_already");
  expect_sound();
}

TEST_P(TransferNotes, MakeNobodyAMemberTwice) {
  auto known = coming(signed_document(elsewhere, theirs()));
  known["id_number"] = numbered("61999919900307112");
  EXPECT_EQ(hall.as(hall.neighbour).post("/api/v1/cases", known).key(), "transfers.note_collected");

  // Two notes for one document, both open: the second that is granted finds her on record.
  auto other = theirs();
  other.code = "AAAA-BBBB-CCCC";
  const auto one = come(hall.neighbour, signed_document(elsewhere, theirs())).text("id");
  const auto two = come(hall.neighbour, signed_document(elsewhere, other)).text("id");
  EXPECT_EQ(take(hall.neighbour, one, "take_in").status, 200);
  EXPECT_EQ(take(hall.neighbour, two, "take_in").key(), "transfers.note_collected");
  EXPECT_EQ(count("SELECT count(*) FROM members"), 2);

  // A note of this hall: she is a member here still.
  const auto out = leave(hall.worker);
  take(hall.chair, out, "let_go");
  const auto ours = hall.as(hall.worker).get("/api/v1/transfer-notes/" + out).body;
  EXPECT_EQ(come(hall.neighbour, ours).key(), "transfers.own_note");
  expect_sound();
}

TEST(NoteIssuers, AFileThatIsNoGoodIsSaidToBeSo) {
  EXPECT_EQ(read_issuers("{}").error(), "it is no JSON list");
  EXPECT_EQ(read_issuers(R"([{"code":"510100"}])").error(), "each federation has a code and a name");
  EXPECT_EQ(read_issuers(R"([{"code":"510100","name":"成都"}])").error(), "510100 has no keys");
  EXPECT_EQ(read_issuers(R"([{"code":"510100","name":"成都","keys":[{"key":1,"public_key":"04ab"}]}])").error(), "a key of 510100 is none");
  EXPECT_TRUE(read_issuers("[]")->empty());
}

}  // namespace
}  // namespace unionhall
