// How many independent people say something of a station.
#include "services/stations/truth/voices.h"

#include <gtest/gtest.h>

#include "services/stations/truth/truth.h"

namespace unionhall {
namespace {

using namespace std::chrono_literals;
using stations::truth::independent;
using stations::truth::Report;
using stations::truth::Said;
using stations::truth::Voice;

Voice pair(std::string device, std::string network) { return {.account = {}, .device = std::move(device), .network = std::move(network)}; }
Voice account(std::string name, std::string network = "n0") {
  return {.account = std::move(name), .device = {}, .network = std::move(network)};
}

TEST(IndependentVoices, AreDifferentAccounts) {
  EXPECT_EQ(independent({}), 0U);
  EXPECT_EQ(independent({account("a"), account("b"), account("c")}), 3U) << "three couriers at one station's network";
  EXPECT_EQ(independent({account("a"), account("a"), account("b")}), 2U);
}

TEST(IndependentVoices, ArePairsThatShareNeitherDeviceNorNetwork) {
  EXPECT_EQ(independent({pair("d1", "n1"), pair("d2", "n2"), pair("d3", "n3")}), 3U);
  EXPECT_EQ(independent({pair("d1", "n1"), pair("d1", "n2"), pair("d1", "n3")}), 1U) << "one phone that moves about";
  std::vector<Voice> sofa;
  for (int i = 0; i < 100; ++i) sofa.push_back(pair("d" + std::to_string(i), "n1"));
  EXPECT_EQ(independent(sofa), 1U) << "a hundred from one network";
}

TEST(IndependentVoices, AreAsManyAsCanBeChosenWhateverTheirOrder) {
  // Whoever takes d1 with n1 first finds but two.
  EXPECT_EQ(independent({pair("d1", "n1"), pair("d1", "n2"), pair("d2", "n1"), pair("d3", "n3")}), 3U);
  EXPECT_EQ(independent({pair("d2", "n1"), pair("d1", "n1"), pair("d1", "n2")}), 2U);
}

TEST(IndependentVoices, OfSomebodyWithAndWithoutAccountAreOne) {
  EXPECT_EQ(independent({{.account = "a", .device = "d1", .network = "n1"}, pair("d1", "n2"), pair("d2", "n1")}), 1U);
  EXPECT_EQ(independent({{.account = "a", .device = "d1", .network = "n1"}, pair("d2", "n2")}), 2U);
}

TEST(IndependentVoices, NeedBothADeviceAndANetwork) {
  EXPECT_EQ(independent({{.account = {}, .device = "d1", .network = {}}, {.account = {}, .device = {}, .network = "n1"}}), 0U);
}

// ── Together ───────────────────────────────────────────────────────────────────────────────────────────────────

constexpr Instant now = std::chrono::sys_days{std::chrono::year{2026} / 7 / 15} + 6h;

Report said(Said what, std::string who, std::chrono::minutes ago) {
  Report report;
  report.said = what;
  report.counts = true;
  report.device_digest = "d" + who;
  report.network_digest = "n" + who;
  report.at = now - ago;
  return report;
}

TEST(StationVerdict, NeedsThreeWithinADay) {
  using enum Said;
  EXPECT_FALSE(stations::truth::verdict({said(locked, "1", 1min), said(locked, "2", 2min)}, now));
  const auto found = stations::truth::verdict({said(locked, "1", 1min), said(gone, "2", 2min), said(locked, "3", 24h - 1min)}, now);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->fault, locked);
  EXPECT_EQ(found->people, 3);
  EXPECT_FALSE(stations::truth::verdict({said(locked, "1", 1min), said(gone, "2", 2min), said(locked, "3", 24h)}, now));
}

TEST(StationVerdict, BeginsAnewOnceSomebodyAtTheDoorFoundItAsItSays) {
  using enum Said;
  auto found_right = said(as_it_says, "9", 2min);
  const std::vector<Report> from_a_list{said(locked, "1", 1min), found_right, said(locked, "2", 3min), said(locked, "3", 4min)};
  EXPECT_TRUE(stations::truth::verdict(from_a_list, now)) << "she may be anywhere";
  auto at_door = from_a_list;
  at_door[1].at_door = true;
  EXPECT_FALSE(stations::truth::verdict(at_door, now));
}

TEST(StationVerdict, LeavesOutWhatDoesNotCountOrIsSettled) {
  using enum Said;
  auto hint = said(locked, "1", 1min), settled = said(locked, "2", 2min);
  hint.counts = false;
  settled.settled_at = now;
  EXPECT_FALSE(stations::truth::verdict({hint, settled, said(locked, "3", 3min), said(locked, "4", 4min)}, now));
}

}  // namespace
}  // namespace unionhall
