// The server as a machine: time, crowds, uploads, and its end.
#include "http/server.h"

#include <gmock/gmock.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <fstream>
#include <latch>
#include <sstream>
#include <thread>

#include "support/web.h"
#include "support/wire.h"

namespace unionhall {

namespace {

using test::Wire;
using namespace std::chrono_literals;
using namespace std::string_literals;
using testing::HasSubstr;

const std::string get = "GET /now HTTP/1.1\r\nHost: hall\r\n\r\n";

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class ServerTest : public testing::Test {
 protected:
  ServerTest() {
    spdlog::set_level(spdlog::level::off);
    test::add(application_, "GET", "/now", [](const http::Request&) { return http::no_content(); });
    // Answers when the test says so.
    test::add(application_, "GET", "/later", [this](const http::Request&) {
      ++begun_;
      gate_.wait();
      return http::no_content();
    });
    test::add(application_, "POST", "/files",
              [](const http::Request& it) {
                const auto file = content(it.body_file);
                return http::ok({{"bytes", file.size()}, {"sum", std::hash<std::string>{}(file)}, {"in_memory", it.body.size()}});
              },
              {.body = http::Body::file, .body_bytes_max = 64 << 20});
    test::add(
        application_, "POST", "/locked-files", [](const http::Request&) { return http::no_content(); },
        {.body = http::Body::file, .body_bytes_max = 64 << 20}, test::nobody);
    settings_.upload_folder = uploads_.path();
    settings_.port = 0;
    settings_.workers = 2;
  }
  ~ServerTest() override {
    open_gate();
    if (server_) server_->stop();
  }

  std::uint16_t start() {
    server_.emplace(application_, settings_);
    server_->start();
    return server_->port();
  }
  void open_gate() {
    if (!gate_.try_wait()) gate_.count_down();
  }
  void wait_until_begun(int count) const {
    while (begun_ < count) std::this_thread::sleep_for(1ms);
  }

  test::Folder uploads_;
  http::Application application_;
  http::ServerSettings settings_;
  std::optional<http::Server> server_;
  std::latch gate_{1};
  std::atomic<int> begun_ = 0;
};

TEST_F(ServerTest, AHeaderThatNeverEndsIsCutOff) {
  settings_.header_timeout = 1s;
  Wire wire(start());
  wire.send("GET /now HTTP/1.1\r\nHost: hall\r\n");
  const auto begun = std::chrono::steady_clock::now();
  // A letter now and then must not keep it alive.
  std::thread trickle([&] {
    for (int i = 0; i < 30 && wire.send("x"); ++i) std::this_thread::sleep_for(50ms);
  });
  const auto reply = wire.reply();
  const auto took = std::chrono::steady_clock::now() - begun;
  trickle.join();
  EXPECT_EQ(reply.status, 408);
  EXPECT_GT(took, 800ms);
  EXPECT_LT(took, 5s);
}

TEST_F(ServerTest, ABodyThatStopsComingIsCutOff) {
  settings_.body_timeout = 1s;
  Wire wire(start());
  EXPECT_EQ(wire.ask("POST /files HTTP/1.1\r\nHost: hall\r\nContent-Length: 1000\r\n\r\nhalf of it").status, 408);
}

TEST_F(ServerTest, ABodyMustMoveAndMayBeSlow) {
  settings_.body_timeout = 1s;
  settings_.body_bytes_per_second_min = 1000;
  const auto port = start();
  const auto upload = [&](int bytes_each) {  // ten pieces a second, 2.5 seconds long
    Wire wire(port);
    wire.send("POST /files HTTP/1.1\r\nHost: hall\r\nContent-Length: " + std::to_string(25 * bytes_each) + "\r\n\r\n");
    for (int i = 0; i < 25 && wire.send(std::string(bytes_each, 'x')); ++i) std::this_thread::sleep_for(100ms);
    return wire.reply().status;
  };
  EXPECT_EQ(upload(1), 408) << "ten bytes a second";
  EXPECT_EQ(upload(400), 200) << "four thousand bytes a second";
}

TEST_F(ServerTest, AnIdleConnectionIsClosedWithoutAWord) {
  settings_.idle_timeout = 1s;
  Wire wire(start());
  EXPECT_EQ(wire.ask(get).status, 204);
  EXPECT_TRUE(wire.ends(5s));
}

TEST_F(ServerTest, ASlowReaderDoesNotHoldAThread) {
  settings_.write_timeout = 1s;
  test::add(application_, "GET", "/large", [](const http::Request&) { return http::Response{.body = std::string(32 << 20, 'x')}; });
  settings_.body_bytes_per_second_min = 1 << 30;
  const auto port = start();
  Wire sleeper(port);
  sleeper.send("GET /large HTTP/1.1\r\nHost: hall\r\n\r\n");
  while (server_->counters().in_flight == 0) std::this_thread::sleep_for(1ms);
  EXPECT_EQ(Wire(port).ask(get).status, 204) << "others are served meanwhile";
  for (int i = 0; i < 500 && server_->counters().in_flight > 0; ++i) std::this_thread::sleep_for(10ms);
  EXPECT_EQ(server_->counters().in_flight, 0) << "and the sleeper is given up";
}

TEST_F(ServerTest, ACrowdWaitsAndTheRestIsToldWhenToComeBack) {
  settings_.workers = 1;
  settings_.waiting_requests_max = 2;
  const auto port = start();
  std::vector<std::unique_ptr<Wire>> wires;
  for (int i = 0; i < 3; ++i) {  // one at work, two waiting
    wires.push_back(std::make_unique<Wire>(port));
    wires.back()->send("GET /later HTTP/1.1\r\nHost: hall\r\n\r\n");
    if (i == 0) wait_until_begun(1);
    while (server_->counters().in_flight <= i) std::this_thread::sleep_for(1ms);
  }
  std::this_thread::sleep_for(50ms);  // the last one is on its way to the queue
  const auto turned_away = Wire(port).ask(get);
  EXPECT_EQ(turned_away.status, 503);
  EXPECT_EQ(turned_away.header("retry-after"), "1");
  EXPECT_EQ(turned_away.header("connection"), "") << "the connection is fine";

  open_gate();
  for (auto& wire : wires) EXPECT_EQ(wire->reply().status, 204);
}

TEST_F(ServerTest, TooManyConnectionsAreTurnedAwayWithAnAnswer) {
  settings_.connections_max = 2;
  const auto port = start();
  Wire first(port), second(port);
  EXPECT_EQ(first.ask(get).status, 204);
  EXPECT_EQ(second.ask(get).status, 204);
  EXPECT_EQ(Wire(port).ask(get).status, 503);
  EXPECT_EQ(first.ask(get).status, 204);
}

TEST_F(ServerTest, AnUploadGoesToAFileThatIsGoneAfterwards) {
  Wire wire(start());
  std::string file(5'000'000, '\0');
  for (std::size_t i = 0; i < file.size(); ++i) file[i] = static_cast<char>(i * 7919 >> 3);
  wire.send("POST /files HTTP/1.1\r\nHost: hall\r\nContent-Length: " + std::to_string(file.size()) + "\r\n\r\n");
  const auto reply = wire.ask(file);
  EXPECT_EQ(reply.status, 200);
  const auto sum = std::to_string(std::hash<std::string>{}(file));
  EXPECT_EQ(reply.body, R"({"bytes":5000000,"sum":)" + sum + R"(,"in_memory":0})");
  EXPECT_TRUE(std::filesystem::is_empty(uploads_.path()));
}

TEST_F(ServerTest, AStrangersUploadIsRefusedBeforeItIsSent) {
  Wire wire(start());
  EXPECT_EQ(wire.ask("POST /locked-files HTTP/1.1\r\nHost: hall\r\nContent-Length: 60000000\r\n\r\n").status, 403);
}

TEST_F(ServerTest, AnUploadThatCannotBeStoredIsAnsweredAsAFailure) {
  settings_.upload_folder = uploads_.path() / "missing";
  Wire wire(start());
  EXPECT_EQ(wire.ask("POST /files HTTP/1.1\r\nHost: hall\r\nContent-Length: 10\r\n\r\n0123456789").status, 500);
}

TEST_F(ServerTest, RoutesThatTakeFilesNeedAFolder) {
  settings_.upload_folder.clear();
  EXPECT_THROW(http::Server(application_, settings_), std::runtime_error);
}

TEST_F(ServerTest, AFileIsSentWholeInPartsAndOnce) {
  const auto file = uploads_.write("report.csv", std::string(3'000'000, 'a') + "end");
  test::add(application_, "GET", "/report", [&](const http::Request&) { return http::Response{.file = file}; });
  test::add(application_, "GET", "/report-once", [&](const http::Request&) { return http::Response{.file = file, .remove_file = true}; });
  Wire wire(start());
  const auto whole = wire.ask("GET /report HTTP/1.1\r\nHost: hall\r\n\r\n");
  EXPECT_EQ(whole.status, 200);
  EXPECT_EQ(whole.body, content(file));
  const auto part = wire.ask("GET /report HTTP/1.1\r\nHost: hall\r\nRange: bytes=2999999-3000000\r\n\r\n");
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.body, "ae");
  wire.send("HEAD /report HTTP/1.1\r\nHost: hall\r\n\r\n");
  EXPECT_EQ(wire.reply(true).header("content-length"), "3000003");

  EXPECT_EQ(wire.ask("GET /report-once HTTP/1.1\r\nHost: hall\r\n\r\n").body.size(), 3'000'003u);
  EXPECT_FALSE(std::filesystem::exists(file));
  EXPECT_EQ(wire.ask("GET /report-once HTTP/1.1\r\nHost: hall\r\n\r\n").status, 500);
}

TEST_F(ServerTest, StoppingAnswersWhatIsInFlight) {
  const auto port = start();
  Wire busy(port), idle(port);
  EXPECT_EQ(idle.ask(get).status, 204);
  busy.send("GET /later HTTP/1.1\r\nHost: hall\r\n\r\n");
  wait_until_begun(1);
  std::thread stopper([&] { server_->stop(10s); });
  EXPECT_TRUE(idle.ends(5s)) << "nobody waits for a connection without a request";
  open_gate();
  const auto reply = busy.reply();
  EXPECT_EQ(reply.status, 204);
  EXPECT_EQ(reply.header("connection"), "close");
  EXPECT_TRUE(busy.ends(5s));
  stopper.join();
  EXPECT_THROW(Wire{port}, std::runtime_error);
}

TEST_F(ServerTest, StoppingDoesNotWaitForAClientForEver) {
  Wire wire(start());
  wire.send("GET /now HTTP/1.1\r\nHost");
  while (server_->counters().in_flight == 0) std::this_thread::sleep_for(1ms);
  const auto begun = std::chrono::steady_clock::now();
  server_->stop(300ms);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 3s);
  EXPECT_TRUE(wire.ends(5s));
}

// ── Answers without an end ──

/// A page that is told a number whenever it changes.
class StreamTest : public ServerTest {
 protected:
  StreamTest() {
    const http::Guard while_open{"listener", [this](const http::Request&) -> std::optional<Problem> {
                                   if (open_) return std::nullopt;
                                   return Problem{401, "test.nobody"};
                                 }};
    const auto tell = [this](const http::Request&) {
      return http::streamed({.event = "number",
                             .says =
                                 [this](const http::Request&) {
                                   ++turns_;
                                   if (broken_) throw std::runtime_error("the machine");
                                   return std::to_string(number_.load());
                                 },
                             .keeps = std::make_shared<Listener>(listeners_)});
    };
    test::add(application_, "GET", "/number", tell, {.unattended = true}, while_open);
    settings_.stream_turn = 20ms;
    settings_.workers = 1;
  }
  ~StreamTest() override {
    if (server_) server_->stop(0ms);  // its turns look at what follows
  }

  struct Listener {
    explicit Listener(std::atomic<int>& count) : all(count) { ++all; }
    ~Listener() { --all; }
    std::atomic<int>& all;
  };
  void wait_for_listeners(int count) const {
    while (listeners_ != count || server_->counters().streams != count) std::this_thread::sleep_for(1ms);
  }

  const std::string ask_ = "GET /number HTTP/1.1\r\nHost: hall\r\nAccept: text/event-stream\r\n\r\n";
  std::atomic<int> number_ = 1, turns_ = 0, listeners_ = 0;
  std::atomic<bool> open_ = true, broken_ = false;
};

TEST_F(StreamTest, SaysWhatIsAndThenWhatChanges) {
  Wire page(start());
  const auto head = page.ask(ask_);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("content-type"), "text/event-stream");
  EXPECT_EQ(head.header("cache-control"), "no-store");
  EXPECT_EQ(head.header("content-length"), "");
  EXPECT_EQ(page.until("\n\n"), "event: number\ndata: 1\n\n");
  const int before = turns_;
  while (turns_ < before + 3) std::this_thread::sleep_for(1ms);  // nothing has changed, so nothing is said
  number_ = 2;
  EXPECT_EQ(page.until("\n\n"), "event: number\ndata: 2\n\n");
}

TEST_F(StreamTest, HoldsNoWorkerBetweenTwoTurns) {
  const auto port = start();  // with one worker
  Wire first(port), second(port), third(port);
  for (auto* page : {&first, &second, &third}) {
    page->ask(ask_);
    EXPECT_EQ(page->until("\n\n"), "event: number\ndata: 1\n\n");
  }
  EXPECT_EQ(Wire(port).ask(get).status, 204);
  EXPECT_EQ(server_->counters().streams, 3);
}

TEST_F(StreamTest, EndsWithTheSession) {
  Wire page(start());
  page.ask(ask_);
  page.until("\n\n");
  open_ = false;
  EXPECT_TRUE(page.ends());
  EXPECT_EQ(Wire(server_->port()).ask(ask_).status, 401);
}

TEST_F(StreamTest, EndsWhenTheMachineFails) {
  Wire page(start());
  page.ask(ask_);
  page.until("\n\n");
  broken_ = true;
  EXPECT_TRUE(page.ends());
}

TEST_F(StreamTest, SaysNowAndThenThatItIsStillThere) {
  settings_.stream_heartbeat = 100ms;
  Wire page(start());
  page.ask(ask_);
  page.until("\n\n");
  EXPECT_EQ(page.until("\n\n"), ":\n\n");
  EXPECT_EQ(page.until("\n\n"), ":\n\n");
}

TEST_F(StreamTest, ForgetsAPageThatHasGone) {
  const auto port = start();
  {
    Wire page(port);
    page.ask(ask_);
    page.until("\n\n");
    wait_for_listeners(1);
  }
  wait_for_listeners(0);
}

TEST_F(StreamTest, NothingFollowsOnItsConnection) {
  Wire page(start());
  page.ask(ask_);
  page.until("\n\n");
  page.send(get);
  EXPECT_TRUE(page.ends());
}

TEST_F(StreamTest, BeyondTheLimitAPageIsToldToComeBack) {
  settings_.streams_max = 1;
  const auto port = start();
  Wire page(port);
  page.ask(ask_);
  page.until("\n\n");
  const auto refused = Wire(port).ask(ask_);
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.header("retry-after"), "30");
  EXPECT_EQ(refused.header("content-type"), "application/problem+json");
  wait_for_listeners(1);
}

TEST_F(StreamTest, AHeadOfItIsAHeadAlone) {
  Wire page(start());
  EXPECT_EQ(page.ask("HEAD /number HTTP/1.1\r\nHost: hall\r\n\r\n").status, 200);
  EXPECT_TRUE(page.ends());
}

TEST_F(StreamTest, AServerThatStopsDoesNotWaitForIt) {
  settings_.stream_turn = 1h;
  Wire page(start());
  page.ask(ask_);
  page.until("\n\n");
  const auto begun = std::chrono::steady_clock::now();
  server_->stop(30s);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 10s);
  EXPECT_TRUE(page.ends());
}

TEST_F(ServerTest, APortThatIsTakenIsSaidSo) {
  settings_.port = start();
  try {
    http::Server second(application_, settings_);
    FAIL() << "two servers on one port";
  } catch (const std::runtime_error& refused) {
    EXPECT_THAT(refused.what(), HasSubstr("Address already in use"));
  }
}

TEST_F(ServerTest, OnlyATrustedProxySaysWhoTheClientIs) {
  test::add(application_, "GET", "/peer", [](const http::Request& it) { return http::ok(http::json::string(it.peer)); });
  const auto peer = [&](const std::string& forwarded) {
    return Wire(server_->port()).ask("GET /peer HTTP/1.1\r\nHost: hall\r\nX-Forwarded-For: " + forwarded + "\r\n\r\n").body;
  };
  start();
  EXPECT_EQ(peer("192.0.2.7"), "\"127.0.0.1\"");
  server_->stop();
  settings_.trusted_proxies = {"127.0.0.1", "192.0.2.1"};
  start();
  EXPECT_EQ(peer("192.0.2.7"), "\"192.0.2.7\"");
  EXPECT_EQ(peer("203.0.113.5, 192.0.2.7, 192.0.2.1"), "\"192.0.2.7\"") << "what the client itself claims does not count";
  EXPECT_EQ(peer("nonsense"), "\"127.0.0.1\"");
}

TEST_F(ServerTest, TheLogNamesTheRouteAndNobody) {
  std::ostringstream lines;
  const auto before = spdlog::default_logger();
  spdlog::set_default_logger(std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::ostream_sink_mt>(lines)));
  spdlog::set_level(spdlog::level::info);
  spdlog::set_pattern("%v");
  test::add(application_, "GET", "/orgs/{id}", [](const http::Request&) { return http::no_content(); });
  Wire wire(start());
  wire.ask("GET /orgs/42?name=zhang HTTP/1.1\r\nHost: hall\r\n\r\n");
  wire.ask("GET /12600000000 HTTP/1.1\r\nHost: hall\r\n\r\n");
  server_->stop();
  spdlog::set_default_logger(before);

  std::istringstream log(lines.str());
  const auto next = [&log] {
    std::string line;
    std::getline(log, line);
    return http::json::parse(line).as_object();
  };
  const auto found = next(), not_found = next();
  EXPECT_EQ(found.at("route"), "/orgs/{id}");
  EXPECT_EQ(found.at("method"), "GET");
  EXPECT_EQ(found.at("status"), 204);
  EXPECT_EQ(not_found.at("route"), "") << "a path that nobody knows may be somebody's phone";
  EXPECT_EQ(not_found.at("status"), 404);
  for (const auto& [name, value] : found) EXPECT_THAT(name, testing::AnyOf("at", "id", "method", "route", "status", "ms"));
}

}  // namespace

}  // namespace unionhall
