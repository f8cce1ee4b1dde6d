#pragma once
// An import of more rows than one officer may write, brought by the registrar at the desk of a running small hall, and confirmed
// by a colleague. The server does the work; here it is asked for and waited for.
#include <chrono>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "support/small_hall.h"

namespace unionhall::test {

class DeskImport {
 public:
  DeskImport(const SmallHall& hall, std::uint16_t port) : registrar_(SmallHall::registrar(port)), colleague_(appointed(hall, port)) {}

  /// Until it is checked.
  void bring(const std::filesystem::path& roster) {
    std::ifstream in(roster, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(in), {});
    const auto city = std::string(registrar_.get("/api/v1/me").json.at("roles").at(0).at("org").at("id").as_string());
    const auto begun = registrar_.upload("/api/v1/imports?kind=members&name=roster.csv&org=" + city, bytes, "import");
    if (begun.status != 201) throw std::runtime_error(http::json::serialize(begun.json));
    path_ = "/api/v1/imports/" + begun.text("id");
    once("checked");
  }
  /// Sends it to the colleague, who confirms.
  void commit() {
    step(registrar_, "commit", {{"confirmer", registrar_.get(path_).json.at("confirmers").at(0).at("account")}});
    step(colleague_, "confirmation", {});
  }
  void undo() { step(registrar_, "undo", {}); }

  /// The import, once it says this of itself; a server that has no answer meanwhile is asked again.
  http::json::value once(const std::string& state) {
    for (int look = 0; look < 1'200; ++look) {
      auto answer = registrar_.get(path_);
      if (answer.status == 200 && answer.text("state") == state) return answer.json;
      std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
    throw std::runtime_error("the import was never " + state);
  }

  void move_to(std::uint16_t port) {
    registrar_.move_to(port);
    colleague_.move_to(port);
  }
  Client& registrar() { return registrar_; }

 private:
  static Client appointed(const SmallHall& hall, std::uint16_t port) {
    const std::string phone = "12600000002";
    const auto added = hall.run({"officer", "add", "--phone", phone, "--name", "程同事", "--role", "registrar", "--org", "610400"});
    if (added.code != 0) throw std::runtime_error(added.errors);
    return SmallHall::officer(port, phone);
  }

  /// Of the version that stands.
  void step(Client& who, const std::string& name, const http::json::object& body) {
    const auto version = http::json::serialize(who.get(path_).json.at("version"));
    const auto answer = who.ask("POST", path_ + "/" + name, http::json::serialize(body), "If-Match: \"" + version + "\"\r\n");
    if (answer.status != 200) throw std::runtime_error(http::json::serialize(answer.json));
  }

  Client registrar_, colleague_;
  std::string path_;
};

}  // namespace unionhall::test
