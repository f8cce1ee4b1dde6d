#include "http/network.h"

#include <gtest/gtest.h>

namespace unionhall::http {
namespace {

TEST(Networks, AreOfSoManyAddresses) {
  EXPECT_EQ(network_of("203.0.113.77"), "203.0.113.0/24");
  EXPECT_EQ(network_of("::ffff:203.0.113.77"), "203.0.113.0/24");
  EXPECT_EQ(network_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1::/48");
  EXPECT_EQ(network_of("2001:db8:1:ffff::1"), network_of("2001:db8:1::1"));
  EXPECT_NE(network_of("2001:db8:2::1"), network_of("2001:db8:1::1"));
  EXPECT_EQ(network_of("unix:"), "unix:");
}

}  // namespace
}  // namespace unionhall::http
