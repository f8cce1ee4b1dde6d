#pragma once
// Somebody at a device: signs in with what the phone and the authenticator show, and asks with what she got.
#include "hall/accounts/accounts.h"
#include "hall/texts/texts.h"
#include "support/hall.h"

namespace unionhall::test {

/// A hall whose door is the real one.
class Door : public ::testing::TestWithParam<db::Engine> {
 protected:
  static std::string other_than(const std::string& code) { return code == "000000" ? "000001" : "000000"; }

  Door() {
    hall.mount(accounts::mount);
    hall.application.authenticate = accounts::authenticator(hall.hall());
  }

  /// Time goes by; whoever makes ids is told, as a running program would have been.
  void pass(std::chrono::milliseconds time) {
    hall.clock.advance(time);
    hall.hall().ids.renew();
  }

  Hall::Asking nobody() { return hall.as(hall.stranger); }
  /// A device that holds a bearer token.
  Hall::Asking with(const std::string& token) {
    auto asking = hall.as(hall.stranger);
    asking.with("authorization", "Bearer " + token);
    return asking;
  }
  /// A browser on one of our pages.
  Hall::Asking browser(const std::string& cookie = "") {
    auto asking = hall.as(hall.stranger);
    asking.with("sec-fetch-site", "same-origin");
    if (!cookie.empty()) asking.with("cookie", cookie);
    return asking;
  }

  std::string code_for(const std::string& phone) {
    const auto sent = nobody().post("/api/v1/sign-in/code", {{"phone", phone}});
    EXPECT_EQ(sent.status, 202) << sent.body;
    return sent.text("demo_code");
  }
  /// Signs in and gives the bearer token.
  std::string sign_in(const std::string& phone, std::optional<AccountId> account = {}) {
    http::json::object body{{"phone", phone}, {"code", code_for(phone)}};
    if (account) body["account"] = account->text();
    const auto answer = nobody().with("x-session", "token").post("/api/v1/sign-in", body);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return answer.has("token") ? answer.text("token") : "";
  }

  /// The same outside a demo, where the code comes by text alone.
  std::string sign_in_by_text(const std::string& phone) {
    pass(std::chrono::minutes(1));
    EXPECT_EQ(nobody().post("/api/v1/sign-in/code", {{"phone", phone}}).status, 202);
    struct Kept final : texts::Gateway {
      void send(const Outgoing& text) override { code = text.params.at("code"); }
      std::string code;
    } gateway;
    texts::send_waiting(hall.hall(), gateway, 10);
    return nobody().with("x-session", "token").post("/api/v1/sign-in", {{"phone", phone}, {"code", gateway.code}}).text("token");
  }

  accounts::Appointed appointed(const std::string& name, const std::string& phone, access::RoleWord word, const Union& at,
                                const std::string& desk = "") {
    const auto made = accounts::appoint(
        hall.hall(), {.name = name, .phone = *Phone::parse(phone, Numbering::demo), .word = word, .org = at.id, .desk = desk});
    if (!made) throw std::logic_error("the test's own appointment is refused");
    return *made;
  }
  std::string totp(const std::string& token) { return with(token).get("/api/v1/demo/totp").text("code"); }
  Reply begin_officer_session(const std::string& token, access::RoleId role) {
    return with(token).post("/api/v1/officer-session", {{"totp", totp(token)}, {"role", role.text()}});
  }
  /// Signed in, with this role in force. The time moves on to the next code.
  std::string officer(const std::string& phone, const accounts::Appointed& appointed) {
    const auto token = sign_in(phone, appointed.account);
    EXPECT_EQ(begin_officer_session(token, appointed.role).status, 201);
    pass(std::chrono::seconds(60));
    return token;
  }
  std::int64_t count(std::string_view sql) {
    return hall.db().read([&](db::Session& db) { return *db.first<std::int64_t>(sql); });
  }

  Hall hall{GetParam()};
};

}  // namespace unionhall::test
