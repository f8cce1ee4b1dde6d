// A roster's way into the records, on both engines: what is written, what comes back, what the same file does again, and
// what is left after an undo or a kill.
#include <gmock/gmock.h>

#include <thread>

#include "hall/figures/figures.h"
#include "hall/members/members.h"
#include "support/rosters.h"

namespace unionhall::test {
namespace {

using imports::State;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class ImportMembers : public testing::TestWithParam<db::Engine> {
 protected:
  std::filesystem::path roster(const std::vector<Cells>& rows) { return files.csv(member_titles, rows); }
  imports::Import bring(const std::vector<Cells>& rows) { return brought(hall, "members", hall.city, roster(rows)); }
  imports::Import check(const std::vector<Cells>& rows) { return checked(hall, "members", hall.city, roster(rows)); }

  std::int64_t count(const std::string& what) {
    return *hall.db().read([&](db::Session& db) { return db.first<std::int64_t>("SELECT COUNT(*) FROM " + what); });
  }
  std::int64_t members_of(const Union& org) {
    return *hall.db().read(
        [&](db::Session& db) { return db.first<std::int64_t>("SELECT COUNT(*) FROM members WHERE org_id = :org", org.id); });
  }
  std::string status_of(const std::string& name) {
    return hall.db()
        .read([&](db::Session& db) {
          return db.first<std::string>(
              "SELECT m.status FROM members m JOIN people p ON p.id = m.person_id WHERE p.name = :name ORDER BY m.id DESC LIMIT 1", name);
        })
        .value_or("");
  }
  std::int64_t figure(const std::string& name) {
    figures::fold_all(hall.db());
    return hall.db().read([&](db::Session& db) { return figures::of(db, hall.city.id); })[name];
  }

  Hall hall{GetParam()};
  Files files;
};
UNIONHALL_ON_EACH_ENGINE(ImportMembers);

std::vector<Cells> some_people(int count) {
  std::vector<Cells> rows;
  for (int n = 1; n <= count; ++n) {
    rows.push_back(
        member(n % 2 == 1 ? "王小河" : "李芳", id_of(n), {{"移动电话", phone_of(n)}, {"民族", "汉族"}, {"会籍变化日期", "2020/5/1"}}));
  }
  return rows;
}

TEST_P(ImportMembers, GoodRowsAreWrittenAndBadOnesComeBack) {
  auto rows = some_people(3);
  rows.push_back(member("赵六", "61999919900307001"));
  rows.push_back(member("钱七", "6.10402E+17"));
  const auto import = bring(rows);
  EXPECT_EQ(import.state, State::committed);
  EXPECT_EQ(import.counts.fresh, 3);
  EXPECT_EQ(import.counts.refused, 2);
  EXPECT_THAT(problems_of(hall, import.id), ElementsAre("5 id_too_short", "6 id_spoiled"));
  EXPECT_EQ(count("people"), 3);
  EXPECT_EQ(count("live_membership"), 3);
  EXPECT_EQ(figure("members"), 3);
  EXPECT_EQ(figure("members.sex.female"), 1);
}

TEST_P(ImportMembers, PeopleAreFoundByPhoneAndName) {
  bring(some_people(2));
  EXPECT_EQ(count("phone_index"), 2);
  EXPECT_EQ(*hall.db().read([&](db::Session& db) {
    return db.first<std::int64_t>("SELECT COUNT(*) FROM word_index WHERE kind = 'person' AND gram = :gram", std::string("小河"));
  }),
            1);
}

TEST_P(ImportMembers, TheSameFileAgainChangesNothing) {
  auto rows = some_people(20);
  rows.push_back(member("周保留", id_of(31), {{"会籍变化类型", "保留"}, {"会籍变化日期", "2024/1/1"}, {"会籍变化原因", "失业"}}));
  bring(rows);
  const auto before = business_rows(hall);
  hall.clock.advance(std::chrono::hours{48});
  hall.hall().ids.renew();
  const auto again = bring(rows);
  EXPECT_EQ(again.counts.same, 21);
  EXPECT_EQ(again.counts.fresh + again.counts.changed + again.counts.refused + again.counts.doubtful, 0);
  EXPECT_EQ(business_rows(hall), before);
}

TEST_P(ImportMembers, AChangedCellChangesTheRecordAndSaysWhereItComesFrom) {
  bring(some_people(1));
  const auto import = bring({member("王小河", id_of(1), {{"学历", "本科"}, {"移动电话", phone_of(99)}})});
  EXPECT_EQ(import.counts.changed, 1);
  EXPECT_EQ(count("field_sources"), 2);
  EXPECT_EQ(count("member_events"), 2);
  EXPECT_EQ(count("phone_index"), 1);
  EXPECT_EQ(*hall.db().read([](db::Session& db) { return db.first<std::string>("SELECT ethnicity FROM people LIMIT 1"); }), "01")
      << "a blank cell says nothing";
}

TEST_P(ImportMembers, AMembershipEndsAndIsKeptAsHistory) {
  bring(some_people(3));
  bring({member("王小河", id_of(1), {{"会籍变化类型", "转出"}, {"会籍变化日期", "2026/7/1"}}),
         member("李芳", id_of(2), {{"会籍变化类型", "保留"}, {"会籍变化日期", "2026/7/1"}, {"会籍变化原因", "失业"}}),
         member("王小河", id_of(3), {{"会籍变化类型", "退会"}, {"会籍变化日期", "2026/7/1"}})});
  EXPECT_EQ(count("members"), 3);
  EXPECT_EQ(count("live_membership"), 1);
  EXPECT_EQ(status_of("李芳"), "retained");
  EXPECT_EQ(figure("members"), 1);
  EXPECT_EQ(figure("members.status.transferred_out"), 1);
  EXPECT_EQ(figure("members.status.withdrawn"), 1);
}

TEST_P(ImportMembers, AnOldRosterDoesNotBringBackWhoHasLeft) {
  bring(some_people(1));
  bring({member("王小河", id_of(1), {{"会籍变化类型", "退会"}, {"会籍变化日期", "2026/7/1"}})});
  const auto old = check(some_people(1));
  EXPECT_THAT(problems_of(hall, old.id), ElementsAre("2 left_since"));
  const auto joined_again = bring({member("王小河", id_of(1), {{"会籍变化类型", "入会"}, {"会籍变化日期", "2026/7/10"}})});
  EXPECT_EQ(joined_again.counts.fresh, 1);
  EXPECT_EQ(count("members"), 2);
  EXPECT_EQ(count("people"), 1);
}

TEST_P(ImportMembers, AMemberOfAnotherUnionNeedsATransfer) {
  bring(some_people(1));
  auto row = member("王小河", id_of(1));
  row["工会名称"] = "渭城区总工会";
  const auto import = check({row});
  EXPECT_THAT(problems_of(hall, import.id), ElementsAre("2 in_another_union"));
  const auto problem = hall.db().read([&](db::Session& db) { return imports::problems(db, import.id, std::nullopt, {}, 1); }).front();
  EXPECT_EQ(problem.outcome, imports::Outcome::transfer_needed);
  EXPECT_EQ(problem.shown, "619***************");
  EXPECT_EQ(imports::message(problem, http::Language::zh_cn), "已是河畔快递工会在籍会员，要先转会");
  EXPECT_EQ(problem.other, hall.db().read([](db::Session& db) { return db.first<std::int64_t>("SELECT id FROM members"); }))
      << "whose transfer can be asked for at once";
  EXPECT_NE(problem.params.find(hall.weicheng.id.text()), std::string::npos) << problem.params;
}

TEST_P(ImportMembers, NobodyIsEndedWhoIsNoMember) {
  const auto import = check({member("王小河", id_of(1), {{"会籍变化类型", "退会"}})});
  EXPECT_THAT(problems_of(hall, import.id), ElementsAre("2 no_membership_to_end"));
}

TEST_P(ImportMembers, AUnionOutsideTheImportsAreaIsNotFound) {
  auto row = member("王小河", id_of(1));
  row["工会名称"] = "渭城区总工会";
  const auto import = checked(hall, "members", hall.qindu, roster({row}));
  EXPECT_THAT(problems_of(hall, import.id), ElementsAre("2 union_not_found"));
}

TEST_P(ImportMembers, AUnionIsFoundByItsCodeBeforeItsName) {
  const std::string ours = "81610402MC1000014D", elsewhere = "81610404MC10000225";
  hall.db().write([&](db::Session& db) {
    db.exec("UPDATE orgs SET credit_code = :code WHERE id = :id", ours, hall.riverside.id);
    db.exec("UPDATE orgs SET credit_code = :code WHERE id = :id", elsewhere, hall.weicheng.id);
  });
  const auto with_code = [&](int number, const std::string& code, const std::string& name) {
    auto row = member("王小河", id_of(number), {{"工会统一社会信用代码", code}});
    row["工会名称"] = name;
    return row;
  };
  const auto import = checked(hall, "members", hall.qindu,
                              roster({with_code(1, ours, ""), with_code(2, ours, "秦都区总工会"), with_code(3, elsewhere, "河畔快递工会"),
                                      with_code(4, "81610402MC10000303", "河畔快递工会")}));
  EXPECT_THAT(problems_of(hall, import.id), ElementsAre("4 union_code_not_found", "5 union_code_not_found"));
  committed(hall, import.id);
  EXPECT_EQ(members_of(hall.riverside), 2);
}

TEST_P(ImportMembers, OfTwoUnionsOfOneNameNoneIsGuessed) {
  hall.add_union(hall.weicheng, 9, "河畔快递工会");
  auto named_by_code = member("李芳", id_of(2), {{"工会统一社会信用代码", "81610402MC1000014D"}});
  hall.db().write(
      [&](db::Session& db) { db.exec("UPDATE orgs SET credit_code = '81610402MC1000014D' WHERE id = :id", hall.riverside.id); });
  const auto import = checked(hall, "members", hall.city, roster({member("王小河", id_of(1)), named_by_code}));
  EXPECT_THAT(problems_of(hall, import.id), ElementsAre("2 union_ambiguous"));
  EXPECT_EQ(import.counts.fresh, 1);
}

TEST_P(ImportMembers, AFormOfAnUnknownUnitGoesToTheImportsUnionOnlyWhereThatHasNoneBelow) {
  const auto form = files.write("unknown.csv", "填表单位（盖章）：,某某物流公司\n" +
                                                   Files::csv_text({"姓名", "证件号码"}, {{{"姓名", "李芳"}, {"证件号码", id_of(2)}}}));
  EXPECT_THAT(problems_of(hall, checked(hall, "members", hall.qindu, form).id), ElementsAre("3 union_not_found"));
  brought(hall, "members", hall.riverside, form);
  EXPECT_EQ(members_of(hall.riverside), 1);
}

TEST_P(ImportMembers, WithoutAUnionInTheRowTheFormsOrTheImportsOwnIsMeant) {
  auto row = member("王小河", id_of(1));
  row.erase("工会名称");
  row["工作单位"] = "渭城区总工会";  // never a union
  brought(hall, "members", hall.riverside, roster({row}));
  const auto text =
      "填表单位（盖章）：,河畔快递工会\n" + Files::csv_text({"姓名", "证件号码"}, {{{"姓名", "李芳"}, {"证件号码", id_of(2)}}});
  brought(hall, "members", hall.city, files.write("form.csv", text));
  EXPECT_EQ(members_of(hall.riverside), 2);
}

TEST_P(ImportMembers, TheSameDocumentTwiceCountsOnce) {
  const auto import = bring({member("王小河", id_of(1)), member("李芳", id_of(2)), member("王小河", id_of(1)), member("王小河", id_of(1))});
  EXPECT_THAT(problems_of(hall, import.id), ElementsAre("4 same_document_twice", "5 same_document_twice"));
  EXPECT_EQ(import.counts.fresh, 2);
  EXPECT_EQ(import.counts.refused, 2);
}

TEST_P(ImportMembers, OnePhoneOnManyPeopleIsAWarning) {
  std::vector<Cells> rows;
  for (int n = 1; n <= 4; ++n)
    rows.push_back(member("王小" + std::string(n == 1   ? "一"
                                               : n == 2 ? "二"
                                               : n == 3 ? "三"
                                                        : "四"),
                          id_of(n), {{"移动电话", phone_of(7)}}));
  const auto import = bring(rows);
  EXPECT_EQ(import.counts.warnings, 4);
  EXPECT_EQ(import.counts.fresh, 4);
}

TEST_P(ImportMembers, RetiredPeopleDoNotJoinButMayStay) {
  const auto import = bring({member("王老河", id_of(1, "19550307"), {{"就业状况", "退休"}}),
                             member("李老芳", id_of(2, "19550307"), {{"就业状况", "退休"}, {"会籍变化类型", "保留"}})});
  EXPECT_THAT(problems_of(hall, import.id), ElementsAre("2 retired"));
  EXPECT_EQ(import.counts.fresh, 1);
}

// ── Doubles ────────────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(ImportMembers, TwoRowsAlikeWaitForSomebodyToLook) {
  const auto import =
      check({member("王小河", id_of(1), {{"移动电话", phone_of(1)}}), member("王小河", id_of(3), {{"移动电话", phone_of(1)}})});
  EXPECT_EQ(import.counts.fresh, 1);
  EXPECT_EQ(import.counts.doubtful, 1);
  EXPECT_THAT(problems_of(hall, import.id), ElementsAre("3 like_another_row"));
  EXPECT_EQ(committed(hall, import.id).counts.fresh, 1);
}

TEST_P(ImportMembers, ANewPersonLikeOneOnRecordWaits) {
  bring({member("王小河", id_of(1), {{"移动电话", phone_of(1)}})});
  const auto import =
      check({member("王小河", id_of(3), {{"移动电话", phone_of(1)}}), member("王小河", id_of(5), {{"移动电话", phone_of(2)}})});
  EXPECT_THAT(problems_of(hall, import.id), ElementsAre("2 like_another_person"));
  EXPECT_EQ(import.counts.fresh, 1) << "two numbers that check, and another phone: another person";
}

TEST_P(ImportMembers, APassportAndAnIdOfOneNameAndBirthWait) {
  hall.hall().settings.demo = false;  // a demo knows no passports
  bring({member("王小河", "E12345678", {{"有效证件类别", "护照"}, {"出生日期", "1990/3/7"}, {"性别", "男"}})});
  hall.hall().settings.demo = true;
  const auto import = check({member("王小河", id_of(1)), member("王大河", id_of(3))});
  EXPECT_THAT(problems_of(hall, import.id), ElementsAre("2 namesake_of_another_person"));
}

// ── Undo ───────────────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(ImportMembers, AnUndoRestoresExactlyWhatWasBefore) {
  bring(some_people(5));
  const auto before = business_rows(hall);
  const auto members_before = figure("members");
  hall.clock.advance(std::chrono::minutes{5});
  hall.hall().ids.renew();
  auto rows = some_people(12);
  rows[0]["姓名"] = "王大河";
  rows[1]["移动电话"] = phone_of(77);
  rows[2]["会籍变化类型"] = "退会";
  rows[2]["会籍变化日期"] = "2026/7/1";
  rows[3]["学历"] = "本科";
  rows[3]["职业群体"] = "";
  const auto import = bring(rows);
  EXPECT_EQ(import.counts.fresh, 7);
  EXPECT_EQ(import.counts.changed, 4);
  EXPECT_NE(business_rows(hall), before);

  const auto undone = imports::undo(hall.hall(), import.id, go_on);
  ASSERT_TRUE(undone && *undone);
  EXPECT_EQ((*undone)->restored, 4);
  EXPECT_EQ((*undone)->removed, 7);
  EXPECT_EQ((*undone)->kept, 0);
  EXPECT_THAT(business_rows(hall), testing::ElementsAreArray(before));
  EXPECT_EQ(figure("members"), members_before);
  EXPECT_EQ(figure("members.status.withdrawn"), 0);
  EXPECT_EQ(now(hall, import.id).state, State::undone);
  EXPECT_EQ(imports::undo(hall.hall(), import.id, go_on).error(), imports::Refusal::wrong_state);
}

TEST_P(ImportMembers, AnUndoLeavesWhatSomebodyChangedSince) {
  const auto import = bring(some_people(3));
  bring({member("王小河", id_of(1), {{"学历", "本科"}})});
  const auto undone = imports::undo(hall.hall(), import.id, go_on);
  ASSERT_TRUE(undone && *undone);
  EXPECT_EQ((*undone)->removed, 2);
  EXPECT_EQ((*undone)->kept, 1);
  EXPECT_EQ(count("people"), 1);
  EXPECT_EQ(count("import_changes WHERE kept = 1"), 1);
}

TEST_P(ImportMembers, AfterThirtyDaysAnImportStays) {
  const auto import = bring(some_people(1));
  hall.clock.advance(std::chrono::hours{24 * 31});
  EXPECT_EQ(imports::undo(hall.hall(), import.id, go_on).error(), imports::Refusal::too_late);
}

TEST_P(ImportMembers, AfterThirtyDaysNothingOfTheFileIsLeft) {
  bring(some_people(1));
  auto rows = some_people(1);
  rows[0]["学历"] = "本科";
  rows.push_back(member("赵六", "1"));
  const auto import = bring(rows);
  EXPECT_EQ(count("import_changes"), 1);
  hall.clock.advance(std::chrono::hours{24 * 31});
  EXPECT_EQ(imports::forget_old(hall.hall()), 2);
  EXPECT_EQ(count("import_changes"), 0);
  EXPECT_EQ(count("import_problems"), 0);
  EXPECT_EQ(now(hall, import.id).file_path, "");
  EXPECT_EQ(imports::forget_old(hall.hall()), 0);
}

// ── Kills and races ────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(ImportMembers, StoppedAfterAnyChunkItGoesOnWhereItWas) {
  std::vector<Cells> rows;
  for (int n = 0; n < 1'700; ++n)
    rows.push_back(member("王小河", id_of(n % 999, n < 999 ? "19900307" : "19910307"), {{"移动电话", phone_of(n)}}));
  rows[600]["证件号码"] = "1";
  const auto import = checked(hall, "members", hall.city, roster(rows));
  ASSERT_EQ(import.counts.fresh, 1'699);
  int starts = 0;
  for (bool done = false; !done; ++starts) {
    const auto step = imports::commit(hall.hall(), import.id, [](const imports::Progress&) { return false; });
    ASSERT_TRUE(step);
    done = *step;
    ASSERT_LT(starts, 10);
  }
  EXPECT_EQ(starts, 5) << "four chunks, and the end";
  const auto end = now(hall, import.id);
  EXPECT_EQ(end.counts.fresh, 1'699);
  EXPECT_EQ(end.counts.refused, 1);
  EXPECT_EQ(count("people"), 1'699);
  EXPECT_EQ(count("live_membership"), 1'699);
  EXPECT_EQ(count("phone_index"), 1'699);
  EXPECT_EQ(figure("members"), 1'699);

  // And the undo the same way.
  for (bool done = false; !done;) {
    int steps = 0;
    const auto undone = imports::undo(hall.hall(), import.id, [&](const imports::Progress&) { return ++steps <= 2; });
    ASSERT_TRUE(undone);
    done = undone->has_value();
  }
  EXPECT_EQ(count("people"), 0);
  EXPECT_EQ(count("identity_index"), 0);
  EXPECT_EQ(count("word_index WHERE kind = 'person'"), 0);
  EXPECT_EQ(now(hall, import.id).undone.removed, 1'699);
  EXPECT_EQ(figure("members"), 0);
}

TEST_P(ImportMembers, TwoImportsOfTheSamePeopleAtOnceMakeOnePersonEach) {
  std::vector<Cells> rows;
  for (int n = 1; n < 999; ++n) rows.push_back(member("王小河", id_of(n), {{"移动电话", phone_of(n)}}));
  auto backwards = rows;
  std::ranges::reverse(backwards);
  const auto one = check(rows), other = check(backwards);
  const auto run = [&](imports::ImportId id) { EXPECT_TRUE(imports::commit(hall.hall(), id, go_on).value_or(false)); };
  {
    const std::jthread first([&] { run(one.id); }), second([&] { run(other.id); });
  }
  EXPECT_EQ(count("people"), 998);
  EXPECT_EQ(count("members"), 998);
  EXPECT_EQ(count("live_membership"), 998);
  EXPECT_EQ(count("identity_index"), 998);
  EXPECT_EQ(figure("members"), 998);
  EXPECT_EQ(now(hall, one.id).counts.fresh + now(hall, other.id).counts.fresh, 998);
}

TEST_P(ImportMembers, AFileThatChangedSinceTheCheckIsNotWritten) {
  const auto file = roster(some_people(2));
  const auto import = checked(hall, "members", hall.city, file);
  files.write(file.filename().string(), Files::csv_text(member_titles, some_people(3)));
  EXPECT_EQ(imports::commit(hall.hall(), import.id, go_on).error(), imports::Refusal::file_changed);
  EXPECT_EQ(count("people"), 0);
}

// ── The report ─────────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(ImportMembers, TheReportHoldsWhatCameBackAndCanBeMendedAndBroughtAgain) {
  auto rows = some_people(3);
  rows[1]["证件号码"] = "61999919900307001";
  const auto import = bring(rows);
  const auto report = files.path("report.xlsx");
  EXPECT_EQ(imports::write_report(hall.hall(), import, report), 1);
  const auto reader = sheets::open(report);
  sheets::RowView row;
  ASSERT_TRUE(reader->next(row));
  EXPECT_EQ(row.cells.back().text, "错误信息");
  ASSERT_TRUE(reader->next(row));
  EXPECT_EQ(row.text(1), "李芳");
  EXPECT_EQ(row.text(7), "61999919900307001") << "in full: it is the caller's own file";
  EXPECT_EQ(row.cells.back().text, "少 1 位：写了 17 位");
  EXPECT_FALSE(reader->next(row));
  EXPECT_THAT(problems_of(hall, checked(hall, "members", hall.city, report).id), ElementsAre("2 id_too_short"));
}

}  // namespace
}  // namespace unionhall::test
