#include "http/server.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <stdexcept>

#include "http/connection.h"

namespace unionhall::http {

namespace {

constexpr std::chrono::milliseconds after_failed_accept{100};
constexpr std::chrono::milliseconds look_every{5};

asio::ip::tcp::endpoint endpoint_of(const ServerSettings& settings) {
  ErrorCode error;
  const auto address = asio::ip::make_address(settings.address, error);
  if (error) throw std::runtime_error("not an address to listen on: " + settings.address);
  return {address, settings.port};
}

Acceptor listen(asio::io_context& context, const ServerSettings& settings) {
  const auto endpoint = endpoint_of(settings);
  try {
    return {context, endpoint};  // with SO_REUSEADDR: a restart does not wait for old connections
  } catch (const boost::system::system_error& failure) {
    throw std::runtime_error("cannot listen on " + settings.address + ":" + std::to_string(settings.port) + ": " +
                             failure.code().message());
  }
}

void check(const Application& application, const ServerSettings& settings) {
  const auto takes_file = [](const auto& route) { return route->options.body == Body::file; };
  if (settings.upload_folder.empty() && std::ranges::any_of(application.router.routes(), takes_file)) {
    throw std::runtime_error("a route takes files, and there is no folder for uploads");
  }
}

}  // namespace

struct Server::Inside {
  Inside(const Application& application, const ServerSettings& settings)
      : edge{.application = application, .settings = settings, .workers{settings.workers, settings.waiting_requests_max}},
        threads(static_cast<std::size_t>(std::max(settings.io_threads, 1))),
        acceptor(listen(threads.front().context(), settings)),
        port(acceptor->local_endpoint().port()) {}

  Task<void> accept() {
    for (std::size_t turn = 0;; turn = (turn + 1) % threads.size()) {
      auto& thread = threads[turn];
      auto [error, socket] = co_await acceptor->async_accept(thread.context(), with_error);
      if (error == asio::error::operation_aborted) co_return;
      if (error) {  // no more descriptors: those who wait keep waiting
        Timer pause(threads.front().context(), after_failed_accept);
        co_await pause.async_wait(with_error);
        continue;
      }
      asio::co_spawn(thread.context(), welcome(std::move(socket), thread), asio::detached);
    }
  }

  Task<void> welcome(Socket socket, IoThread& thread) {
    Connection connection(std::move(socket), thread, edge);
    if (edge.connections < edge.settings.connections_max) {
      co_await connection.serve();
    } else {
      co_await connection.turn_away();
    }
  }

  Edge edge;
  std::vector<IoThread> threads;
  std::optional<Acceptor> acceptor;
  const std::uint16_t port;
};

Server::Server(const Application& application, const ServerSettings& settings) {
  check(application, settings);
  inside_ = std::make_unique<Inside>(application, settings);
}

Server::~Server() { stop(std::chrono::milliseconds{0}); }

std::uint16_t Server::port() const { return inside_->port; }

void Server::start() {
  auto& first = inside_->threads.front();
  asio::co_spawn(first.context(), inside_->accept(), asio::detached);
  for (auto& thread : inside_->threads) thread.start();
}

void Server::stop(std::chrono::milliseconds grace) {
  auto& [edge, threads, acceptor, port] = *inside_;
  if (threads.empty()) return;  // stopped before

  edge.stopping = true;
  asio::post(threads.front().context(), [&acceptor] { acceptor->close(); });
  for (auto& thread : threads) thread.close_idle();
  const auto until = std::chrono::steady_clock::now() + grace;
  while (edge.connections > 0 && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(look_every);

  for (auto& thread : threads) thread.stop();
  edge.workers.join();  // a handler cannot be stopped half-way
  acceptor.reset();
  threads.clear();  // and with them the connections that are still open
}

Server::Counters Server::counters() const {
  const auto& edge = inside_->edge;
  return {.requests = edge.requests,
          .connections = edge.connections,
          .refused = edge.refused,
          .in_flight = edge.in_flight,
          .streams = edge.streams};
}

}  // namespace unionhall::http
