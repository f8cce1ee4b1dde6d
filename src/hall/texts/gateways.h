#pragma once
// The three ways out. Private to this room, and to its tests.
#include "hall/texts/texts.h"

namespace unionhall::texts {

/// Appends a line of JSON for each text; on disk before send() returns.
std::unique_ptr<Gateway> file_gateway(const std::filesystem::path& file);
/// Fills the templates of a gateway's URL and body; without a body it is a GET.
std::unique_ptr<Gateway> http_gateway(const Settings& settings);
/// SendSms and QuerySendDetails of Alibaba Cloud.
std::unique_ptr<Gateway> aliyun_gateway(const Settings& settings);

struct Call {
  std::string method, url, body;
  std::vector<std::string> headers;  // "name: value"
};
struct Answer {
  long status = 0;
  std::string body;
};
/// One call to the outside: http or https, no redirects, ten seconds at most. Throws NotTaken where nobody was
/// reached, else std::runtime_error, with curl's code alone.
Answer call(const Call& call);

/// RFC 3986: all but letters, digits and -._~ becomes %XX.
std::string percent_encoded(std::string_view text);

/// What a signed call says of itself: ACS3-HMAC-SHA256 as
/// https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature describes it, for a POST without a body.
struct SignedCall {
  std::string host, action, version, nonce;
  Instant at;
  std::map<std::string, std::string> query;
};
std::string canonical_query(const std::map<std::string, std::string>& query);
std::vector<std::string> signed_headers(const SignedCall& call, std::string_view key_id, std::string_view key_secret);

}  // namespace unionhall::texts
