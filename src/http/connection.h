#pragma once
// One client's connection: requests in, answers out, one after the other, until one side has had enough.
#include <atomic>
#include <boost/beast/core/flat_buffer.hpp>

#include "http/io_thread.h"
#include "http/server.h"
#include "http/worker_pool.h"

namespace unionhall::http {

/// What all connections share.
struct Edge {
  const Application& application;
  const ServerSettings settings;
  WorkerPool workers;
  std::atomic<bool> stopping = false;
  std::atomic<std::int64_t> requests = 0, connections = 0, refused = 0, in_flight = 0, streams = 0;
};

class Connection final : public IoThread::Timed {
 public:
  Connection(Socket socket, IoThread& thread, Edge& edge);

  /// Serves until the client leaves, misbehaves or sleeps.
  Task<void> serve();
  /// There are too many connections: says so and closes.
  Task<void> turn_away();

 private:
  struct Exchange;
  enum class Came { bytes, nothing_more, too_late };
  enum class Next { request, goodbye, nothing };

  // IoThread::Timed
  void expire() override;
  void stop_when_idle() override;

  Task<Next> exchange();
  Task<bool> first_bytes();
  Task<void> hear(Exchange& it);
  Task<void> read_head(Exchange& it);
  Task<void> read_body(Exchange& it);
  Task<void> promise_to_continue(Exchange& it);
  Task<Came> read_more(std::size_t bytes);
  template <class Job>
  Task<void> on_worker(Exchange& it, Job job);
  Task<bool> send(Exchange& it, bool keep_alive);
  Task<bool> send_file(Exchange& it);
  Task<void> stream(Exchange& it);
  Task<std::optional<std::string>> turn_of(Exchange& it);
  Task<bool> say(std::string_view text);
  Task<bool> rest_and_listen();
  Task<void> linger();

  void refuse(Exchange& it, const Problem& why);
  void refuse_incomplete(Exchange& it, Came came);
  void refuse_busy(Exchange& it, int retry_s);
  std::string_view unread() const;
  std::chrono::milliseconds patience(std::chrono::seconds at_rest, std::uint64_t bytes) const;

  Socket socket_;
  Edge& edge_;
  const std::string peer_;
  boost::beast::flat_buffer buffer_;  // read and not yet used: a part of a request, or the next ones
  std::string head_;
  bool fresh_ = true, idle_ = false, expired_ = false;
};

}  // namespace unionhall::http
