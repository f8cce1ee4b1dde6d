#pragma once
// A hall where something can be asked: the type of support/asking.h, without a form.
#include <optional>

#include "hall/cases/cases.h"
#include "support/asking.h"
#include "support/hall.h"
#include "support/promises.h"

namespace unionhall::test {

class Asking : public ::testing::TestWithParam<db::Engine> {
 protected:
  Asking() {
    offer(asking_rules());
    auto witnessed = asking_rules();
    witnessed.type = "witnessed";
    for (auto& step : witnessed.steps) step.eyes = step.by == cases::Party::addressed ? cases::Eyes::second : step.eyes;
    offer(std::move(witnessed));
    hall.mount(cases::mount);
  }

  static void offer(cases::Rules rules) {
    cases::offer({.rules = {std::move(rules)},
                  .file =
                      [](unionhall::Hall&, http::Form& form, const cases::Filer& filer) {
                        cases::Filing filing{.org = form.id<OrgId>("org"),
                                             .subject = form.text_or("subject", "", {.chars_min = 0, .chars_max = 40}),
                                             .applicant = form.flag_or("for_another", false) ? AccountId{} : filer.actor.account};
                        if (const auto from = form.optional_id<OrgId>("hidden_from")) filing.hide(*from);
                        if (form.flag_or("nameless", false)) filing.leave_unnamed();
                        return filing;
                      },
                  .show = [](db::Session&, const unionhall::Hall&, const cases::Case&, cases::Reader) { return http::json::object{}; }});
  }

  /// Asks a union, and gives the case's id.
  std::string ask(const Player& who, const Union& whom, http::json::object more = {}) {
    more.emplace("type", "asking");
    more["org"] = whom.id.text();
    const auto made = hall.as(who).post("/api/v1/cases", std::move(more));
    EXPECT_EQ(made.status, 201) << made.body;
    return made.has("id") ? made.text("id") : "0";
  }
  Reply seen(const Player& who, const std::string& id) { return hall.as(who).get("/api/v1/cases/" + id); }
  Reply take(const Player& who, const std::string& id, const std::string& step, const std::string& comment = "") {
    const auto now = seen(who, id);
    if (now.status != 200) return now;
    return hall.as(who).with("if-match", now.etag()).post("/api/v1/cases/" + id + "/steps", {{"step", step}, {"comment", comment}});
  }
  std::int64_t count(std::string_view sql) {
    return hall.db().read([&](db::Session& db) { return *db.first<std::int64_t>(sql); });
  }
  /// The track's keys, in order.
  static std::vector<std::string> keys_of(const Reply& one) {
    std::vector<std::string> keys;
    for (const auto& event : one.at("track").as_array()) keys.emplace_back(event.at("key").as_string());
    return keys;
  }
  std::vector<std::string> inbox(const Player& who, const std::string& query = "inbox=1") {
    const auto page = hall.as(who).get("/api/v1/cases?" + query);
    EXPECT_EQ(page.status, 200) << page.body;
    std::vector<std::string> ids;
    for (const auto& line : page.items()) ids.emplace_back(line.at("id").as_string());
    return ids;
  }

  Hall hall{GetParam()};
  std::optional<AnythingAt> own_types{std::in_place, std::initializer_list<std::string_view>{"CaseForm", "NewCase"}};
};

}  // namespace unionhall::test
