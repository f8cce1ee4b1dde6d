#include "support/small_hall.h"

#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <stdexcept>
#include <thread>

#include "base/id_document.h"

namespace unionhall::test {
namespace {

void expect_done(const Ended& ended) {
  if (ended.code != 0) throw std::runtime_error("the small hall could not be made: " + ended.out + ended.errors);
}

}  // namespace

SmallHall::SmallHall(db::Engine engine) : fresh_(FreshDatabase::migrated(engine)) {
  const auto first = serve();  // marks it
  first->port();
  first->signal(SIGTERM);
  expect_done(first->end());

  const auto unions = folder_.write("unions.csv", "工会名称,上级工会名称,基层工会类型\n河畔快递工会,咸阳市总工会,独立基层工会\n");
  expect_done(run({"import", "orgs", unions.string(), "--root", "咸阳市总工会"}));
  expect_done(run({"officer", "add", "--phone", "12600000001", "--name", "任登记", "--role", "registrar", "--org", "610400"}));
}

std::unique_ptr<Program> SmallHall::serve(const Limits& limits) const {
  return std::make_unique<Program>(placed({"serve", "--demo", "--listen", "127.0.0.1:0", "--log-level", "warning"}), limits);
}

std::filesystem::path SmallHall::data() const { return fresh_.settings.url.empty() ? fresh_.settings.data : folder_.path() / "hall"; }

std::vector<std::string> SmallHall::placed(std::vector<std::string> command) const {
  command.insert(command.end(), {"--data", data().string()});
  if (!fresh_.settings.url.empty()) command.insert(command.end(), {"--database", fresh_.settings.url});
  return command;
}

std::filesystem::path SmallHall::roster(int members) const {
  // Nobody shares name and birth with another: those would wait for somebody to say whether they are one.
  constexpr int days = 28 * 12 * 30;
  constexpr std::string_view families[] = {"王", "李", "张", "刘", "陈", "杨", "赵"};
  constexpr std::string_view given[] = {"建国", "秀英", "小满", "国庆", "春梅", "立秋", "冬生"};
  std::string rows = "姓名,有效证件类别,证件号码,移动电话,工会名称\n";
  for (int i = 0; i < members; ++i) {
    const int day = i % days, turn = i / days;
    const auto seventeen = fmt::format("619999{}{:02}{:02}{:03}", 1970 + day % 30, day / 30 % 12 + 1, day / 360 + 1, turn + 1);
    rows += fmt::format("{}{},居民身份证,{}{},126{:08},河畔快递工会\n", families[turn % 7], given[turn / 7 % 7], seventeen,
                        IdDocument::check_character(seventeen), i + 1000);
  }
  return folder_.write(fmt::format("roster-{}.csv", members), rows);
}

Client SmallHall::officer(std::uint16_t port, const std::string& phone) {
  Client client(port);
  if (client.sign_in(phone).status != 200 || client.become_officer().status != 201) {
    throw std::runtime_error("the officer cannot act");
  }
  return client;
}

std::int64_t SmallHall::members(Client& registrar) {
  const auto me = registrar.get("/api/v1/me");
  const auto org = std::string(me.json.at("roles").at(0).at("org").at("id").as_string());
  std::int64_t last = -1;
  for (int look = 0; look < 600; ++look) {  // a killed process held the rounds for half a minute
    const auto now = registrar.get("/api/v1/figures?org=" + org).json.at("figures").at("members").to_number<std::int64_t>();
    if (now == last && look > 30) break;
    last = now;
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
  }
  return last;
}

}  // namespace unionhall::test
