// An import killed in the midst of its writing, and of its undoing: some rows are in, some are not, and it goes on from there to
// the same end as if nobody had touched it; the command's, and one that a desk brought and the server writes.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <csignal>

#include "support/desk_import.h"
#include "support/import_watch.h"

namespace unionhall {
namespace {

using testing::HasSubstr;

class ImportKills : public testing::TestWithParam<db::Engine> {
 protected:
  /// Kills it between two chunks, once at least so many rows are written; that it met the writing is seen afterwards.
  void kill_in_writing(test::Program& program, std::int64_t rows) {
    ASSERT_TRUE(watch_.sees(program, "committing", [&](const auto& now) { return now.rows_done >= rows; })) << program.errors_so_far();
    program.signal(SIGKILL);
    EXPECT_EQ(program.end().code, 128 + SIGKILL);
    const auto left = watch_.standing().value();
    EXPECT_EQ(left.state, "committing");
    EXPECT_GE(left.rows_done, rows);
    EXPECT_LT(left.rows_done, left.rows_total) << "nothing was left to write";
    EXPECT_EQ(left.members, left.rows_done) << "a row counted is a row written";
  }
  void kill_in_undoing(test::Program& program, std::int64_t rows) {
    ASSERT_TRUE(watch_.sees(program, "undoing", [&](const auto& now) { return now.undone >= rows; })) << program.errors_so_far();
    program.signal(SIGKILL);
    EXPECT_EQ(program.end().code, 128 + SIGKILL);
    const auto left = watch_.standing().value();
    EXPECT_EQ(left.state, "undoing");
    EXPECT_GE(left.undone, rows);
    EXPECT_EQ(left.members, left.rows_total - left.undone);
    EXPECT_GT(left.members, 0) << "nothing was left to undo";
  }
  std::string state_hash() const { return hall_.run({"state-hash"}).out; }
  void expect_sound() const {
    const auto checked = hall_.run({"check"});
    EXPECT_EQ(checked.code, 0) << checked.out;
  }

  test::SmallHall hall_{GetParam()};
  test::ImportWatch watch_{hall_.database().settings};
  const int members_ = test::rounds(20'000, 60'000);
  const int kills_ = test::rounds(2, 5);
};
UNIONHALL_ON_EACH_ENGINE(ImportKills);

TEST_P(ImportKills, LoseNoRowAndDoubleNone) {
  const auto file = hall_.roster(members_).string();
  for (int kill = 0; kill < kills_; ++kill) {
    auto import = hall_.start({"import", "members", file});
    kill_in_writing(import, 1 + members_ * kill / (kills_ + 1));
  }
  const auto last = hall_.run({"import", "members", file});
  ASSERT_EQ(last.code, 0) << last.out << last.errors;
  EXPECT_THAT(last.out, HasSubstr("Goes on with batch"));
  EXPECT_EQ(watch_.standing().value().members, members_);

  const auto again = hall_.run({"import", "members", file});
  EXPECT_EQ(again.code, 0) << again.errors;
  EXPECT_THAT(again.out, HasSubstr(" 0 new, 0 changed,"));
  expect_sound();
  const auto server = hall_.serve();
  auto registrar = test::SmallHall::registrar(server->port());
  EXPECT_EQ(test::SmallHall::members(registrar), members_);
}

TEST_P(ImportKills, OfTheCheckLeaveNothingBehind) {
  const auto file = hall_.roster(members_).string();
  auto import = hall_.start({"import", "members", file});
  ASSERT_TRUE(watch_.sees(import, "checking", [](const auto&) { return true; }));
  import.signal(SIGKILL);
  EXPECT_EQ(import.end().code, 128 + SIGKILL);
  EXPECT_EQ(watch_.standing().value().members, 0);
  const auto whole = hall_.run({"import", "members", file});
  ASSERT_EQ(whole.code, 0) << whole.errors;
  EXPECT_EQ(watch_.standing().value().members, members_);
}

TEST_P(ImportKills, OfAnUndoEndInWhatWasBefore) {
  const auto before = state_hash();
  ASSERT_EQ(hall_.run({"import", "members", hall_.roster(members_).string(), "--batch", "first"}).code, 0);
  EXPECT_NE(state_hash(), before);
  for (int kill = 0; kill < kills_; ++kill) {
    auto undo = hall_.start({"undo", "first"});
    kill_in_undoing(undo, 1 + members_ * kill / (kills_ + 1));
  }
  const auto last = hall_.run({"undo", "first"});
  ASSERT_EQ(last.code, 0) << last.errors;
  EXPECT_THAT(last.out, HasSubstr("0 kept"));
  EXPECT_EQ(watch_.standing().value().state, "undone");
  EXPECT_EQ(state_hash(), before);
  expect_sound();
}

/// A desk's import, which the server writes.
TEST_P(ImportKills, OfTheServerLeaveADesksImportToTheNextStart) {
  auto server = hall_.serve();
  test::DeskImport import(hall_, server->port());
  const auto before = state_hash();
  const auto serve_again = [&] {
    watch_.let_rounds_begin();
    server = hall_.serve();
    import.move_to(server->port());
  };
  import.bring(hall_.roster(members_));
  import.commit();
  kill_in_writing(*server, 1 + members_ / 4);
  serve_again();
  import.once("committed");
  EXPECT_EQ(watch_.standing().value().members, members_);
  EXPECT_EQ(test::SmallHall::members(import.registrar()), members_);

  import.undo();
  kill_in_undoing(*server, 1 + members_ / 4);
  serve_again();
  EXPECT_EQ(import.once("undone").at("undone").at("removed"), members_);
  EXPECT_EQ(test::SmallHall::members(import.registrar()), 0);
  server->signal(SIGTERM);
  EXPECT_EQ(server->end().code, 0);
  EXPECT_EQ(state_hash(), before);
  expect_sound();
}

}  // namespace
}  // namespace unionhall
