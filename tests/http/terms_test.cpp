// Terms of office: which ask for something, and an officer's calendar of them.
#include <gmock/gmock.h>

#include "hall/orgs/orgs.h"
#include "support/hall.h"

namespace unionhall {
namespace {

/// Today is 15 July 2026.
class Terms : public ::testing::TestWithParam<db::Engine> {
 protected:
  Terms() { hall.mount(orgs::mount); }

  test::Union with_term(int number, const std::string& name, const std::string& start, int years, const std::string& until = "") {
    const auto made = hall.add_union(hall.renminlu, number, name);
    hall.db().write([&](db::Session& s) {
      s.exec("UPDATE orgs SET term_start_on = :start, term_years = :years, chair = '赵主席' WHERE id = :id", start, years, made.id);
      if (!until.empty()) s.exec("UPDATE orgs SET postponed_until = :until WHERE id = :id", until, made.id);
    });
    return made;
  }
  test::Reply list(const test::Player& who, const std::string& more = "") {
    return hall.as(who).get("/api/v1/orgs/terms?org=" + hall.qindu.id.text() + more);
  }
  static std::vector<std::string> names(const test::Reply& reply) {
    std::vector<std::string> all;
    for (const auto& item : reply.items()) all.emplace_back(item.at("name").as_string());
    return all;
  }

  test::Hall hall{GetParam()};
};
UNIONHALL_ON_EACH_ENGINE(Terms);

using Names = std::vector<std::string>;

TEST_P(Terms, AreListedWhereTheyAskForSomething) {
  with_term(11, "早着呢工会", "2023-07-20", 5);
  with_term(12, "快到期工会", "2024-01-15", 3);  // ends on 15 January: six months from today
  with_term(13, "还差一天工会", "2024-01-16", 3);
  with_term(14, "该换届工会", "2021-10-15", 5);
  with_term(15, "过期工会", "2021-07-14", 5);
  with_term(16, "延期工会", "2023-07-01", 3, "2026-12-31");
  with_term(17, "延过了工会", "2023-01-01", 3, "2026-07-01");
  const auto all = list(hall.officer);
  EXPECT_EQ(names(all), (Names{"快到期工会", "该换届工会", "过期工会", "延期工会", "延过了工会"}));
  EXPECT_EQ(all.text("/items/0/state"), "due_soon");
  EXPECT_EQ(all.text("/items/0/term_end"), "2027-01-15");
  EXPECT_EQ(all.number("/items/0/days_left"), 184);
  EXPECT_EQ(all.text("/items/0/chair"), "赵主席");
  EXPECT_EQ(all.text("/items/1/state"), "due");
  EXPECT_EQ(all.text("/items/2/state"), "overdue");
  EXPECT_EQ(all.number("/items/2/days_left"), -1);
  EXPECT_EQ(all.text("/items/3/state"), "postponed");
  EXPECT_EQ(all.text("/items/3/postponed_until"), "2026-12-31");
  EXPECT_EQ(all.text("/items/4/state"), "overdue") << "put off, and over all the same";

  EXPECT_EQ(names(list(hall.officer, "&state=overdue")), (Names{"过期工会", "延过了工会"}));
  const auto first = list(hall.officer, "&limit=2");
  EXPECT_EQ(names(first), (Names{"快到期工会", "该换届工会"}));
  EXPECT_EQ(names(list(hall.officer, "&limit=2&cursor=" + first.text("next"))), (Names{"过期工会", "延期工会"}));
  EXPECT_EQ(list(hall.officer, "&state=normal").key(), "orgs.unknown_term_state");
  EXPECT_EQ(list(hall.neighbour).status, 404);
  EXPECT_EQ(list(hall.worker).status, 403);
}

TEST_P(Terms, GoIntoAnOfficersCalendar) {
  const auto far = with_term(11, "名字很长很长很长很长很长很长很长的工会，还带逗号", "2023-07-20", 5);
  const auto late = with_term(12, "延期工会", "2023-07-01", 3, "2026-12-31");
  const auto of_street = hall.add_player("街道", access::RoleWord::officer, &hall.renminlu);
  const auto file = hall.as(of_street).get("/api/v1/orgs/terms/calendar");
  ASSERT_EQ(file.status, 200);
  EXPECT_EQ(file.header("content-type"), "text/calendar; charset=utf-8");
  EXPECT_THAT(file.body, testing::StartsWith("BEGIN:VCALENDAR\r\n"));
  EXPECT_THAT(file.body, testing::EndsWith("END:VCALENDAR\r\n"));
  EXPECT_THAT(file.body, testing::HasSubstr("DTSTART;VALUE=DATE:20280720\r\nDTEND;VALUE=DATE:20280721\r\n"));
  EXPECT_THAT(file.body, testing::HasSubstr("UID:term-" + late.id.text() + "-20260701@unionhall\r\n"));
  EXPECT_THAT(file.body, testing::HasSubstr("DTSTART;VALUE=DATE:20261231")) << "the day to which it is put off";

  std::string unfolded;
  for (std::size_t at = 0; at < file.body.size();) {
    const auto end = file.body.find("\r\n", at);
    ASSERT_NE(end, std::string::npos);
    EXPECT_LE(end - at, 75u);
    const bool goes_on = file.body[at] == ' ';
    if (goes_on) {
      EXPECT_NE(static_cast<unsigned char>(file.body[at + 1]) & 0xC0, 0x80) << "cut inside a character";
    }
    unfolded += (goes_on ? "" : "\n") + file.body.substr(at + (goes_on ? 1 : 0), end - at - (goes_on ? 1 : 0));
    at = end + 2;
  }
  EXPECT_THAT(unfolded, testing::HasSubstr("\nSUMMARY:名字很长很长很长很长很长很长很长的工会，还带逗号任期届满\n"));
  EXPECT_EQ(hall.as(hall.neighbour).get("/api/v1/orgs/terms/calendar").body.find(far.id.text()), std::string::npos);
  EXPECT_EQ(hall.as(hall.worker).get("/api/v1/orgs/terms/calendar").status, 403);
}

}  // namespace
}  // namespace unionhall
