// Lists with whole numbers: asked for by one officer, let out by another, fetched once.
#include <gmock/gmock.h>

#include <fstream>

#include "hall/audit/audit.h"
#include "hall/cases/cases.h"
#include "hall/members/full_store.h"
#include "hall/members/members.h"
#include "hall/notices/notices.h"
#include "services/exports/exports.h"
#include "sheets/sheets.h"
#include "support/door.h"
#include "support/enrol.h"

namespace unionhall {
namespace {

using access::RoleWord;
using http::json::object;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view li = "619999199003071124", zhao = "619999199003072127";

class FullExports : public test::Door {
 protected:
  FullExports() : exporter(members::exporter(hall.hall())) {
    hall.mount(cases::mount);
    hall.mount(members::mount);
    hall.mount(notices::mount);
    exports::offer();
    li_ = test::enrol(hall,
                      {.name = "李小河", .id_number = li, .at = hall.riverside, .phone = *Phone::parse("12000000009", Numbering::demo)});
    zhao_ = test::enrol(hall, {.name = "赵小岸", .id_number = zhao, .at = hall.weicheng});
    qin_role_ = appointed("秦干事", "12000000001", RoleWord::officer, hall.qindu);
    qin = officer("12000000001", qin_role_);
    other = officer("12000000002", appointed("秦登记", "12000000002", RoleWord::registrar, hall.qindu));
    above = officer("12000000003", appointed("咸主席", "12000000003", RoleWord::chair, hall.city));
  }

  object wanted(object more = {}) {
    object form{{"type", "full_export"}, {"org", hall.qindu.id.text()},   {"format", "csv"},       {"id_numbers", true},
                {"phones", true},        {"purpose", "给医保局核对参保"}, {"use_by", "2026-07-31"}};
    for (auto& [name, value] : more) form[name] = value;
    return form;
  }
  test::Reply ask(const std::string& who, object more = {}) { return with(who).post("/api/v1/cases", wanted(std::move(more))); }
  test::Reply take(const std::string& who, const std::string& id, const std::string& step, const std::string& why = "") {
    const auto now = with(who).get("/api/v1/cases/" + id);
    if (now.status != 200) return now;
    return with(who).with("if-match", now.etag()).post("/api/v1/cases/" + id + "/steps", {{"step", step}, {"comment", why}});
  }
  /// Asked for, let out and written; the path of the export.
  std::string written(object more = {}) {
    asked_for = ask(qin, std::move(more)).text("id");
    EXPECT_EQ(take(other, asked_for, "approve").status, 200);
    EXPECT_EQ(exporter.once(), 1);
    return "/api/v1/member-exports/" + with(qin).get("/api/v1/cases/" + asked_for).text("/form/export");
  }
  test::Reply fetch(const std::string& who, const std::string& path) {
    pass(std::chrono::seconds(60));
    return with(who).post(path + "/fetches", {{"totp", totp(who)}});
  }
  std::vector<std::vector<std::string>> rows_of(const std::string& content) {
    const auto file = hall.hall().settings.files / "fetched";
    std::ofstream(file, std::ios::binary) << content;
    const auto reader = sheets::open(file);
    std::vector<std::vector<std::string>> rows;
    for (sheets::RowView row; reader->next(row);) {
      auto& cells = rows.emplace_back();
      for (std::size_t i = 0; i < row.cells.size(); ++i) cells.emplace_back(row.text(i));
    }
    std::filesystem::remove(file);
    return rows;
  }
  /// What she reads among those who looked at her.
  test::Reply accesses(PersonId person) {
    auto her = hall.worker;
    her.person = person;
    hall.application.authenticate = nullptr;
    auto reply = hall.as(her).get("/api/v1/me/accesses");
    hall.application.authenticate = accounts::authenticator(hall.hall());
    return reply;
  }

  rounds::Worker exporter;
  PersonId li_, zhao_;
  accounts::Appointed qin_role_;
  std::string qin, other, above, asked_for;
};
UNIONHALL_ON_EACH_ENGINE(FullExports);

TEST_P(FullExports, AreLetOutByASecondOfficerAndFetchedOnce) {
  for (const auto* format : {"csv", "xlsx"}) {
    const auto path = written({{"format", format}});
    const auto shown = with(qin).get(path);
    EXPECT_TRUE(shown.at("whole").as_bool());
    EXPECT_EQ(shown.text("file"), std::string("会员名册-全号-秦都区总工会-20260715.") + format);
    EXPECT_EQ(with(qin).get(path + "/file").key(), "members.whole_by_code");

    const auto file = fetch(qin, path);
    ASSERT_EQ(file.status, 200) << file.body;
    const auto number = with(qin).get("/api/v1/cases/" + asked_for).text("number");
    const auto mark =
        hall.db().read([&](db::Session& db) { return *db.first<std::string>("SELECT mark FROM full_exports ORDER BY id DESC LIMIT 1"); });
    const auto rows = rows_of(file.body);
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_THAT(rows[0][0],
                AllOf(HasSubstr(number), HasSubstr("秦干事"), HasSubstr("2026-07-31"), HasSubstr(mark), HasSubstr("给医保局核对参保")));
    EXPECT_EQ(rows[2][0], "李小河");
    EXPECT_EQ(rows[2][4], li);
    EXPECT_EQ(rows[2][5], "12000000009");

    EXPECT_EQ(fetch(qin, path).key(), "members.whole_fetched");
    EXPECT_EQ(count("SELECT count(*) FROM files"), 0);  // the key is gone with it
    EXPECT_TRUE(with(qin).get(path).has("fetched_at"));
    EXPECT_EQ(with(other).get("/api/v1/cases/" + asked_for).has("/form/export"), false);
  }
  EXPECT_EQ(count("SELECT count(*) FROM audit_events WHERE what = 'full_export'"), 2);
}

TEST_P(FullExports, AreNotFetchedWithoutTheSecondFactorNorByAnybodyElse) {
  const auto path = written();
  EXPECT_EQ(fetch(other, path).status, 404);
  EXPECT_EQ(fetch(above, path).status, 404);
  const auto wrong = with(qin).post(path + "/fetches", {{"totp", other_than(totp(qin))}});
  EXPECT_EQ(wrong.key(), "accounts.totp_wrong");
  pass(std::chrono::seconds(60));
  EXPECT_EQ(fetch(qin, path).status, 200);
}

TEST_P(FullExports, AreFetchedAlsoByWhoeverHasAPasswordAndHerDeskGoesOnAsItWas) {
  const auto path = written();
  pass(std::chrono::seconds(60));
  ASSERT_EQ(with(qin).post("/api/v1/me/passwords", {{"totp", totp(qin)}, {"password", "Wei-he 2026 bridge"}}).status, 204);
  const auto ends = [&] {
    return count("SELECT MAX(officer_until_ms) FROM sessions s JOIN accounts a ON a.id = s.account_id WHERE a.name = '秦干事'");
  };
  const auto before = ends();
  ASSERT_EQ(fetch(qin, path).status, 200);
  EXPECT_EQ(ends(), before);
  EXPECT_EQ(count("SELECT count(*) FROM audit_events WHERE what = 'prove_again'"), 1);
}

TEST_P(FullExports, AreGoneAfterADayAndThenNobodyStoodInThem) {
  const auto path = written();
  EXPECT_EQ(count("SELECT count(*) FROM full_export_people"), 1);
  EXPECT_EQ(accesses(li_).items().size(), 0U);  // nothing has left the hall
  pass(std::chrono::hours(25));
  EXPECT_EQ(members::forget_exports(hall.hall()), 1);
  EXPECT_EQ(count("SELECT count(*) FROM full_export_people"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM files"), 0);
  qin = officer("12000000001", qin_role_);
  EXPECT_EQ(fetch(qin, path).status, 404);
  EXPECT_EQ(accesses(li_).items().size(), 0U);
}

TEST_P(FullExports, AreReadOfByEachWhoStoodInThem) {
  ASSERT_EQ(fetch(qin, written()).status, 200);
  const auto hers = accesses(li_);
  ASSERT_EQ(hers.items().size(), 1U) << hers.body;
  EXPECT_EQ(hers.text("/items/0/what"), "export");
  EXPECT_EQ(hers.text("/items/0/purpose"), "给医保局核对参保");
  EXPECT_EQ(hers.text("/items/0/who/name"), "秦干事");
  EXPECT_EQ(hers.text("/items/0/who/org/name"), "秦都区总工会");
  EXPECT_EQ(accesses(zhao_).items().size(), 0U);
}

TEST_P(FullExports, AreReadOfByWhomSheWasLedToSince) {
  ASSERT_EQ(fetch(qin, written()).status, 200);
  hall.db().write([&](db::Session& db) { people::lead(db, li_, zhao_); });
  EXPECT_EQ(accesses(zhao_).items().size(), 1U);
}

TEST_P(FullExports, LeaveALineThatSheAskedHowManyFit) {
  ask(qin, {{"q", "李小河"}});
  EXPECT_EQ(count("SELECT count(*) FROM audit_events WHERE what = 'list' AND subject_kind = 'list'"), 1);
}

TEST_P(FullExports, AreNotFetchedOnceTheirDayWasOver) {
  const auto path = written();
  // It was forgotten between her look at it and her code.
  hall.db().write([&](db::Session& db) {
    const auto kept = *members::full::of_export(db, *members::exports::ExportId::parse(path.substr(path.rfind('/') + 1)));
    const auto file = *db.first<files::FileId>("SELECT file_id FROM member_exports WHERE id = :id", kept.export_id);
    db.exec("DELETE FROM member_exports");
    EXPECT_FALSE(members::full::fetch(db, kept, file, hall.clock.now()));
  });
}

TEST_P(FullExports, TellEachOfManyAndNobodyBeside) {
  std::vector<PersonId> in, out;
  hall.db().write([&](db::Session& db) {
    db.exec(R"sql(
        INSERT INTO full_exports (id, region, export_id, account_id, role_id, org_id, number, fields, purpose, use_by, mark, at_ms, fetched_at_ms)
        VALUES (77, 1, 1, 1, 1, 1, 'X', 'phone', '普查', '2026-07-31', 'm', 0, 1))sql");
    audit::record(
        db, hall.hall(),
        {.actor = qin_role_.account, .role = qin_role_.role.value, .what = "full_export", .subject_kind = "export", .subject = 77});
  });
  // Every third of ten thousand, over several rows of the set.
  for (std::int64_t i = 0; i < 10'000; ++i) (i % 3 == 0 ? in : out).push_back(PersonId{5'000'000'000'000 + i * i});
  hall.db().write([&](db::Session& db) {
    for (std::size_t first = 0; first < in.size(); first += 1000) {
      std::string distances;
      const auto end = std::min(in.size(), first + 1000);
      for (auto at = first + 1; at < end; ++at) distances += (at == first + 1 ? "" : " ") + std::to_string(in[at].value - in[at - 1].value);
      db.exec("INSERT INTO full_export_people (full_export_id, first_person, last_person, distances) VALUES (77, :first, :last, :text)",
              in[first], in[end - 1], distances);
    }
  });
  for (std::size_t i = 0; i < in.size(); i += 111) EXPECT_EQ(accesses(in[i]).items().size(), 1U) << i;
  for (std::size_t i = 0; i < out.size(); i += 111) EXPECT_EQ(accesses(out[i]).items().size(), 0U) << i;
}

TEST_P(FullExports, AreNotLetOutByWhoeverAsked) {
  const auto asked = ask(qin).text("id");
  EXPECT_EQ(take(qin, asked, "approve").key(), "cases.own_case");
  // Nobody decides of it who is not of that union or above it.
  const auto below = officer("12000000004", appointed("何主席", "12000000004", RoleWord::chair, hall.riverside));
  EXPECT_EQ(take(below, asked, "approve").status, 404);
  EXPECT_EQ(take(above, asked, "approve").status, 200);
}

TEST_P(FullExports, GoUpWhereTheAskerIsAlone) {
  const auto small = hall.add_union(hall.renminlu, 2, "独自工会");
  const auto alone = officer("12000000005", appointed("独干事", "12000000005", RoleWord::officer, small));
  const auto asked = ask(alone, {{"org", small.id.text()}}).text("id");
  EXPECT_EQ(with(alone).get("/api/v1/cases/" + asked).text("/tasks/0/org/name"), "秦都区总工会");
}

TEST_P(FullExports, AreRefusedWithAReasonAndTakenBack) {
  const auto refused = ask(qin).text("id");
  EXPECT_EQ(take(other, refused, "refuse").status, 422);
  EXPECT_EQ(take(other, refused, "refuse", "不需要全号").status, 200);
  EXPECT_EQ(take(qin, refused, "object", "医保局要全号").status, 200);
  EXPECT_EQ(take(above, refused, "overrule", "确实需要").status, 200);
  EXPECT_EQ(exporter.once(), 1);

  const auto taken_back = ask(qin).text("id");
  EXPECT_EQ(ask(qin).key(), "full_exports.asked_already");
  EXPECT_EQ(take(qin, taken_back, "withdraw").status, 200);
  EXPECT_EQ(exporter.once(), 0);
}

TEST_P(FullExports, EndWithTheRoleInWhichTheyWereAsked) {
  const auto asked = ask(qin).text("id");
  hall.db().write([&](db::Session& db) { db.exec("UPDATE roles SET until_ms = :now WHERE id = :id", hall.clock.now(), qin_role_.role); });
  EXPECT_EQ(take(other, asked, "approve").key(), "full_exports.role_ended");
  EXPECT_EQ(exporter.once(), 0);
}

TEST_P(FullExports, SayWhatForAndUntilWhen) {
  EXPECT_EQ(ask(qin, {{"id_numbers", false}, {"phones", false}}).error_at("/id_numbers"), "nothing_whole");
  EXPECT_EQ(ask(qin, {{"purpose", ""}}).error_at("/purpose"), "required");
  EXPECT_EQ(ask(qin, {{"use_by", "2026-07-14"}}).error_at("/use_by"), "not_within_days");
  EXPECT_EQ(ask(qin, {{"use_by", "2026-12-31"}}).error_at("/use_by"), "not_within_days");
  EXPECT_EQ(ask(qin, {{"q", li}}).error_at("/q"), "number_not_here");
  EXPECT_EQ(ask(qin, {{"format", "pdf"}}).error_at("/format"), "unknown_word");
  EXPECT_EQ(ask(qin, {{"org", hall.weicheng.id.text()}}).status, 404);
  const auto steward = officer("12000000006", appointed("组长", "12000000006", RoleWord::steward, hall.riverside));
  EXPECT_EQ(ask(steward).status, 403);
}

TEST_P(FullExports, HoldWhatWasFilteredAndMaskWhatWasNotAsked) {
  ASSERT_EQ(ask(qin, {{"category", "courier"}}).status, 201);
  const auto asked = with(qin).get("/api/v1/me/cases").items();
  const std::string first(asked[0].at("id").as_string());
  EXPECT_EQ(with(other).get("/api/v1/cases/" + first).text("/form/filters/category"), "courier");
  EXPECT_EQ(take(qin, first, "withdraw").status, 200);

  const auto file = fetch(qin, written({{"phones", false}}));
  const auto rows = rows_of(file.body);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[2][4], li);
  EXPECT_EQ(rows[2][5], "120********");
  EXPECT_THAT(file.body, Not(HasSubstr("12000000009")));
}

}  // namespace
}  // namespace unionhall
