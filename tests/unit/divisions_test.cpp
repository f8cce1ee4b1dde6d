#include "base/divisions.h"

#include <gtest/gtest.h>

namespace unionhall::divisions {
namespace {

constexpr std::string_view xianyang = "610400000000";

TEST(Divisions, AreKnownByTheirCodeAndName) {
  EXPECT_EQ(name_of("610402"), "秦都区");
  EXPECT_EQ(name_of("610400"), "咸阳市");
  EXPECT_EQ(name_of("610000"), "陕西省");
  EXPECT_EQ(name_of("619999"), "") << "the division of demo numbers is nobody's";
  EXPECT_EQ(name_of(""), "");
}

TEST(Divisions, AreReadAsPeopleWriteThem) {
  for (const auto* written : {"610402", "610402000000", "秦都区", "咸阳市秦都区", "陕西省秦都区", "陕西省咸阳市秦都区",
                              "陕西省 咸阳市 秦都区", "陕西省/咸阳市/秦都区", "陕西省-咸阳市-秦都区"}) {
    EXPECT_EQ(parse(written, xianyang), "610402000000") << written;
  }
  EXPECT_EQ(parse("610402001003", xianyang), "610402001003") << "a village of a county";
  EXPECT_EQ(parse("咸阳市", xianyang), "610400000000");
  EXPECT_EQ(parse("北京市东城区", xianyang), "110101000000") << "a municipality has no city in between";
  EXPECT_EQ(parse("东莞市", xianyang), "441900000000") << "a city without counties";
  EXPECT_EQ(parse("嘉峪关市", xianyang), "620200000000") << "twice in the list";
  EXPECT_EQ(parse("香港特别行政区", xianyang), "810000000000");
}

TEST(Divisions, OfOneNameAreToldApartByWhatIsNearby) {
  EXPECT_EQ(parse("长安区", xianyang), "610116000000") << "of the province";
  EXPECT_EQ(parse("长安区", "130100000000"), "130102000000");
  EXPECT_EQ(parse("鼓楼区", "320100000000"), "320106000000") << "of the city, where the province has two";
  EXPECT_EQ(parse("徐州市鼓楼区", "320100000000"), "320302000000");
  EXPECT_EQ(parse("鼓楼区", xianyang).error(), Fault::ambiguous);
  EXPECT_EQ(parse("鼓楼区", "").error(), Fault::ambiguous);
  EXPECT_EQ(parse("江苏省鼓楼区", "").error(), Fault::ambiguous);
}

TEST(Divisions, ThatNobodyKnowsAreRefused) {
  for (const auto* written : {"", "61040", "6104020", "610499", "619999", "619999000000", "秦督区", "人民路街道", "西安市秦都区"}) {
    EXPECT_EQ(parse(written, xianyang).error(), Fault::unknown) << written;
  }
}

}  // namespace
}  // namespace unionhall::divisions
