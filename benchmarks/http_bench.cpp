// The edge alone: a server that answers a constant (1 KB unless told) from a worker, to be measured with wrk beside an
// nginx that sends a file of that size.
//
//   http_bench [port] [io threads] [workers] [bytes]      serves until its input ends; logs requests when ACCESS_LOG is set
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/spdlog.h>

#include <cstdlib>
#include <iostream>
#include <string>

#include "http/server.h"

namespace {

namespace http = unionhall::http;

struct Bench {
  std::string body;
};

http::Response get_constant(const http::Request&, Bench& bench) {
  return {.headers = {{"content-type", "application/json"}}, .body = bench.body};
}

void log_requests_to(const char* file) {
  if (!file) return spdlog::set_level(spdlog::level::warn);
  spdlog::set_default_logger(spdlog::basic_logger_mt("access", file));
  spdlog::set_pattern("%v");
}

}  // namespace

int main(int count, char** arguments) {
  const auto number = [&](int at, int otherwise) { return count > at ? std::atoi(arguments[at]) : otherwise; };
  log_requests_to(std::getenv("ACCESS_LOG"));

  Bench bench{.body = std::string(static_cast<std::size_t>(number(4, 1024)), 'x')};
  http::Application application;
  const http::Guard anyone{"anyone", [](const http::Request&) { return std::nullopt; }};
  application.router.get("/api/v1/constant", anyone, bench, get_constant);

  http::Server server(application,
                      {.port = static_cast<std::uint16_t>(number(1, 8090)), .io_threads = number(2, 1), .workers = number(3, 4)});
  server.start();
  std::cout << "http://127.0.0.1:" << server.port() << "/api/v1/constant" << std::endl;
  while (std::cin.get() != std::char_traits<char>::eof()) {
  }
  server.stop(std::chrono::seconds{1});
}
