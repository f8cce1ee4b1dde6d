#pragma once
// A program that talks to a running hall with a bearer token, as the tests of the real program need it.
#include <optional>
#include <string>
#include <utility>

#include "crypto/crypto.h"
#include "http/http.h"
#include "support/wire.h"

namespace unionhall::test {

class Client {
 public:
  explicit Client(std::uint16_t port) : port_(port) {}

  struct Answer {
    int status = 0;  // 0: the server went away
    http::json::value json;
    std::string text(std::string_view name) const { return std::string(json.at(name).as_string()); }
  };

  Answer get(const std::string& path) { return ask("GET", path, "", ""); }
  Answer post(const std::string& path, const http::json::object& body, const std::string& key = "") {
    return ask("POST", path, http::json::serialize(body), key.empty() ? "" : "Idempotency-Key: " + key + "\r\n");
  }

  /// The server was started again, elsewhere.
  void move_to(std::uint16_t port) { port_ = port; }

  /// One request on a connection of its own.
  Answer ask(const std::string& method, const std::string& path, const std::string& body, const std::string& headers) {
    return send(request(method, path, body, headers));
  }
  /// A file as a body.
  Answer upload(const std::string& path, const std::string& bytes, const std::string& key) {
    return send(request("POST", path, bytes, "Idempotency-Key: " + key + "\r\n", "application/octet-stream"));
  }
  Answer send(const std::string& whole_request) {
    try {
      Wire wire(port_);
      const auto reply = wire.ask(whole_request);
      http::json::error_code none;
      auto json = http::json::parse(reply.body, none);
      return {reply.status, none ? nullptr : std::move(json)};
    } catch (const std::runtime_error&) {
      return {};
    }
  }

  std::string request(const std::string& method, const std::string& path, const std::string& body, const std::string& headers,
                      const std::string& kind = "application/json") const {
    auto text = method + " " + path + " HTTP/1.1\r\nHost: hall\r\nConnection: close\r\n" + headers;
    if (!token_.empty()) text += "Authorization: Bearer " + token_ + "\r\n";
    if (!body.empty()) text += "Content-Type: " + kind + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    return text + "\r\n" + body;
  }

  /// With the code that a demo hall shows.
  Answer sign_in(const std::string& phone) {
    const auto sent = post("/api/v1/sign-in/code", {{"phone", phone}});
    return sent.status == 202 ? sign_in(phone, sent.text("demo_code")) : sent;
  }
  Answer sign_in(const std::string& phone, const std::string& code) {
    auto answer =
        ask("POST", "/api/v1/sign-in", http::json::serialize(http::json::object{{"phone", phone}, {"code", code}}), "X-Session: token\r\n");
    if (answer.status == 200) token_ = answer.text("token");
    return answer;
  }

  /// In the first role of hers, with the code that a demo hall shows.
  Answer become_officer() {
    const auto me = get("/api/v1/me");
    const auto totp = get("/api/v1/demo/totp");
    if (me.status != 200 || totp.status != 200) return totp;
    return post("/api/v1/officer-session", {{"totp", totp.text("code")}, {"role", me.json.at("roles").at(0).at("id")}});
  }

 private:
  std::uint16_t port_;
  std::string token_;
};

}  // namespace unionhall::test
