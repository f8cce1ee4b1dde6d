#pragma once
// A client that sends exactly the bytes it is told to, for requests that no proper client would send.
#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

namespace unionhall::test {

struct WireReply {
  int status = 0;  // 0: the connection ended without an answer
  std::string head, body;

  /// The value of a header, by its name in lower case; empty when there is none.
  std::string header(std::string_view name) const {
    const auto at = head.find("\r\n" + std::string(name) + ": ");
    if (at == std::string::npos) return {};
    const auto begin = at + name.size() + 4;
    return head.substr(begin, head.find("\r\n", begin) - begin);
  }
};

class Wire {
 public:
  explicit Wire(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) throw std::runtime_error("refused");
  }
  ~Wire() { ::close(socket_); }
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  /// False when the server has closed.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void send_no_more() { ::shutdown(socket_, SHUT_WR); }

  /// The next answer. With `to_head`, one without a body whatever its length says.
  WireReply reply(bool to_head = false) {
    WireReply reply;
    while (received_.find("\r\n\r\n") == std::string::npos) {
      if (!more()) return reply;
    }
    const auto end = received_.find("\r\n\r\n") + 4;
    reply.head = received_.substr(0, end);
    received_.erase(0, end);
    reply.status = std::atoi(reply.head.c_str() + sizeof "HTTP/1.1");
    const auto length = reply.header("content-length");
    const auto bytes = to_head || length.empty() ? 0 : std::stoul(length);
    while (received_.size() < bytes && more()) {
    }
    reply.body = received_.substr(0, bytes);
    received_.erase(0, bytes);
    return reply;
  }

  /// All that comes up to `end`, it included; less when the server closes before.
  std::string until(std::string_view end) {
    while (received_.find(end) == std::string::npos && more()) {
    }
    const auto found = received_.find(end);
    const auto text = received_.substr(0, found == std::string::npos ? found : found + end.size());
    received_.erase(0, text.size());
    return text;
  }

  WireReply ask(std::string_view bytes) {
    send(bytes);
    return reply();
  }

  /// Whether the server closes, without another byte, before `patience` is over.
  bool ends(std::chrono::milliseconds patience = std::chrono::seconds{10}) { return received_.empty() && !more(patience) && ended_; }

 private:
  bool more(std::chrono::milliseconds patience = std::chrono::seconds{20}) {
    pollfd wait{.fd = socket_, .events = POLLIN, .revents = 0};
    if (::poll(&wait, 1, static_cast<int>(patience.count())) <= 0) return false;
    char piece[16 * 1024];
    const auto count = ::recv(socket_, piece, sizeof piece, 0);
    ended_ = count <= 0;
    if (ended_) return false;
    received_.append(piece, static_cast<std::size_t>(count));
    return true;
  }

  int socket_;
  bool ended_ = false;
  std::string received_;
};

}  // namespace unionhall::test
