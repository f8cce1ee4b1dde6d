// How far a long command is, as it is said on a terminal and elsewhere.
#include "app/progress.h"

#include <gmock/gmock.h>
#include <pty.h>
#include <unistd.h>

namespace unionhall::app {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(ProgressLine, IsABarWithTheRateAndTheTimeLeft) {
  EXPECT_EQ(progress_line("Writing", 431'650, 863'300, 50'000.7),
            "Writing                      [############............]  50 %  431,650 / 863,300  50,000/s  9 s left");
  EXPECT_EQ(progress_line("Writing", 0, 500, 0), "Writing                      [........................]   0 %  0 / 500");
  EXPECT_EQ(progress_line("Writing", 499, 500, 0.9), "Writing                      [#######################.]  99 %  499 / 500");
}

TEST(ProgressLine, IsFullAtTheEndAndBehindAnEstimate) {
  EXPECT_EQ(progress_line("Checking", 500, 500, 250), "Checking                     [########################] 100 %  500 / 500  250/s");
  EXPECT_EQ(progress_line("Checking", 620, 500, 250), "Checking                     [########################] 100 %  620 / 500  250/s");
}

TEST(ProgressLine, SaysWhatIsDoneWhereTheWholeIsNotKnown) {
  EXPECT_EQ(progress_line("Checking", 0, 0, 0), "Checking");
  EXPECT_EQ(progress_line("Checking", 8'000, 0, 4'000), "Checking                     8,000");
}

/// What a command of two steps writes to standard error while it is `to`.
void show_two_steps_on(int to) {
  const int before = ::dup(STDERR_FILENO);
  ::dup2(to, STDERR_FILENO);
  {
    Progress progress;
    progress.show("Checking", 0, 500);
    progress.show("Checking", 500, 500);
    progress.show("Writing", 500, 500);
  }
  ::dup2(before, STDERR_FILENO);
  ::close(before);
}

std::string read_from(int from) {
  char text[4'096];
  const auto bytes = ::read(from, text, sizeof text);
  return {text, bytes > 0 ? static_cast<std::size_t>(bytes) : 0};
}

TEST(Progress, IsDrawnAnewOnATerminal) {
  int ours = -1, terminal = -1;
  ASSERT_EQ(::openpty(&ours, &terminal, nullptr, nullptr, nullptr), 0);
  show_two_steps_on(terminal);
  const auto drawn = read_from(ours);
  EXPECT_THAT(drawn, HasSubstr("\r\033[KChecking                     [........................]   0 %"));
  EXPECT_THAT(drawn, HasSubstr("\r\033[KWriting                      [########################] 100 %  500 / 500"));
  ::close(ours);
  ::close(terminal);
}

TEST(Progress, IsPlainLinesElsewhere) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  show_two_steps_on(ends[1]);
  const auto written = read_from(ends[0]);
  EXPECT_THAT(written, HasSubstr("Checking                     [########################] 100 %  500 / 500\n"));
  EXPECT_THAT(written, HasSubstr("Writing                      [########################] 100 %  500 / 500\n"));
  EXPECT_THAT(written, Not(HasSubstr("\r")));
  ::close(ends[0]);
  ::close(ends[1]);
}

}  // namespace
}  // namespace unionhall::app
