#include <algorithm>

#include "hall/texts/gateways.h"

namespace unionhall::texts {
namespace {

/// "2023-10-26T10:22:32Z"
std::string utc_time(Instant at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(at - day));
  char text[16];
  std::snprintf(text, sizeof text, "T%02d:%02d:%02dZ", static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return iso_date(Date(day)) + text;
}

/// Their word for a refusal ("isv.BUSINESS_LIMIT_CONTROL"), if it looks like one.
std::string code_of(const std::string& answer) {
  boost::system::error_code no_json;
  const auto body = http::json::parse(answer, no_json);
  const auto* code = body.is_object() ? body.get_object().if_contains("Code") : nullptr;
  if (!code || !code->is_string()) return "nothing";
  const std::string word(code->get_string());
  const auto fits = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '_'; };
  return word.size() <= 64 && std::ranges::all_of(word, fits) ? word : "nothing";
}

class AliyunGateway final : public Gateway {
 public:
  explicit AliyunGateway(const Settings& settings) : settings_(settings) {
    if (settings_.aliyun_key_id.empty() || settings_.aliyun_key_secret.empty() || settings_.aliyun_sign_name.empty()) {
      throw std::runtime_error("aliyun needs a key id, a key secret and a sign name");
    }
  }

  void send(const Outgoing& text) override {
    const auto code = settings_.aliyun_templates.find(text.template_word);
    if (code == settings_.aliyun_templates.end()) throw std::runtime_error("aliyun has no template for " + text.template_word);

    std::array<std::uint8_t, 16> nonce{};
    crypto::random_bytes(nonce);
    const auto& endpoint = settings_.aliyun_endpoint;
    const SignedCall signed_call{.host = endpoint.substr(endpoint.find("://") + 3),
                                 .action = "SendSms",
                                 .version = "2017-05-25",
                                 .nonce = crypto::hex(nonce),
                                 .at = SystemClock().now(),  // theirs refuses a call that is 15 minutes off
                                 .query = {{"OutId", text.id.text()},
                                           {"PhoneNumbers", text.to},
                                           {"SignName", settings_.aliyun_sign_name},
                                           {"TemplateCode", code->second},
                                           {"TemplateParam", http::json::serialize(http::json::value_from(text.params))}}};
    const auto answer = call({.method = "POST",
                              .url = endpoint + "/?" + canonical_query(signed_call.query),
                              .body = {},
                              .headers = signed_headers(signed_call, settings_.aliyun_key_id, settings_.aliyun_key_secret)});
    const auto said = code_of(answer.body);
    if (answer.status != 200 || said != "OK") throw std::runtime_error("aliyun said " + said + " with " + std::to_string(answer.status));
  }

 private:
  Settings settings_;
};

}  // namespace

std::string canonical_query(const std::map<std::string, std::string>& query) {
  std::string text;
  for (const auto& [name, value] : query) text += (text.empty() ? "" : "&") + percent_encoded(name) + "=" + percent_encoded(value);
  return text;
}

std::vector<std::string> signed_headers(const SignedCall& call, std::string_view key_id, std::string_view key_secret) {
  const auto empty_body = crypto::hex(crypto::sha256(""));
  const std::map<std::string, std::string> headers{
      {"host", call.host},
      {"x-acs-action", call.action},
      {"x-acs-content-sha256", empty_body},
      {"x-acs-date", utc_time(call.at)},
      {"x-acs-signature-nonce", call.nonce},
      {"x-acs-version", call.version},
  };
  std::string canonical = "POST\n/\n" + canonical_query(call.query) + "\n", names;
  std::vector<std::string> lines;
  for (const auto& [name, value] : headers) {
    canonical += name + ":" + value + "\n";
    names += (names.empty() ? "" : ";") + name;
    lines.push_back(name + ": " + value);
  }
  canonical += "\n" + names + "\n" + empty_body;

  const auto digest = crypto::hex(crypto::sha256(canonical));
  const auto signature = crypto::hex(crypto::hmac_sha256(key_secret, "ACS3-HMAC-SHA256\n" + digest));
  lines.push_back("authorization: ACS3-HMAC-SHA256 Credential=" + std::string(key_id) + ",SignedHeaders=" + names +
                  ",Signature=" + signature);
  return lines;
}

std::unique_ptr<Gateway> aliyun_gateway(const Settings& settings) { return std::make_unique<AliyunGateway>(settings); }

}  // namespace unionhall::texts
