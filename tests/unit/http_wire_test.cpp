// What is on the wire, byte by byte: whatever two readers of the same bytes could read differently is refused, with an
// answer.
#include <gmock/gmock.h>
#include <spdlog/spdlog.h>

#include "http/server.h"
#include "support/web.h"
#include "support/wire.h"

namespace unionhall {

namespace {

using test::Wire;
using namespace std::string_literals;
using testing::HasSubstr;

/// Answers with what it understood.
http::Response echo(const http::Request& it) {
  http::json::object query;
  for (const auto& [name, value] : it.query) query[name] = value;
  return http::ok({{"method", it.method}, {"path", it.path}, {"query", query}, {"body", it.body}, {"peer", it.peer}});
}

class WireTest : public testing::Test {
 protected:
  WireTest() {
    spdlog::set_level(spdlog::level::off);
    test::add(application_, "GET", "/echo", echo);
    test::add(application_, "GET", "/echo/{name}", echo);
    test::add(application_, "POST", "/echo", echo, {.body_bytes_max = 1000});
    server_.emplace(application_, http::ServerSettings{.port = 0, .workers = 2});
    server_->start();
  }

  std::uint16_t port() const { return server_->port(); }
  test::WireReply ask(std::string_view bytes) const { return Wire(port()).ask(bytes); }
  /// A POST with these headers beside the usual ones.
  int post(const std::string& headers, const std::string& body) const {
    return ask("POST /echo HTTP/1.1\r\nHost: hall\r\nContent-Type: application/json\r\n" + headers + "\r\n" + body).status;
  }
  int get(const std::string& target, const std::string& headers = "") const {
    return ask("GET " + target + " HTTP/1.1\r\nHost: hall\r\n" + headers + "\r\n").status;
  }

  http::Application application_;
  std::optional<http::Server> server_;
};

TEST_F(WireTest, AProperRequestIsAnswered) {
  const auto reply =
      ask("POST /echo?a=1%202&b=x+y&a=3 HTTP/1.1\r\nHost: hall\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, R"({"method":"POST","path":"/echo","query":{"a":"3","b":"x y"},"body":"{}","peer":"127.0.0.1"})");
  EXPECT_FALSE(reply.header("date").empty());
  EXPECT_FALSE(reply.header("x-request-id").empty());
  EXPECT_FALSE(reply.header("content-security-policy").empty());
}

TEST_F(WireTest, TwoLengthsAreRefused) {
  EXPECT_EQ(post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"), 400);
  EXPECT_EQ(post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400);
  EXPECT_EQ(post("Content-Length: 2\r\nContent-Length: 3\r\n", "{}x"), 400);
  EXPECT_EQ(post("Content-Length: 2, 3\r\n", "{}x"), 400);
  EXPECT_EQ(post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400);
}

TEST_F(WireTest, WhatStandsBehindARefusedRequestIsNoRequest) {
  const std::string smuggled = "GET /echo/smuggled HTTP/1.1\r\nHost: hall\r\n\r\n";
  for (const auto& [headers, body] :
       {std::pair{"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"},
        std::pair{"Content-Length: 0\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"},
        std::pair{"Content-Length: 0\r\nContent-Length: 2\r\n", ""}, std::pair{"Content-Length: 0, 2\r\n", ""},
        std::pair{"Transfer-Encoding: chunked\r\n", "zz\r\n\r\n"}}) {
    Wire wire(port());
    const auto reply =
        wire.ask("POST /echo HTTP/1.1\r\nHost: hall\r\nContent-Type: application/json\r\n"s + headers + "\r\n" + body + smuggled);
    EXPECT_EQ(reply.status, 400) << headers;
    EXPECT_EQ(reply.header("connection"), "close") << headers;
    EXPECT_TRUE(wire.ends()) << headers;
  }
}

TEST_F(WireTest, ALengthIsPlainDigits) {
  for (const auto* length : {"+2", "-2", "0x2", "2 2", "", "99999999999999999999999"}) {
    EXPECT_EQ(post("Content-Length: "s + length + "\r\n", "{}"), 400) << length;
  }
}

TEST_F(WireTest, AnUnknownCodingIsRefused) {
  for (const auto* coding : {"xchunked", "chunked, identity", "gzip, chunked", "identity", "chunked;x=1", "\"chunked\"", ""}) {
    EXPECT_EQ(post("Transfer-Encoding: "s + coding + "\r\n", "0\r\n\r\n"), 400) << coding;
  }
  EXPECT_EQ(ask("POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n").status, 400);
}

TEST_F(WireTest, ASpaceBeforeTheColonIsRefused) {
  EXPECT_EQ(post("Content-Length : 2\r\n", "{}"), 400);
  EXPECT_EQ(post("Transfer-Encoding : chunked\r\n", "0\r\n\r\n"), 400);
}

TEST_F(WireTest, AFoldedHeaderIsRefused) {
  EXPECT_EQ(get("/echo", "X-Note: a\r\n b\r\n"), 400);
  EXPECT_EQ(get("/echo", "X-Note: a\r\n\tb\r\n"), 400);
}

TEST_F(WireTest, AHeaderHoldsNoControlCharacter) {
  EXPECT_EQ(get("/echo", "X-Note: a\0b\r\n"s), 400);
  EXPECT_EQ(get("/echo", "X-Note: a\rb\r\n"), 400);
  EXPECT_EQ(get("/echo", "X\0Note: a\r\n"s), 400);
  EXPECT_EQ(get("/echo", "X-Note: a\nX-Note: b\r\n"), 400) << "a bare line feed";
}

TEST_F(WireTest, TheHostIsNamedOnce) {
  EXPECT_EQ(ask("GET /echo HTTP/1.1\r\n\r\n").status, 400);
  EXPECT_EQ(ask("GET /echo HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n").status, 400);
  EXPECT_EQ(ask("GET /echo HTTP/1.1\r\nHost: a/b\r\n\r\n").status, 400);
  EXPECT_EQ(ask("GET /echo HTTP/1.1\r\nHost: user@a\r\n\r\n").status, 400);
  EXPECT_EQ(ask("GET /echo HTTP/1.0\r\n\r\n").status, 200) << "HTTP/1.0 did not know it";
  EXPECT_EQ(ask("GET http://hall/echo HTTP/1.1\r\nHost: hall\r\n\r\n").status, 200) << "as to a proxy";
}

TEST_F(WireTest, ChunksAreWellFormed) {
  const auto chunked = [&](const std::string& body) { return post("Transfer-Encoding: chunked\r\n", body); };
  EXPECT_EQ(chunked("2\r\n{}\r\n0\r\n\r\n"), 200);
  EXPECT_EQ(chunked("1;note=x\r\n{\r\n1\r\n}\r\n0\r\nX-Trailer: 1\r\n\r\n"), 200);
  EXPECT_EQ(chunked("x\r\n{}\r\n0\r\n\r\n"), 400);
  EXPECT_EQ(chunked("-2\r\n{}\r\n0\r\n\r\n"), 400);
  EXPECT_EQ(chunked("2\r\n{}x0\r\n\r\n"), 400);
  EXPECT_EQ(chunked("11111111111111111\r\n{}\r\n0\r\n\r\n"), 400) << "a size beyond 64 bits";
  EXPECT_EQ(chunked("2\n{}\r\n0\r\n\r\n"), 400);
  EXPECT_EQ(chunked(std::string(20'000, '1')), 400) << "a size without an end";
  EXPECT_EQ(chunked("2;" + std::string(20'000, 'x')), 400) << "an extension without an end";
}

TEST_F(WireTest, ATrailerIsNoHeader) {
  const auto reply =
      ask("POST /echo HTTP/1.1\r\nHost: hall\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
          "2\r\n{}\r\n0\r\nCookie: session=1\r\nX-Forwarded-For: 9.9.9.9\r\n\r\n");
  EXPECT_EQ(reply.status, 200);
  EXPECT_THAT(reply.body, HasSubstr("127.0.0.1"));
}

TEST_F(WireTest, ATargetMeansOneThing) {
  EXPECT_EQ(get("/echo/%E5%B7%A5%E4%BC%9A"), 200);
  for (const auto* target :
       {"/echo/%", "/echo/%4",       "/echo/%zz",   "/echo/%00",   "/echo/%0a",   "/echo/%FF", "/echo/%2e%2e", "/echo/..",
        "/echo/.", "/../etc/passwd", "/echo/a%2Fb", "/echo/a%2fb", "/echo?a=%00", "/echo?a=%", "/echo?a=%FF",  "/echo#part",
        "echo",    "http:///echo",   "http://hall", "//",          "\\echo",      "/echo/\x01"}) {
    EXPECT_THAT(get(target), testing::AnyOf(400, 404)) << target;
    EXPECT_NE(get(target), 200) << target;
  }
  EXPECT_EQ(get("/echo/%00"), 400);
  EXPECT_EQ(get("/echo/a%2Fb"), 400);
  EXPECT_EQ(get("/echo/%2e%2e"), 400);
  std::string many = "/echo?a0=0";
  for (int i = 1; i < 65; ++i) many += "&a" + std::to_string(i) + "=0";
  EXPECT_EQ(get(many), 400) << "more parameters than anybody needs";
}

TEST_F(WireTest, WhatIsNoRequestIsAnsweredAsSuch) {
  EXPECT_EQ(ask("hello\r\n\r\n").status, 400);
  EXPECT_EQ(ask("\x16\x03\x01\x02\x00\x01\x00\r\n\r\n"s).status, 400) << "TLS to the plain port";
  EXPECT_EQ(ask("GET /echo HTTP/2.0\r\nHost: hall\r\n\r\n").status, 505);
  EXPECT_EQ(ask("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").status, 505);
  EXPECT_EQ(ask("BREW /echo HTTP/1.1\r\nHost: hall\r\n\r\n").status, 405);
  EXPECT_EQ(ask(std::string(30, 'X') + " /echo HTTP/1.1\r\nHost: hall\r\n\r\n").status, 400);
  EXPECT_EQ(ask("CONNECT hall:443 HTTP/1.1\r\nHost: hall\r\n\r\n").status, 400);
  EXPECT_EQ(ask("OPTIONS * HTTP/1.1\r\nHost: hall\r\n\r\n").status, 204);
}

TEST_F(WireTest, HeadersHaveALimit) {
  EXPECT_EQ(get("/echo", "X-Note: " + std::string(8 * 1024, 'x') + "\r\n"), 200);
  EXPECT_EQ(get("/echo", "X-Note: " + std::string(90 * 1024, 'x') + "\r\n"), 431);
  EXPECT_EQ(get("/" + std::string(20 * 1024, 'x')), 431);
  std::string many;
  for (int i = 0; i < 200; ++i) many += "X-" + std::to_string(i) + ": 1\r\n";
  EXPECT_EQ(get("/echo", many), 431);

  Wire slow(port());  // line by line, the whole counts as well
  slow.send("GET /echo HTTP/1.1\r\nHost: hall\r\n");
  for (int i = 0; i < 40; ++i) slow.send("X-" + std::to_string(i) + ": " + std::string(1000, 'x') + "\r\n");
  EXPECT_EQ(slow.reply().status, 431);
}

TEST_F(WireTest, ATooLargeBodyIsRefusedBeforeItIsSent) {
  Wire wire(port());
  const auto reply = wire.ask("POST /echo HTTP/1.1\r\nHost: hall\r\nContent-Type: application/json\r\nContent-Length: 314572800\r\n\r\n");
  EXPECT_EQ(reply.status, 413);
  EXPECT_EQ(reply.header("content-type"), "application/problem+json");
  EXPECT_EQ(reply.header("connection"), "close");
  EXPECT_TRUE(wire.ends());
}

TEST_F(WireTest, ATooLargeBodyInChunksIsRefusedAsItGrows) {
  EXPECT_EQ(post("Transfer-Encoding: chunked\r\n", "3e9\r\n" + std::string(1001, 'x') + "\r\n0\r\n\r\n"), 413);
  EXPECT_EQ(post("Transfer-Encoding: chunked\r\n", "ffffffff\r\n" + std::string(2000, 'x')), 413);
  EXPECT_EQ(ask("GET /echo HTTP/1.1\r\nHost: hall\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n").status, 413);
}

TEST_F(WireTest, AnAnswerToAHeadHasALengthAndNoBody) {
  Wire wire(port());
  wire.send("HEAD /echo HTTP/1.1\r\nHost: hall\r\n\r\n");
  const auto head = wire.reply(true);
  EXPECT_EQ(head.status, 200);
  EXPECT_NE(head.header("content-length"), "0");
  EXPECT_EQ(wire.ask("GET /echo HTTP/1.1\r\nHost: hall\r\n\r\n").status, 200) << "the next answer follows at once";
}

TEST_F(WireTest, PipelinedRequestsAreAnsweredInOrder) {
  Wire wire(port());
  std::string all;
  for (int i = 0; i < 50; ++i) all += "GET /echo/" + std::to_string(i) + " HTTP/1.1\r\nHost: hall\r\n\r\n";
  wire.send(all);
  for (int i = 0; i < 50; ++i) EXPECT_THAT(wire.reply().body, HasSubstr("\"/echo/" + std::to_string(i) + "\""));
}

TEST_F(WireTest, ABodyThatLooksLikeARequestIsABody) {
  Wire wire(port());
  const auto inner = "GET /echo/inner HTTP/1.1\r\nHost: hall\r\n\r\n"s;
  const auto reply =
      wire.ask("POST /echo HTTP/1.1\r\nHost: hall\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(inner.size()) +
               "\r\n\r\n" + inner);
  EXPECT_THAT(reply.body, HasSubstr("GET /echo/inner"));
  EXPECT_FALSE(wire.ends(std::chrono::milliseconds{200})) << "the connection waits for the next request";
}

TEST_F(WireTest, AConnectionIsKeptAsTheClientAsks) {
  Wire one_one(port());
  EXPECT_EQ(one_one.ask("GET /echo HTTP/1.1\r\nHost: hall\r\n\r\n").header("connection"), "");
  const auto last = one_one.ask("GET /echo HTTP/1.1\r\nHost: hall\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(last.header("connection"), "close");
  EXPECT_TRUE(one_one.ends());

  Wire one_zero(port());
  EXPECT_EQ(one_zero.ask("GET /echo HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").header("connection"), "keep-alive");
  EXPECT_EQ(one_zero.ask("GET /echo HTTP/1.0\r\n\r\n").header("connection"), "close");
  EXPECT_TRUE(one_zero.ends());
}

TEST_F(WireTest, ABodyIsAwaitedWhenItIsAskedFor) {
  Wire wire(port());
  wire.send("POST /echo HTTP/1.1\r\nHost: hall\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(wire.reply().status, 100);
  EXPECT_EQ(wire.ask("{}").status, 200);
  EXPECT_EQ(post("Expect: 100-continue\r\nContent-Length: 5000\r\n", ""), 413) << "and not awaited when it is not wanted";
  EXPECT_EQ(post("Expect: tea\r\nContent-Length: 2\r\n", "{}"), 417);
}

TEST_F(WireTest, ARequestThatBreaksOffIsRefused) {
  for (const auto* part : {"GET /echo HTTP/1.1\r\nHost: ha",
                           "POST /echo HTTP/1.1\r\nHost: hall\r\nContent-Type: application/json\r\n"
                           "Content-Length: 10\r\n\r\n{}"}) {
    Wire wire(port());
    wire.send(part);
    wire.send_no_more();
    EXPECT_EQ(wire.reply().status, 400) << part;
  }
}

}  // namespace

}  // namespace unionhall
