#pragma once
// The only place that knows sockets: Boost.Beast coroutines on one or two threads read and write, a pool of
// workers runs the handlers. Bad input is answered (400, 408, 413, 431), never silently closed. Each request is one
// line of JSON on spdlog's default logger, at level info: give that logger the pattern %v.
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "http/http.h"

namespace unionhall::http {

struct ServerSettings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any free one
  int io_threads = 1, workers = 4;
  std::size_t header_bytes_max = 16 * 1024;
  std::size_t waiting_requests_max = 1024;  // beyond: 503 with Retry-After
  int connections_max = 10'000, streams_max = 2'000;
  std::chrono::seconds header_timeout{10}, body_timeout{30}, idle_timeout{60}, write_timeout{30};
  std::chrono::milliseconds stream_turn{5'000}, stream_heartbeat{25'000};  // proxies cut off what is silent for a minute
  std::size_t body_bytes_per_second_min = 16 * 1024;                       // a slow phone's upload lives as long as it moves
  std::filesystem::path upload_folder;                                     // streamed bodies
  std::vector<std::string> trusted_proxies;                                // whose X-Forwarded-For is believed
};

class Server {
 public:
  /// Binds at once; throws std::runtime_error with the reason ("address in use"). The application outlives the server.
  Server(const Application& application, const ServerSettings& settings);
  ~Server();

  std::uint16_t port() const;
  void start();
  /// Refuses new connections, answers requests in flight, then closes; at most `grace`, and a handler's own time where
  /// one takes longer. A server that was stopped does not start again.
  void stop(std::chrono::milliseconds grace = std::chrono::seconds{10});

  struct Counters {
    std::int64_t requests = 0, connections = 0, refused = 0, in_flight = 0, streams = 0;
  };
  Counters counters() const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace unionhall::http
