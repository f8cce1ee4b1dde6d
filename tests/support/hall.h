#pragma once
// The hall of the tests: a migrated database, a clock that stands still, a small tree of unions and one small cast that
// plays in every test. It speaks to the real router and the real SQL; only signing in is left out.
//
//   TEST_P(OrgsHttp, ANewUnionIsFound) {
//     test::Hall hall(GetParam());
//     hall.mount(orgs::mount);
//     const auto made = hall.as(hall.registrar).post("/api/v1/orgs", {{"parent", hall.qindu.id.text()}, {"name", "…"}});
//     ASSERT_EQ(made.status, 201);
//     EXPECT_EQ(hall.as(hall.neighbour).get("/api/v1/orgs/" + made.text("id")).status, 404);
//   }
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "hall/access/access.h"
#include "hall/hall.h"
#include "support/engines.h"

namespace unionhall::test {

/// One answer, as a test asks about it.
struct Reply {
  int status = 0;
  http::Fields headers;
  std::string body;
  http::json::value json;  // null when the body is none

  /// The stable key of a problem: "orgs.name_taken"; empty when it is none.
  std::string key() const;
  /// The value at a name ("id") or a JSON pointer ("/items/0/name"); throws when it is not there.
  const http::json::value& at(std::string_view name) const;
  bool has(std::string_view name) const;
  std::string text(std::string_view name) const;
  std::int64_t number(std::string_view name) const;
  const http::json::array& items() const { return at("items").as_array(); }
  /// The code of the mistake at a field ("/phone"); empty when that field is fine.
  std::string error_at(std::string_view pointer) const;
  std::string header(std::string_view lower_case_name) const;
  /// As If-Match takes it, quotes included.
  std::string etag() const { return header("etag"); }
};

/// A union of the tests' tree.
struct Union {
  OrgId id;
  OrgId parent;
  std::string path, name;
};

/// One of the cast. Without a role she is signed in and no more; without an account she is a stranger.
struct Player {
  AccountId account;
  std::string name;
  std::optional<access::Role> role = {};
  PersonId person = {};
};

class Hall {
 public:
  explicit Hall(db::Engine engine = db::Engine::sqlite);
  ~Hall();
  Hall(const Hall&) = delete;
  Hall& operator=(const Hall&) = delete;

  StillClock clock;  // 2026-07-15T14:20:08+08:00

 private:
  FreshDatabase fresh_;
  std::unique_ptr<db::Database> database_;
  crypto::Keyring keys_;
  std::unique_ptr<db::Ids> ids_;
  std::unique_ptr<unionhall::Hall> hall_;

 public:
  http::Application application;

  unionhall::Hall& hall() { return *hall_; }
  db::Database& db() { return *database_; }

  // 咸阳市总工会 › 秦都区总工会 › 人民路街道总工会 › 河畔快递工会; 渭城区总工会 is the neighbour.
  Union city, qindu, renminlu, riverside, weicheng;

  Player registrar;                                  // registrar of the city
  Player officer;                                    // officer of 秦都区
  Player neighbour;                                  // officer of 渭城区
  Player chair;                                      // chair of riverside
  Player worker;                                     // signed in, no role
  Player stranger;                                   // not signed in
  Player system_admin, security_admin, audit_admin;  // of the city

  /// Lets time pass, for the makers of ids too.
  void advance(std::chrono::milliseconds by);

  void mount(void (*room)(http::Router&, unionhall::Hall&)) { room(application.router, *hall_); }

  /// Another union below `parent`, with plain SQL; the `number`th child, which must be free (the cast's are 1 and 2).
  Union add_union(const Union& parent, int number, const std::string& name, std::string_view level = "base");
  /// Another account, with a role where a word is given.
  Player add_player(const std::string& name, std::optional<access::RoleWord> word = {}, const Union* at = nullptr);

  /// Who asks, for one request or many.
  class Asking {
   public:
    Asking(Hall& hall, const Player& player) : hall_(hall), player_(player) {}
    /// In English; the default is Chinese.
    Asking& in_english();
    /// Signed in without the second factor: no role is in force.
    Asking& off_duty();
    Asking& with(std::string header, std::string value);

    Reply get(const std::string& path);  // with its query: "/api/v1/orgs?parent=1"
    /// With a fresh Idempotency-Key, unless with() gave one.
    Reply post(const std::string& path, http::json::object body = {});
    Reply patch(const std::string& path, http::json::object body, const std::string& if_match);
    Reply del(const std::string& path);
    /// A file as a body.
    Reply upload(const std::string& path, std::string_view bytes);
    Reply send(http::Request request);

   private:
    Hall& hall_;
    const Player& player_;
    http::Fields headers_;
    bool acting_ = true;
  };
  Asking as(const Player& player) { return {*this, player}; }

 private:
  Union plant(OrgId parent, const std::string& path, const std::string& name, std::string_view level);
  SourceId source_;
  int keys_given_ = 0;
};

}  // namespace unionhall::test
