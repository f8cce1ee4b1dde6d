// The rules of appointing, and what a device is called.
#include "hall/accounts/accounts.h"

#include <gtest/gtest.h>

#include "hall/accounts/sign_in.h"

namespace unionhall::accounts {
namespace {

using enum access::RoleWord;

access::Role in(access::RoleWord word, std::string desk = "") {
  return {.id = {}, .word = word, .org = {}, .org_path = "00001", .desk = std::move(desk)};
}

TEST(MayGive, AnOfficerGivesEveryRoleOfTheUnionAndNoAdministrator) {
  for (const auto word : {steward, employer_contact, field_worker, chair, officer, registrar, supervisor, hotline_seat, station_keeper}) {
    EXPECT_TRUE(may_give(in(officer), word, "")) << db::word(word);
  }
  for (const auto word : {member, system_administrator, security_administrator, audit_administrator}) {
    EXPECT_FALSE(may_give(in(officer), word, "")) << db::word(word);
  }
}

TEST(MayGive, AChairChoosesNeitherHerSuccessorNorWhoSupervisesHer) {
  for (const auto word : {steward, employer_contact, field_worker, officer, registrar, station_keeper}) {
    EXPECT_TRUE(may_give(in(chair), word, "")) << db::word(word);
  }
  for (const auto word : {chair, supervisor, hotline_seat, security_administrator}) {
    EXPECT_FALSE(may_give(in(chair), word, "")) << db::word(word);
  }
}

TEST(MayGive, OnlyTheSecurityAdministratorGivesAdministrators) {
  for (const auto word : {system_administrator, security_administrator, audit_administrator, officer}) {
    EXPECT_TRUE(may_give(in(security_administrator), word, "")) << db::word(word);
    EXPECT_FALSE(may_give(in(system_administrator), word, "")) << db::word(word);
    EXPECT_FALSE(may_give(in(audit_administrator), word, "")) << db::word(word);
    EXPECT_FALSE(may_give(in(registrar), word, "")) << db::word(word);
  }
  EXPECT_FALSE(may_give(in(security_administrator), member, ""));
}

TEST(MayGive, ADeskGivesItselfAlone) {
  EXPECT_TRUE(may_give(in(officer, "rights"), officer, "rights"));
  EXPECT_FALSE(may_give(in(officer, "rights"), officer, "stations"));
  EXPECT_FALSE(may_give(in(officer, "rights"), officer, ""));  // all desks
  EXPECT_TRUE(may_give(in(officer), officer, "rights"));
}

TEST(Device, IsCalledAsItsOwnerWould) {
  EXPECT_EQ(
      device_of("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0"),
      "Edge · Windows");
  EXPECT_EQ(device_of("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.49"),
            "WeChat · iPhone");
  EXPECT_EQ(device_of("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"), "Firefox · Linux");
  EXPECT_EQ(device_of("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"), "Chrome · Android");
  EXPECT_EQ(device_of("curl/8.0"), "curl");
  EXPECT_EQ(device_of("<script>alert(1)</script>"), "");
}

}  // namespace
}  // namespace unionhall::accounts
