#include "media/media.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <thread>

#include "support/pictures.h"
#include "support/web.h"

namespace unionhall::media {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Media : public ::testing::Test {
 protected:
  std::filesystem::path file(std::string_view bytes, const std::string& name = "came") {
    const auto path = folder.path() / name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  std::filesystem::path out() { return folder.path() / "drawn"; }
  std::string drawn() {
    std::ifstream in(out(), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::pair<int, int> size() {
    const auto image = vips::VImage::new_from_file(out().c_str());
    return {image.width(), image.height()};
  }
  test::Folder folder;
};

TEST_F(Media, AKindIsToldByTheContentAndNotByTheName) {
  EXPECT_EQ(kind_of(file(test::photo(), "合同.pdf")), Kind::jpeg);
  EXPECT_EQ(kind_of(file(test::bytes_of(test::striped(8, 8), ".png"), "a.jpg")), Kind::png);
  EXPECT_EQ(kind_of(file(test::bytes_of(test::striped(8, 8), ".webp"))), Kind::webp);
  EXPECT_EQ(kind_of(file("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n")), Kind::pdf);
  EXPECT_FALSE(kind_of(file("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "a.png")));
  EXPECT_FALSE(kind_of(file("<html><script>alert(1)</script></html>", "a.pdf")));
  EXPECT_FALSE(kind_of(file("MZ\x90")));
  EXPECT_FALSE(kind_of(file("")));
}

TEST_F(Media, APictureIsDrawnUprightAndWithoutWhatThePhoneWrote) {
  const auto came = test::photo();
  ASSERT_THAT(came, HasSubstr("SECRETPHONE")) << "else nothing is proved";
  const auto picture = redraw(file(came), Kind::jpeg, out());
  EXPECT_EQ(picture, Kind::jpeg);
  EXPECT_EQ(kind_of(out()), Kind::jpeg);
  EXPECT_EQ(size(), std::pair(300, 400));
  EXPECT_THAT(drawn(), Not(HasSubstr("SECRETPHONE")));
  EXPECT_THAT(drawn(), Not(HasSubstr("Exif")));
}

TEST_F(Media, ALargePictureIsMadeAsLargeAsAScreen) {
  const auto picture = redraw(file(test::bytes_of(test::striped(5000, 1000), ".png")), Kind::png, out());
  EXPECT_EQ(picture, Kind::png) << "a screenshot stays sharp";
  EXPECT_EQ(kind_of(out()), Kind::png);
  EXPECT_EQ(size(), std::pair(side_max, side_max / 5));
  EXPECT_EQ(redraw(file(test::bytes_of(test::striped(20, 10), ".webp")), Kind::webp, out()), Kind::jpeg);
  EXPECT_EQ(size(), std::pair(20, 10)) << "and a small one small";
}

TEST_F(Media, WhatIsBrokenOrUnpacksToTooMuchIsRefused) {
  const auto whole = test::photo();
  EXPECT_EQ(redraw(file(whole.substr(0, whole.size() / 2)), Kind::jpeg, out()).error(), Fault::unreadable);
  EXPECT_EQ(redraw(file("\xFF\xD8\xFF\xE0 no picture"), Kind::jpeg, out()).error(), Fault::unreadable);
  // A few kilobytes that unpack to 64 million pixels.
  const auto bomb = test::bytes_of(vips::VImage::black(8000, 8000), ".png");
  ASSERT_LT(bomb.size(), 200'000u);
  EXPECT_EQ(redraw(file(bomb), Kind::png, out()).error(), Fault::too_large);
}

/// What the machine says of a process, one file of /proc.
std::string said_of(pid_t process, const std::string& name) {
  std::ifstream in("/proc/" + std::to_string(process) + "/" + name);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST_F(Media, WhoDrawsOpensNothingMore) {
  int picture[2];
  ASSERT_EQ(::pipe2(picture, O_CLOEXEC), 0);
  const auto child = ::fork();
  if (child == 0) {
    ::dup2(picture[0], STDIN_FILENO);
    ::execl(UNIONHALL_DRAW_PICTURE, "unionhall-draw-picture", "jpeg", nullptr);
    ::_exit(99);
  }
  ::close(picture[0]);
  // It waits for its picture, and by then is shut in.
  const auto shut_in = testing::ContainsRegex("Max open files +0 +0 ");
  while (!testing::Value(said_of(child, "limits"), shut_in) && ::waitpid(child, nullptr, WNOHANG) == 0) std::this_thread::yield();
  EXPECT_THAT(said_of(child, "limits"), testing::AllOf(shut_in, testing::ContainsRegex("Max core file size +0 +0 "),
                                                       testing::ContainsRegex("Max cpu time +30 +30 ")));
  ::kill(child, SIGKILL);
  ::close(picture[1]);
  EXPECT_EQ(::waitpid(child, nullptr, 0), child) << "it was still there";
}

}  // namespace
}  // namespace unionhall::media
