// Many people join, transfer, leave and take it back while the server is killed again and again: never two living memberships,
// never a case lost that was answered for, and figures that a recount agrees with.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <iostream>
#include <map>
#include <mutex>
#include <random>
#include <thread>

#include "base/id_document.h"
#include "support/crowd.h"
#include "support/small_hall.h"

namespace unionhall {
namespace {

namespace json = http::json;

constexpr int hands = 4, people_count = 16;

/// What somebody asked for under a key: asked again after a kill, it is the same.
struct Asked {
  std::size_t who = 0;
  json::object body;
  std::string key;
};

/// What was answered for.
class Acknowledged {
 public:
  void filed(const std::string& key, const std::string& id) {
    const std::lock_guard lock(mutex_);
    const auto [known, fresh] = cases_.emplace(key, id);
    EXPECT_EQ(known->second, id) << "one key made two cases";
  }
  void stands(const std::string& id, const std::string& outcome) {
    const std::lock_guard lock(mutex_);
    if (!outcome.empty()) outcomes_[id] = outcome;
  }
  void member(const std::string& id) {
    const std::lock_guard lock(mutex_);
    members_.push_back(id);
  }
  std::string any_member(std::mt19937& dice) {
    const std::lock_guard lock(mutex_);
    return members_.empty() ? "" : members_[dice() % members_.size()];
  }
  const std::map<std::string, std::string>& cases() const { return cases_; }
  const std::map<std::string, std::string>& outcomes() const { return outcomes_; }
  std::size_t memberships() const { return members_.size(); }

 private:
  std::mutex mutex_;
  std::map<std::string, std::string> cases_, outcomes_;  // key → case, ended case → outcome
  std::vector<std::string> members_;
};

std::string text_in(const json::value& object, std::string_view name) {
  const auto* value = object.is_object() ? object.as_object().if_contains(name) : nullptr;
  return value && value->is_string() ? std::string(value->as_string()) : "";
}

class MembershipKills : public testing::TestWithParam<db::Engine> {
 protected:
  MembershipKills() : server_(hall_.serve()) {
    auto registrar = test::SmallHall::registrar(server_->port());
    const auto city = text_in(registrar.get("/api/v1/me").json.at("roles").at(0).at("org"), "id");
    for (int i = 0; i < 3; ++i) {
      const auto made = registrar.post("/api/v1/orgs", {{"parent", city}, {"name", fmt::format("第{}工会", i)}, {"level", "base"}},
                                       fmt::format("union {}", i));
      unions_.push_back(made.text("id"));
      const auto code = registrar.get("/api/v1/orgs/" + unions_.back()).text("code");
      const auto phone = fmt::format("1260000001{}", i);
      const auto appointed = hall_.run({"officer", "add", "--phone", phone, "--name", "钱干事", "--role", "officer", "--org", code});
      if (appointed.code != 0) throw std::runtime_error("no officer was appointed: " + appointed.errors);
      officers_.push_back(signed_in(phone));
      if (officers_.back().become_officer().status != 201) throw std::runtime_error("an officer cannot act");
    }
    officers_.push_back(registrar);
    for (int i = 0; i < people_count; ++i) {
      people_.push_back(signed_in(fmt::format("126000001{:02}", i)));
      agree(people_.back(), i);
    }
  }

  test::Client signed_in(const std::string& phone) {
    test::Client client(server_->port());
    if (client.sign_in(phone).status != 200) throw std::runtime_error("nobody signed in");
    return client;
  }
  static void agree(test::Client& client, int person) {
    const auto notice = client.get("/api/v1/consents/notice").json;
    const auto give = [&](const json::value& wording) {
      const auto kind = text_in(wording, "kind");
      const auto given = client.post("/api/v1/me/consents", {{"kind", kind}, {"version", wording.at("version")}},
                                     fmt::format("consent {} {}", kind, person));
      if (given.status != 201) throw std::runtime_error("no consent was given");
    };
    give(notice);
    for (const auto& separate : notice.at("separate").as_array()) give(separate);
  }
  /// Division 619999 is nobody's.
  static std::string document(int number) {
    const auto seventeen = fmt::format("619999{}{:02}01{:03}", 1950 + number / 12000, number / 1000 % 12 + 1, number % 1000);
    return seventeen + IdDocument::check_character(seventeen);
  }

  void start_again() {
    server_ = hall_.serve();
    for (auto* clients : {&people_, &officers_}) {
      for (auto& client : *clients) client.move_to(server_->port());
    }
  }

  // ── What somebody might do; false when the server did not answer ─────────────────────────────────────────────

  /// What is refused is refused; a machine's failure is a failure.
  static bool sound(const test::Client::Answer& answer) {
    if (answer.status == 0) return false;
    EXPECT_LT(answer.status, 500) << json::serialize(answer.json);
    return true;
  }
  test::Client client_of(std::size_t who) const { return who < people_.size() ? people_[who] : officers_[who - people_.size()]; }

  bool ask(const Asked& asked) {
    auto client = client_of(asked.who);
    const auto answer = client.post("/api/v1/cases", asked.body, asked.key);
    if (answer.status == 201) acknowledged_.filed(asked.key, answer.text("id"));
    return sound(answer);
  }
  Asked something(std::mt19937& dice) {
    const auto key = fmt::format("case {}", ++keys_);
    const auto person = static_cast<std::size_t>(dice() % people_.size());
    const auto officer = people_.size() + dice() % officers_.size();
    const auto& to = unions_[dice() % unions_.size()];
    switch (dice() % 6) {
      case 0:
        return {person, {{"type", "joining"}, {"org", to}, {"name", "会员甲"}, {"id_number", document(static_cast<int>(person))}}, key};
      case 1:
        return {person, {{"type", "leaving"}}, key};
      case 2:
        if (const auto member = acknowledged_.any_member(dice); !member.empty()) {
          return {officer, {{"type", "transfer"}, {"org", to}, {"member", member}}, key};
        }
        [[fallthrough]];
      case 3: {
        const int number = people_count + static_cast<int>(dice() % 20'000);
        return {officer,
                {{"type", "joining"},
                 {"org", to},
                 {"name", "会员乙"},
                 {"id_number", document(number)},
                 {"for_another", true},
                 {"consented", true},
                 {"phone", fmt::format("1270{:07}", number)}},
                key};
      }
      default:
        return {person, {{"type", "transfer"}, {"org", to}}, key};
    }
  }
  bool step(test::Client client, const std::string& list, const std::string& word, std::mt19937& dice) {
    const auto found = client.get(list);
    if (!sound(found) || found.status != 200) return found.status != 0;
    const auto& items = found.json.at("items").as_array();
    if (items.empty()) return true;
    const auto& one = items[dice() % items.size()];
    const auto id = text_in(one, "id");
    const auto taken =
        client.ask("POST", "/api/v1/cases/" + id + "/steps", json::serialize(json::object{{"step", word}, {"comment", "随机"}}),
                   fmt::format("If-Match: \"{}\"\r\n", one.at("version").as_int64()));
    if (taken.status == 200) {
      acknowledged_.stands(id, text_in(taken.json, "outcome"));
      if (const auto member = text_in(taken.json.at("form"), "member"); !member.empty()) acknowledged_.member(member);
    }
    return sound(taken);
  }
  bool answer(std::mt19937& dice) {
    constexpr std::string_view words[] = {"approve", "let_go",  "take_in", "announce", "approve",
                                          "let_go",  "take_in", "refuse",  "turn_away"};
    return step(officers_[dice() % officers_.size()], "/api/v1/cases?inbox=all&limit=20", std::string(words[dice() % std::size(words)]),
                dice);
  }
  bool act(std::mt19937& dice, std::vector<Asked>& unanswered) {
    const auto what = dice() % 8;
    if (what > 3) return answer(dice);
    if (what == 3) return step(people_[dice() % people_.size()], "/api/v1/me/cases?limit=3", "withdraw", dice);
    auto asked = something(dice);
    const bool answered = ask(asked);
    if (!answered) unanswered.push_back(std::move(asked));
    return answered;
  }

  void expect_checked() const {
    test::Program check = hall_.start({"check"});
    const auto checked = check.end(std::chrono::minutes{10});  // of all that the long run leaves behind
    EXPECT_EQ(checked.code, 0) << checked.out << checked.errors;
  }

  const test::SmallHall hall_{GetParam()};
  std::unique_ptr<test::Program> server_;
  std::vector<std::string> unions_;
  std::vector<test::Client> people_, officers_;
  Acknowledged acknowledged_;
  std::atomic<int> keys_ = 0;
};
UNIONHALL_ON_EACH_ENGINE(MembershipKills);

TEST_P(MembershipKills, LoseNoCaseAndMakeNobodyAMemberTwice) {
  const int operations = test::rounds(600, 100'000);
  const int at_most_between_kills = test::rounds(200, 4'000);
  std::atomic<int> left = operations;
  std::mt19937 moments(20260715);
  std::vector<std::mt19937> dice;
  for (unsigned hand = 0; hand < hands; ++hand) dice.emplace_back(hand + 7);
  std::vector<std::vector<Asked>> unanswered(hands);

  int kills = 0;
  std::atomic<int> asked_again = 0;
  for (; left > 0; ++kills) {
    if (kills > 0) start_again();
    // After so many operations, and then at any point of what follows.
    const int mark = left - std::uniform_int_distribution(1, at_most_between_kills)(moments);
    const std::chrono::microseconds later{std::uniform_int_distribution(0, 20'000)(moments)};
    std::jthread killer([&, mark, later](const std::stop_token& nobody_left) {
      while (left > std::max(mark, 0) && !nobody_left.stop_requested()) std::this_thread::sleep_for(std::chrono::milliseconds{1});
      std::this_thread::sleep_for(later);
      server_->signal(SIGKILL);
    });
    test::crowd(hands, [&](int hand) {
      const auto at = static_cast<std::size_t>(hand);
      // Whoever got no answer asks again with the same key, and learns what became of it.
      while (!unanswered[at].empty()) {
        if (!ask(unanswered[at].back())) return;
        unanswered[at].pop_back();
        ++asked_again;
      }
      while (left.fetch_sub(1) > 0 && act(dice[at], unanswered[at])) {
      }
    });
    killer.request_stop();
    killer.join();
    EXPECT_EQ(server_->end().code, 128 + SIGKILL);
    expect_checked();
  }

  start_again();
  for (const auto& hand : unanswered) {
    for (const auto& asked : hand) EXPECT_TRUE(ask(asked));
  }
  auto& registrar = officers_.back();
  for (const auto& [key, id] : acknowledged_.cases()) EXPECT_EQ(registrar.get("/api/v1/cases/" + id).status, 200) << key << " was lost";
  for (const auto& [id, outcome] : acknowledged_.outcomes()) {
    EXPECT_EQ(text_in(registrar.get("/api/v1/cases/" + id).json, "outcome"), outcome);
  }
  EXPECT_GE(kills, 3) << "so many at least, whatever the dice say";
  EXPECT_GT(acknowledged_.cases().size(), static_cast<std::size_t>(people_count)) << "otherwise nothing was tried";
  EXPECT_GT(acknowledged_.memberships(), 0U);
  server_->signal(SIGTERM);
  EXPECT_EQ(server_->end().code, 0);
  expect_checked();
  std::cout << fmt::format("{} operations, {} kills, {} asked again, {} cases filed, {} ended, {} memberships begun\n", operations, kills,
                           asked_again.load(), acknowledged_.cases().size(), acknowledged_.outcomes().size(), acknowledged_.memberships());
}

}  // namespace
}  // namespace unionhall
