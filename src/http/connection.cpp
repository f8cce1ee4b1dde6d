#include "http/connection.h"

#include <sys/sendfile.h>

#include <array>
#include <boost/asio/write.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>
#include <cerrno>

#include "http/access_log.h"
#include "http/forwarded.h"
#include "http/message_parser.h"
#include "http/out_file.h"
#include "http/response_head.h"
#include "http/upload.h"

namespace unionhall::http {

namespace {

constexpr std::size_t head_read_bytes = 4 * 1024;
constexpr std::size_t body_read_bytes = 64 * 1024;
constexpr std::size_t upload_block_bytes = 512 * 1024;  // what goes to disk at a time
constexpr std::size_t framing_bytes_max = 8 * 1024;     // a chunk's size line, or the trailers
constexpr std::chrono::seconds linger_time{2};
constexpr int busy_retry_s = 1;
constexpr int stream_retry_s = 30;  // beyond the number of streams a page asks now and then instead

std::string address_of(const Socket& socket) {
  ErrorCode gone;
  const auto address = socket.remote_endpoint(gone).address();
  if (gone) return {};
  // One that listens on :: sees 192.0.2.7 as ::ffff:192.0.2.7, which nobody would write into a setting.
  if (address.is_v6() && address.to_v6().is_v4_mapped()) return make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
  return address.to_string();
}

class Counted {
 public:
  explicit Counted(std::atomic<std::int64_t>& counter) : counter_(counter) { ++counter_; }
  ~Counted() { --counter_; }

 private:
  std::atomic<std::int64_t>& counter_;
};

}  // namespace

/// One request and what becomes of it. As soon as there is an answer, nothing more is done for it.
struct Connection::Exchange {
  explicit Exchange(std::size_t header_bytes_max) : parser(request, header_bytes_max) {}

  Request request;
  MessageParser parser;
  std::optional<Upload> upload;
  std::optional<Response> answer;
  OutFile file;

  bool takes_file() const { return request.matched && request.matched->options.body == Body::file; }
  std::size_t body_bytes_max() const {
    return request.matched && request.matched->options.body != Body::none ? request.matched->options.body_bytes_max : 0;
  }
};

Connection::Connection(Socket socket, IoThread& thread, Edge& edge)
    : Timed(thread), socket_(std::move(socket)), edge_(edge), peer_(address_of(socket_)) {
  ErrorCode gone;  // the first read will tell
  socket_.set_option(asio::ip::tcp::no_delay(true), gone);
  socket_.native_non_blocking(true, gone);  // for sendfile
}

Task<void> Connection::serve() {
  const Counted counted(edge_.connections);
  auto next = Next::request;
  while (next == Next::request && !edge_.stopping) next = co_await exchange();
  if (next == Next::goodbye) co_await linger();
}

Task<void> Connection::turn_away() {
  Exchange it(edge_.settings.header_bytes_max);
  refuse_busy(it, busy_retry_s);
  if (co_await send(it, false)) co_await linger();
}

/// One request and its answer.
Task<Connection::Next> Connection::exchange() {
  if (!co_await first_bytes()) co_return Next::nothing;

  const auto began = std::chrono::steady_clock::now();
  std::optional<Counted> counted(std::in_place, edge_.in_flight);
  ++edge_.requests;
  Exchange it(edge_.settings.header_bytes_max);
  co_await hear(it);
  if (!it.answer && edge_.workers.full()) refuse_busy(it, busy_retry_s);
  if (!it.answer) {
    co_await on_worker(it, [&] {
      if (!it.upload) it.answer = edge_.application.admit(it.request);
      if (!it.answer) it.answer = edge_.application.act(it.request);
      if (!it.answer->file.empty()) it.file.open(*it.answer);
    });
  }

  if (it.answer->stream && edge_.streams >= edge_.settings.streams_max) refuse_busy(it, stream_retry_s);

  // What was not read to its end has no end that we know, and what has no length has none either: the connection cannot go on.
  const bool streams = it.answer->stream.has_value();
  const bool keep_alive = it.parser.is_done() && it.parser.keep_alive() && !edge_.stopping && !streams;
  const bool sent = co_await send(it, keep_alive);
  log_access(it.request, it.answer->status, std::chrono::steady_clock::now() - began);
  if (!sent) co_return Next::nothing;
  counted.reset();
  if (streams && it.request.method != "HEAD") co_await stream(it);
  co_return keep_alive ? Next::request : Next::goodbye;
}

/// Waits for a request. False when none will come.
Task<bool> Connection::first_bytes() {
  if (buffer_.size() > 0) co_return true;  // it came together with the last one
  if (buffer_.capacity() > head_read_bytes) buffer_.shrink_to_fit();
  idle_ = true;
  expire_in(fresh_ ? edge_.settings.header_timeout : edge_.settings.idle_timeout);
  const auto came = co_await read_more(head_read_bytes);
  never_expire();
  fresh_ = idle_ = false;
  co_return came == Came::bytes;
}

/// Takes in the whole request, or finds why not.
Task<void> Connection::hear(Exchange& it) {
  co_await read_head(it);
  if (it.answer) co_return;

  it.request.peer = client_address(peer_, it.request.header("x-forwarded-for"), edge_.settings.trusted_proxies);
  it.answer = edge_.application.receive(it.request);
  if (it.answer || it.parser.is_done()) co_return;

  if (it.takes_file()) {  // who is sending is asked before a large body is taken
    if (edge_.workers.full()) co_return refuse_busy(it, busy_retry_s);
    co_await on_worker(it, [&] {
      it.answer = edge_.application.admit(it.request);
      if (!it.answer) it.upload.emplace(edge_.settings.upload_folder);
    });
    if (it.answer) co_return;
  }
  co_await read_body(it);
}

Task<void> Connection::read_head(Exchange& it) {
  expire_in(edge_.settings.header_timeout);
  for (;;) {
    ErrorCode error;
    buffer_.consume(it.parser.read(unread(), error));
    if (!error) break;
    if (error != boost::beast::http::error::need_more) co_return refuse(it, MessageParser::problem_for(error));
    if (const auto came = co_await read_more(head_read_bytes); came != Came::bytes) co_return refuse_incomplete(it, came);
  }
  never_expire();
}

Task<void> Connection::read_body(Exchange& it) {
  co_await promise_to_continue(it);
  if (it.answer) co_return;

  it.parser.take_body(it.body_bytes_max());
  const auto began = std::chrono::steady_clock::now();
  for (std::uint64_t received = 0;;) {
    ErrorCode error;
    const auto used = it.parser.read(unread(), error);
    buffer_.consume(used);
    received += used;
    const bool more = error == boost::beast::http::error::need_more;
    if (error && !more) co_return refuse(it, MessageParser::problem_for(error));

    if (it.upload && (it.parser.is_done() || it.request.body.size() >= upload_block_bytes)) {
      co_await on_worker(it, [&] { it.upload->append(it.request.body); });
      it.request.body.clear();
    }
    if (it.answer || it.parser.is_done()) break;
    if (buffer_.size() > framing_bytes_max) co_return refuse(it, {400, "http.malformed_request"});

    // It may rest for a while, but on the whole it has to move.
    const auto at_rest = edge_.settings.body_timeout;
    const auto left = began + patience(at_rest, received) - std::chrono::steady_clock::now();
    expire_in(std::min<std::chrono::milliseconds>(at_rest, std::chrono::duration_cast<std::chrono::milliseconds>(left)));
    if (const auto came = co_await read_more(body_read_bytes); came != Came::bytes) co_return refuse_incomplete(it, came);
  }
  never_expire();
  if (it.upload) it.request.body_file = it.upload->path();
}

/// Answers "Expect: 100-continue": the client waits with its body until it knows that we want it.
Task<void> Connection::promise_to_continue(Exchange& it) {
  const auto expect = it.request.header("expect");
  if (expect.empty()) co_return;
  if (!boost::beast::iequals(expect, "100-continue")) co_return refuse(it, {417, "http.expectation_failed"});
  if (buffer_.size() > 0 || it.parser.is_http_1_0()) co_return;
  expire_in(edge_.settings.write_timeout);
  co_await asio::async_write(socket_, asio::buffer(std::string_view{"HTTP/1.1 100 Continue\r\n\r\n"}), with_error);
  never_expire();
}

Task<Connection::Came> Connection::read_more(std::size_t bytes) {
  const auto [error, count] = co_await socket_.async_read_some(buffer_.prepare(bytes), with_error);
  buffer_.commit(count);
  if (!error) co_return Came::bytes;
  co_return expired_ ? Came::too_late : Came::nothing_more;
}

/// Does what blocks. A machine's failure becomes the answer.
template <class Job>
Task<void> Connection::on_worker(Exchange& it, Job job) {
  co_await edge_.workers.run([&] {
    try {
      job();
    } catch (const std::exception& failure) {
      it.answer = edge_.application.failed(failure, it.request);
    }
  });
}

/// False when the client has gone or does not take it.
Task<bool> Connection::send(Exchange& it, bool keep_alive) {
  const auto& answer = *it.answer;
  const bool from_file = !answer.file.empty();
  const bool with_body = may_have_body(answer.status) && it.request.method != "HEAD";
  const auto bytes = from_file ? it.file.bytes() : answer.body.size();
  head_.clear();
  write_head(head_, answer,
             {.body_bytes = bytes,
              .keep_alive = keep_alive,
              .to_http_1_0 = it.parser.is_http_1_0(),
              .endless = answer.stream.has_value(),
              .date = thread_.date()});

  expired_ = false;
  expire_in(patience(edge_.settings.write_timeout, with_body ? bytes : 0));
  const std::array<asio::const_buffer, 2> parts{asio::buffer(head_),
                                                asio::buffer(answer.body, with_body && !from_file ? answer.body.size() : 0)};
  const auto [error, count] = co_await asio::async_write(socket_, parts, with_error);
  const bool sent = !error && (!with_body || !from_file || co_await send_file(it));
  never_expire();
  co_return sent;
}

/// From the page cache to the socket without passing through us.
Task<bool> Connection::send_file(Exchange& it) {
  auto offset = static_cast<off_t>(it.file.begin());
  for (auto left = it.file.bytes(); left > 0;) {
    const auto count = ::sendfile(socket_.native_handle(), it.file.descriptor(), &offset, left);
    if (count == 0) co_return false;  // the file has shrunk: the promised length cannot be kept
    if (count > 0) {
      left -= static_cast<std::uint64_t>(count);
      continue;
    }
    if (errno == EINTR) continue;
    if (errno != EAGAIN) co_return false;
    const auto [error] = co_await socket_.async_wait(Socket::wait_write, with_error);
    if (error) co_return false;
  }
  co_return true;
}

/// Turn by turn, until the client leaves, loses her session, or the server stops.
Task<void> Connection::stream(Exchange& it) {
  const Counted counted(edge_.streams);
  std::string last;
  auto spoke = std::chrono::steady_clock::now();
  while (!edge_.stopping) {
    if (!edge_.workers.full()) {
      auto said = co_await turn_of(it);
      if (!said) co_return;
      if (*said != last) {
        last = *std::move(said);
        const auto told = "event: " + it.answer->stream->event + "\ndata: " + last + "\n\n";
        if (!co_await say(told)) co_return;
        spoke = std::chrono::steady_clock::now();
      }
    }
    // A comment: whoever stands between does not take silence for an end, and we learn of a client that has gone.
    if (std::chrono::steady_clock::now() - spoke >= edge_.settings.stream_heartbeat) {
      if (!co_await say(":\n\n")) co_return;
      spoke = std::chrono::steady_clock::now();
    }
    if (!co_await rest_and_listen()) co_return;
  }
}

/// What there is to say now; nothing when she who listens may no longer, or the machine fails: the page comes back by itself.
Task<std::optional<std::string>> Connection::turn_of(Exchange& it) {
  std::optional<std::string> said;
  const auto& says = it.answer->stream->says;
  co_await edge_.workers.run([&] {
    try {
      it.request.principal.reset();
      if (!edge_.application.admit(it.request)) said = says(it.request);
    } catch (const std::exception& failure) {
      edge_.application.failed(failure, it.request);
    }
  });
  co_return said;
}

Task<bool> Connection::say(std::string_view text) {
  expired_ = false;
  expire_in(edge_.settings.write_timeout);
  const auto [error, count] = co_await asio::async_write(socket_, asio::buffer(text), with_error);
  never_expire();
  co_return !error;
}

/// Until the next turn. False when the client has gone, or says something where nothing can follow.
Task<bool> Connection::rest_and_listen() {
  expired_ = false;
  idle_ = true;  // a server that stops does not wait for this one
  if (edge_.stopping) co_return false;
  expire_in(edge_.settings.stream_turn);
  const auto came = co_await read_more(head_read_bytes);
  never_expire();
  idle_ = false;
  co_return came == Came::too_late;
}

/// Closing while the client still sends would reset the connection and take our answer with it.
Task<void> Connection::linger() {
  ErrorCode gone;
  socket_.shutdown(Socket::shutdown_send, gone);
  expire_in(linger_time);
  const auto until = std::chrono::steady_clock::now() + linger_time;
  while (std::chrono::steady_clock::now() < until && co_await read_more(body_read_bytes) == Came::bytes) buffer_.clear();
}

void Connection::expire() {
  expired_ = true;
  never_expire();
  ErrorCode gone;
  socket_.cancel(gone);
}

void Connection::stop_when_idle() {
  ErrorCode gone;
  if (idle_) socket_.cancel(gone);
}

void Connection::refuse(Exchange& it, const Problem& why) {
  ++edge_.refused;
  it.answer = edge_.application.refuse(why, it.request);
}

void Connection::refuse_incomplete(Exchange& it, Came came) {
  if (came == Came::too_late) {
    refuse(it, {408, "http.timed_out"});
  } else {
    refuse(it, {400, "http.malformed_request"});
  }
}

void Connection::refuse_busy(Exchange& it, int retry_s) {
  refuse(it, {.status = 503, .key = "http.busy", .params = {{"seconds", std::to_string(retry_s)}}, .retry_after_s = retry_s});
}

std::string_view Connection::unread() const {
  const auto data = buffer_.data();
  return {static_cast<const char*>(data.data()), data.size()};
}

/// How long so many bytes may take: the rest, and the slowest rate.
std::chrono::milliseconds Connection::patience(std::chrono::seconds at_rest, std::uint64_t bytes) const {
  return at_rest + std::chrono::milliseconds(bytes * 1000 / edge_.settings.body_bytes_per_second_min);
}

}  // namespace unionhall::http
