#include <curl/curl.h>

#include "hall/texts/gateways.h"

namespace unionhall::texts {
namespace {

constexpr std::size_t answer_bytes_max = 64 * 1024;

struct Closed {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

std::size_t keep(char* data, std::size_t, std::size_t bytes, void* into) {
  auto& body = *static_cast<std::string*>(into);
  if (body.size() + bytes > answer_bytes_max) return 0;  // curl stops
  body.append(data, bytes);
  return bytes;
}

void start_curl() {
  static const bool started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  if (!started) throw std::runtime_error("curl does not start");
}

}  // namespace

Answer call(const Call& call) {
  start_curl();
  const std::unique_ptr<CURL, Closed> curl(curl_easy_init());
  if (!curl) throw std::runtime_error("curl does not start");

  curl_slist* lines = nullptr;
  for (const auto& header : call.headers) lines = curl_slist_append(lines, header.c_str());
  const std::unique_ptr<curl_slist, Closed> headers(lines);

  Answer answer;
  curl_easy_setopt(curl.get(), CURLOPT_URL, call.url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl.get(), CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT, 5L);
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 10L);
  curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &answer.body);
  if (call.method == "POST") {
    curl_easy_setopt(curl.get(), CURLOPT_POST, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, call.body.c_str());
  }
  if (const auto failed = curl_easy_perform(curl.get()); failed != CURLE_OK) {
    const auto said = "the gateway was not reached: curl " + std::to_string(static_cast<int>(failed));
    const bool never = failed == CURLE_COULDNT_RESOLVE_HOST || failed == CURLE_COULDNT_CONNECT;
    if (never) throw NotTaken(said);
    throw std::runtime_error(said);
  }
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &answer.status);
  return answer;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || std::string_view("-._~").contains(c)) {
      encoded += c;
    } else {
      encoded += '%';
      encoded += digits[byte >> 4];
      encoded += digits[byte & 15];
    }
  }
  return encoded;
}

}  // namespace unionhall::texts
