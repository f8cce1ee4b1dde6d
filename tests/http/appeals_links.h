#pragma once
// A hall with an appeal, and somebody outside who gets a link.
#include <gmock/gmock.h>

#include "hall/cases/cases.h"
#include "hall/notices/notices.h"
#include "hall/texts/texts.h"
#include "services/appeals/appeals.h"
#include "support/hall.h"

namespace unionhall::test {

class AppealLinks : public ::testing::TestWithParam<db::Engine> {
 protected:
  AppealLinks() {
    hall.mount(cases::mount);
    hall.mount(notices::mount);
    hall.mount(appeals::mount);
  }

  std::string file(const Player& who, http::json::object more = {}) {
    more["type"] = "appeal";
    if (!more.contains("hidden_from")) more.emplace("org", hall.riverside.id.text());
    more.emplace("words", "天热，中午能不能喝到绿豆汤");
    const auto made = hall.as(who).post("/api/v1/cases", std::move(more));
    EXPECT_EQ(made.status, 201) << made.body;
    return made.has("id") ? made.text("id") : "0";
  }
  Reply seen(const Player& who, const std::string& id) { return hall.as(who).get("/api/v1/cases/" + id); }
  Reply take(const Player& who, const std::string& id, const std::string& step, http::json::object more = {}) {
    more["step"] = step;
    const auto now = seen(who, id);
    if (now.status != 200) return now;
    return hall.as(who).with("if-match", now.etag()).post("/api/v1/cases/" + id + "/steps", std::move(more));
  }
  Hall::Asking nobody() { return hall.as(hall.stranger); }

  /// What has been sent since the last time: number, template, parameters.
  std::vector<texts::Gateway::Outgoing> sent() {
    struct Kept final : texts::Gateway {
      void send(const Outgoing& text) override { all.push_back(text); }
      std::vector<Outgoing> all;
    } gateway;
    texts::send_waiting(hall.hall(), gateway, 1000);
    return gateway.all;
  }
  static std::string code_behind(const std::string& link) { return link.substr(link.find('#') + 1); }

  /// The keys of the track, in order.
  static std::vector<std::string> keys_of(const Reply& one) {
    std::vector<std::string> keys;
    for (const auto& event : one.at("track").as_array()) keys.emplace_back(event.at("key").as_string());
    return keys;
  }
  std::vector<std::string> told(const Player& who) {
    std::vector<std::string> titles;
    const auto page = hall.as(who).get("/api/v1/me/notices");
    for (const auto& notice : page.items()) titles.emplace_back(notice.at("title").as_string());
    return titles;
  }
  std::int64_t count(std::string_view sql) {
    return hall.db().read([&](db::Session& db) { return *db.first<std::int64_t>(sql); });
  }

  Hall hall{GetParam()};
};

}  // namespace unionhall::test
