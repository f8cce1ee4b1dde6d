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

http::json::value read(const std::string& answer) {
  boost::system::error_code no_json;
  auto body = http::json::parse(answer, no_json);
  return no_json ? http::json::value{} : body;
}

/// Their word for how it went ("OK", "isv.BUSINESS_LIMIT_CONTROL"), if it looks like one.
std::string code_of(const http::json::value& body) {
  const auto* code = body.is_object() ? body.get_object().if_contains("Code") : nullptr;
  if (!code || !code->is_string()) return "nothing";
  const std::string word(code->get_string());
  const auto fits = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '_'; };
  return word.size() <= 64 && std::ranges::all_of(word, fits) ? word : "nothing";
}

/// Whether one of the day's texts to this number carries our id.
bool lists(const http::json::value& body, const std::string& id) {
  boost::system::error_code none;
  const auto* details = body.find_pointer("/SmsSendDetailDTOs/SmsSendDetailDTO", none);
  if (!details || !details->is_array()) return false;
  return std::ranges::any_of(details->get_array(), [&](const http::json::value& detail) {
    const auto* out_id = detail.is_object() ? detail.get_object().if_contains("OutId") : nullptr;
    return out_id && out_id->is_string() && std::string_view(out_id->get_string()) == id;
  });
}

class AliyunGateway final : public Gateway {
 public:
  explicit AliyunGateway(const Settings& settings) : settings_(settings) {
    if (settings_.aliyun_key_id.empty() || settings_.aliyun_key_secret.empty() || settings_.aliyun_sign_name.empty()) {
      throw std::runtime_error("aliyun needs a key id, a key secret and a sign name");
    }
  }

  void send(const Outgoing& text) override {
    const auto answer = ask("SendSms", {{"OutId", text.id.text()},
                                        {"PhoneNumbers", text.to},
                                        {"SignName", settings_.aliyun_sign_name},
                                        {"TemplateCode", template_for(text.template_word)},
                                        {"TemplateParam", http::json::serialize(http::json::value_from(text.params))}});
    const auto said = code_of(read(answer.body));
    if (answer.status == 200 && said == "OK") return;
    const auto why = "aliyun said " + said + " with " + std::to_string(answer.status);
    if (said != "nothing") throw NotTaken(why);
    throw std::runtime_error(why);
  }

  /// Only a yes is one: their list may be empty although it counts two (github.com/aliyun/alibabacloud-java-sdk/issues/42).
  Taken was_taken(const Outgoing& text) override {
    auto day = iso_date(beijing_date(text.tried_at));
    std::erase(day, '-');
    const auto answer =
        ask("QuerySendDetails", {{"CurrentPage", "1"}, {"PageSize", "50"}, {"PhoneNumber", text.to}, {"SendDate", std::move(day)}});
    return answer.status == 200 && lists(read(answer.body), text.id.text()) ? Taken::yes : Taken::unknown;
  }

 private:
  Answer ask(std::string action, std::map<std::string, std::string> query) const {
    std::array<std::uint8_t, 16> nonce{};
    crypto::random_bytes(nonce);
    const auto& endpoint = settings_.aliyun_endpoint;
    const SignedCall signed_call{.host = endpoint.substr(endpoint.find("://") + 3),
                                 .action = std::move(action),
                                 .version = "2017-05-25",
                                 .nonce = crypto::hex(nonce),
                                 .at = SystemClock().now(),  // theirs refuses a call that is 15 minutes off
                                 .query = std::move(query)};
    return call({.method = "POST",
                 .url = endpoint + "/?" + canonical_query(signed_call.query),
                 .body = {},
                 .headers = signed_headers(signed_call, settings_.aliyun_key_id, settings_.aliyun_key_secret)});
  }

  /// Theirs are registered one by one, so an English one may be missing: better Chinese than nothing.
  std::string template_for(const std::string& word) const {
    constexpr std::string_view english = ".en";
    auto code = settings_.aliyun_templates.find(word);
    if (code == settings_.aliyun_templates.end() && word.ends_with(english)) {
      code = settings_.aliyun_templates.find(word.substr(0, word.size() - english.size()));
    }
    if (code == settings_.aliyun_templates.end()) throw NotTaken("aliyun has no template for " + word);
    return code->second;
  }

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
