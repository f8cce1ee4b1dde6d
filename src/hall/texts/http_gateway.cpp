#include "hall/texts/gateways.h"

namespace unionhall::texts {
namespace {

std::string replaced(std::string text, std::string_view name, std::string_view value) {
  for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + value.size())) text.replace(at, name.size(), value);
  return text;
}

/// As it stands between the quotes of a JSON string.
std::string json_encoded(std::string_view text) {
  const auto quoted = http::json::serialize(http::json::value(text));
  return quoted.substr(1, quoted.size() - 2);
}

class HttpGateway final : public Gateway {
 public:
  explicit HttpGateway(const Settings& settings) : url_(settings.url), body_(settings.body), query_url_(settings.query_url) {
    const auto is_url = [](const std::string& url) { return url.starts_with("http://") || url.starts_with("https://"); };
    if (!is_url(url_) || (!query_url_.empty() && !is_url(query_url_))) {
      throw std::runtime_error("the gateway for text messages needs a URL that begins with http:// or https://");
    }
  }

  void send(const Outgoing& text) override {
    const auto params = http::json::serialize(http::json::value_from(text.params));
    // The params stand in the body as the object that they are.
    const auto answer =
        call({.method = body_.empty() ? "GET" : "POST",
              .url = filled(url_, text, percent_encoded, percent_encoded(params)),
              .body = filled(body_, text, json_encoded, params),
              .headers = body_.empty() ? std::vector<std::string>{} : std::vector<std::string>{"content-type: application/json"}});
    if (answer.status >= 200 && answer.status <= 299) return;
    const auto said = "the gateway answered " + std::to_string(answer.status);
    // A server that failed may have failed after it sent.
    if (answer.status < 500) throw NotTaken(said);
    throw std::runtime_error(said);
  }

  Taken was_taken(const Outgoing& text) override {
    if (query_url_.empty()) return Taken::unknown;
    const auto answer = call({.method = "GET", .url = filled(query_url_, text, percent_encoded, ""), .body = {}, .headers = {}});
    if (answer.status >= 200 && answer.status <= 299) return Taken::yes;
    return answer.status == 404 ? Taken::no : Taken::unknown;
  }

 private:
  template <class Encoded>
  static std::string filled(std::string text, const Outgoing& with, Encoded encoded, std::string_view params) {
    text = replaced(std::move(text), "{to}", encoded(with.to));
    text = replaced(std::move(text), "{template}", encoded(with.template_word));
    text = replaced(std::move(text), "{id}", with.id.text());
    return replaced(std::move(text), "{params}", params);  // last: what stands in a param is no name of ours
  }

  std::string url_, body_, query_url_;
};

}  // namespace

std::unique_ptr<Gateway> http_gateway(const Settings& settings) { return std::make_unique<HttpGateway>(settings); }

}  // namespace unionhall::texts
