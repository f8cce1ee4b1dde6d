#include <gmock/gmock.h>

#include "support/web.h"

namespace unionhall {

namespace {

using test::anyone;
using testing::ElementsAre;
using testing::Pair;

http::Router router_with(std::initializer_list<std::pair<const char*, const char*>> routes) {
  http::Router router;
  for (const auto& [method, pattern] : routes) {
    router.add({method, pattern, anyone, {}, [](const http::Request&) { return http::no_content(); }});
  }
  return router;
}

TEST(Router, FindsTheRouteAndWhatStandsInItsNames) {
  const auto router = router_with({{"GET", "/orgs/{id}/officers/{officer}"}});
  const auto match = router.find("GET", "/orgs/42/officers/7");
  ASSERT_TRUE(match.route);
  EXPECT_EQ(match.route->pattern, "/orgs/{id}/officers/{officer}");
  EXPECT_THAT(match.path_values, ElementsAre(Pair("id", "42"), Pair("officer", "7")));
}

TEST(Router, ALiteralComesBeforeAName) {
  const auto router = router_with({{"GET", "/orgs/{id}"}, {"GET", "/orgs/nearest"}});
  EXPECT_EQ(router.find("GET", "/orgs/nearest").route->pattern, "/orgs/nearest");
  EXPECT_EQ(router.find("GET", "/orgs/42").route->pattern, "/orgs/{id}");
}

TEST(Router, ALiteralThatLeadsNowhereLeavesTheWayToTheName) {
  const auto router = router_with({{"POST", "/orgs/nearest"}, {"GET", "/orgs/{id}/members"}});
  const auto match = router.find("GET", "/orgs/nearest/members");
  ASSERT_TRUE(match.route);
  EXPECT_THAT(match.path_values, ElementsAre(Pair("id", "nearest")));
}

TEST(Router, EachRouteNamesItsSegmentsItself) {
  const auto router = router_with({{"GET", "/cases/{id}"}, {"POST", "/cases/{case}/steps"}});
  EXPECT_THAT(router.find("GET", "/cases/1").path_values, ElementsAre(Pair("id", "1")));
  EXPECT_THAT(router.find("POST", "/cases/1/steps").path_values, ElementsAre(Pair("case", "1")));
}

TEST(Router, NearlyIsNotFound) {
  const auto router = router_with({{"GET", "/orgs/{id}"}, {"GET", "/orgs"}});
  for (const auto* path : {"/", "/org", "/orgs/", "/orgs/42/", "/orgs//42", "/orgs/42/x", "//orgs", "orgs", ""}) {
    const auto match = router.find("GET", path);
    EXPECT_FALSE(match.route) << path;
    EXPECT_TRUE(match.allowed.empty()) << path;
  }
}

TEST(Router, AnotherMethodIsToldWhichOnesThereAre) {
  const auto router = router_with({{"PATCH", "/members/{id}"}, {"GET", "/members/{id}"}});
  const auto match = router.find("DELETE", "/members/1");
  EXPECT_FALSE(match.route);
  EXPECT_EQ(match.allowed, "GET, HEAD, OPTIONS, PATCH");
}

TEST(Router, HeadIsAnsweredByGet) {
  const auto router = router_with({{"GET", "/me"}});
  EXPECT_EQ(router.find("HEAD", "/me").route, router.find("GET", "/me").route);
}

TEST(Router, TheSameRouteTwiceIsAMistake) {
  auto router = router_with({{"GET", "/orgs/{id}"}});
  const auto twin = [](const http::Request&) { return http::no_content(); };
  EXPECT_THROW(router.add({"GET", "/orgs/{org}", anyone, {}, twin}), std::logic_error);
}

TEST(Router, NothingIsReachableWithoutANeed) {
  http::Router router;
  const auto handler = [](const http::Request&) { return http::no_content(); };
  EXPECT_THROW(router.add({"GET", "/orgs", http::Guard{}, {}, handler}), std::logic_error);
  EXPECT_THROW(router.add({"GET", "/orgs", {.need = "anyone", .refuse = {}}, {}, handler}), std::logic_error);
}

}  // namespace

}  // namespace unionhall
