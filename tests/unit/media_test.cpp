#include "media/media.h"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>

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
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->width, 300);
  EXPECT_EQ(picture->height, 400);
  EXPECT_EQ(kind_of(out()), Kind::jpeg);
  EXPECT_THAT(drawn(), Not(HasSubstr("SECRETPHONE")));
  EXPECT_THAT(drawn(), Not(HasSubstr("Exif")));
}

TEST_F(Media, ALargePictureIsMadeAsLargeAsAScreen) {
  const auto picture = redraw(file(test::bytes_of(test::striped(5000, 1000), ".png")), Kind::png, out());
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->width, side_max);
  EXPECT_EQ(picture->height, side_max / 5);
  EXPECT_EQ(kind_of(out()), Kind::png) << "a screenshot stays sharp";
  EXPECT_EQ(redraw(file(test::bytes_of(test::striped(20, 10), ".webp")), Kind::webp, out())->width, 20) << "and a small one small";
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

}  // namespace
}  // namespace unionhall::media
