#pragma once
// A hall where appeals are made and followed.
#include "cases_test.h"
#include "hall/notices/notices.h"
#include "services/appeals/appeals.h"

namespace unionhall::test {

/// What the first of them said.
inline const std::string soup = "天太热，中午能不能有碗绿豆汤？";

class Appealing : public Asking {
 protected:
  Appealing() {
    own_types.reset();
    hall.mount(notices::mount);
    hall.mount(appeals::mount);
  }

  /// Says what is wrong, and gives the appeal's id.
  std::string appeal(const Player& who, const Union& whom, const std::string& words, http::json::object more = {}) {
    more["type"] = "appeal";
    more["words"] = words;
    return ask(who, whom, std::move(more));
  }
  /// A step with more than a comment.
  Reply take_with(const Player& who, const std::string& id, http::json::object step) {
    return hall.as(who).with("if-match", seen(who, id).etag()).post("/api/v1/cases/" + id + "/steps", std::move(step));
  }
  Reply post(const Player& who, const std::string& id, const std::string& what, http::json::object body) {
    return hall.as(who).post("/api/v1/appeals/" + id + "/" + what, std::move(body));
  }
  /// Whether the step is offered to her now.
  bool may(const Player& who, const std::string& id, std::string_view step) {
    const auto one = seen(who, id);
    if (one.status != 200) return false;
    return std::ranges::any_of(one.at("steps").as_array(), [&](const auto& offered) { return offered.at("step").as_string() == step; });
  }
  std::string state(const Player& who, const std::string& id) { return seen(who, id).text("state"); }

  void wait(std::chrono::hours time) {
    hall.advance(time);
    while (cases::wind(hall.hall(), 100) == 100) {
    }
  }
  void wait_days(int days) {
    for (int day = 0; day < days; ++day) wait(std::chrono::hours{24});
  }

  /// Taken up and answered by somebody.
  void answer(const Player& who, const std::string& id, const std::string& words) {
    if (may(who, id, "accept")) take(who, id, "accept");
    const auto answered = take(who, id, "reply", words);
    EXPECT_EQ(answered.status, 200) << answered.body;
  }
};

}  // namespace unionhall::test
