// A hotline's export on its way into appeals, and back.
#include "services/appeals/tickets.h"

#include <gmock/gmock.h>

#include "hall/cases/cases.h"
#include "hall/figures/figures.h"
#include "hall/imports/worker.h"
#include "support/rosters.h"

namespace unionhall::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
namespace tickets = appeals::tickets;

class Tickets : public testing::TestWithParam<db::Engine> {
 protected:
  Tickets() {
    tickets::offer();
    cases::offer_figures();
    hall.mount(cases::mount);
    hall.mount(imports::mount);
    hall.mount(appeals::mount);
  }

  static Cells row(const std::string& number, const std::string& words, Cells more = {}) {
    more.emplace("工单编号", number);
    more.emplace("诉求内容", words);
    return more;
  }
  std::filesystem::path file_of(const std::vector<Cells>& rows) {
    return files.csv(
        {"工单编号", "来电时间", "来电人", "联系电话", "诉求内容", "诉求分类", "诉求类型", "紧急程度", "所属单位", "渠道", "是否匿名"},
        rows);
  }
  imports::Import bring(const std::vector<Cells>& rows) { return brought(hall, "appeals", hall.qindu, file_of(rows)); }
  std::int64_t count(std::string_view sql) {
    return hall.db().read([&](db::Session& db) { return *db.first<std::int64_t>(sql); });
  }
  std::string appeal_of(const std::string& number) {
    return hall.db().read([&](db::Session& db) {
      return db.first<cases::CaseId>("SELECT appeal_id FROM appeal_tickets WHERE number = :number", number)->text();
    });
  }
  Reply seen(const std::string& id) { return hall.as(hall.officer).get("/api/v1/cases/" + id); }

  Hall hall{GetParam()};
  Files files;
};
UNIONHALL_ON_EACH_ENGINE(Tickets);

TEST_P(Tickets, BecomeAppealsAndTheSameFileAgainChangesNothing) {
  const std::vector<Cells> rows{
      row("GD001", "食堂能不能有绿豆汤",
          {{"来电人", "王师傅"},
           {"联系电话", phone_of(1)},
           {"来电时间", "2026-07-14 09:30"},
           {"诉求类型", "建议"},
           {"所属单位", "河畔快递工会"}}),
      row("GD002", "三个月没发工资，工地要出事", {{"紧急程度", "特急"}, {"诉求分类", "劳动报酬-欠薪"}, {"是否匿名", "是"}})};
  const auto import = bring(rows);
  EXPECT_EQ(import.counts.fresh, 2);
  EXPECT_THAT(problems_of(hall, import.id), IsEmpty());
  const auto first = seen(appeal_of("GD001"));
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(first.text("state"), "received");
  EXPECT_EQ(first.text("/org/name"), "河畔快递工会");
  EXPECT_EQ(first.text("/form/category"), "living.canteen");
  EXPECT_EQ(first.text("/form/category_by"), "words");
  EXPECT_EQ(first.text("/form/kind"), "suggestion");
  EXPECT_EQ(first.text("/form/channel"), "hotline");
  EXPECT_EQ(first.text("/form/caller"), "王师傅");
  EXPECT_EQ(first.text("/form/ticket"), "GD001");
  EXPECT_EQ(first.text("/form/called"), "2026-07-14 09:30");
  const auto second = seen(appeal_of("GD002"));
  EXPECT_EQ(second.text("/org/name"), "秦都区总工会");
  EXPECT_EQ(second.text("/form/category"), "wages.arrears");
  EXPECT_EQ(second.text("/form/category_by"), "officer");
  EXPECT_EQ(second.text("/form/difficulty"), "urgent");
  EXPECT_EQ(second.text("discretion"), "nameless");
  figures::fold_all(hall.db());
  EXPECT_THAT(figures::check(hall.db()), IsEmpty());

  const auto again = bring(rows);
  EXPECT_EQ(again.counts.same, 2);
  EXPECT_EQ(again.counts.fresh, 0);
  EXPECT_EQ(count("SELECT count(*) FROM cases"), 2);
  EXPECT_EQ(bring({rows[0], row("GD003", "想入会")}).counts.fresh, 1) << "a longer export brings what is new";
}

TEST_P(Tickets, WhatIsWrongComesBackAndWhatIsLeftOutIsSaid) {
  const auto import = checked(hall, "appeals", hall.qindu,
                              file_of({row("", "没有编号"), row("GD1", ""), row("GD2", "在别处", {{"所属单位", "渭城区总工会"}}),
                                       row("GD3", "座机", {{"联系电话", "029-33220000"}}), row("GD4", "同一个"), row("GD4", "同一个"),
                                       row("GD5", "名字不像", {{"来电人", "13号车间"}})}));
  EXPECT_THAT(problems_of(hall, import.id), ElementsAre("2 ticket_number_missing", "3 ticket_words_missing", "4 union_name_not_found",
                                                        "5 ticket_phone_left_out", "7 ticket_twice", "8 ticket_caller_left_out"));
  EXPECT_EQ(count("SELECT count(*) FROM import_problems WHERE code = 'union_name_not_found' AND shown = '渭城区总工会'"), 1);
  EXPECT_EQ(import.counts.fresh, 3);
  EXPECT_EQ(import.counts.refused, 4);
  EXPECT_EQ(committed(hall, import.id).counts.fresh, 3);
  const auto out = files.path("report.xlsx");
  EXPECT_TRUE(imports::write_report(hall.hall(), now(hall, import.id), out));
  EXPECT_GT(std::filesystem::file_size(out), 0U);
}

TEST_P(Tickets, AnUndoWithdrawsWhatNobodyHasTouched) {
  const auto import = bring({row("GD1", "没人碰过"), row("GD2", "有人受理"), row("GD3", "有人说话")});
  const auto accepted = appeal_of("GD2"), spoken_of = appeal_of("GD3"), left = appeal_of("GD1");
  ASSERT_EQ(hall.as(hall.officer).with("if-match", "\"1\"").post("/api/v1/cases/" + accepted + "/steps", {{"step", "accept"}}).status, 200);
  ASSERT_EQ(hall.as(hall.officer).post("/api/v1/cases/" + spoken_of + "/comments", {{"text", "在问"}, {"inside", true}}).status, 201);
  const auto undone = imports::undo(hall.hall(), import.id, go_on);
  ASSERT_TRUE(undone && *undone);
  EXPECT_EQ((*undone)->removed, 1);
  EXPECT_EQ((*undone)->kept, 2);
  EXPECT_EQ(seen(left).text("state"), "withdrawn");
  EXPECT_EQ(seen(accepted).text("state"), "handling");
  EXPECT_EQ(seen(spoken_of).text("state"), "received");
  EXPECT_EQ(bring({row("GD1", "没人碰过"), row("GD2", "有人受理")}).counts.fresh, 1) << "its number may come again";
}

TEST_P(Tickets, ADeskBringsThemAndWhoeverCalledGetsHerLink) {
  const auto begun = hall.as(hall.officer)
                         .upload("/api/v1/imports?kind=appeals&name=12351.csv&org=" + hall.qindu.id.text(),
                                 "序号,工单号,反映内容,联系方式\n1,GD9,停车没地方," + phone_of(2) + "\n");
  ASSERT_EQ(begun.status, 201) << begun.body;
  imports::worker(hall.hall()).once();
  const auto path = "/api/v1/imports/" + begun.text("id");
  const auto checked_now = hall.as(hall.officer).get(path);
  EXPECT_EQ(checked_now.text("state"), "checked");
  EXPECT_EQ(checked_now.number("/counts/new"), 1);
  ASSERT_EQ(hall.as(hall.officer).with("if-match", checked_now.etag()).post(path + "/commit").status, 200);
  imports::worker(hall.hall()).once();
  EXPECT_EQ(hall.as(hall.officer).get(path).text("state"), "committed");
  EXPECT_EQ(count("SELECT count(*) FROM appeal_caller_links"), 1);
}

TEST(TicketRows, ACategoryIsTheHallsOwnWord) {
  appeals::add_words();
  EXPECT_EQ(tickets::named_category("欠薪")->word, "wages.arrears");
  EXPECT_EQ(tickets::named_category("生活服务 · 食堂")->word, "living.canteen");
  EXPECT_EQ(tickets::named_category("生活服务"), nullptr);
  EXPECT_EQ(tickets::named_category(""), nullptr);
}

}  // namespace
}  // namespace unionhall::test
