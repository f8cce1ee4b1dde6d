#include <liboath/oath.h>

#include "contexts.h"
#include "crypto.h"

namespace unionhall::crypto {
namespace {

constexpr unsigned digits = 6, step_seconds = OATH_TOTP_DEFAULT_TIME_STEP_SIZE;

std::string secret_bytes(std::string_view base32) {
  char* bytes = nullptr;
  std::size_t size = 0;
  std::string text(base32);
  detail::must(oath_base32_decode(text.data(), text.size(), &bytes, &size) == OATH_OK, "a one-time password's secret is no base32");
  std::string secret(bytes, size);
  free(bytes);  // NOLINT(cppcoreguidelines-no-malloc): liboath gives it with malloc
  return secret;
}

}  // namespace

std::string new_totp_secret() {
  std::array<std::uint8_t, 20> bytes{};
  random_bytes(bytes);
  char* text = nullptr;
  std::size_t size = 0;
  detail::must(oath_base32_encode(reinterpret_cast<const char*>(bytes.data()), bytes.size(), &text, &size) == OATH_OK, "base32 failed");
  std::string secret(text, size);
  free(text);  // NOLINT(cppcoreguidelines-no-malloc): liboath gives it with malloc
  return secret;
}

std::string totp_uri(std::string_view secret, std::string_view account, std::string_view issuer) {
  const auto percent = [](std::string_view text) {
    constexpr std::string_view hex_digits = "0123456789ABCDEF";
    std::string encoded;
    for (const unsigned char c : text) {
      if (std::isalnum(c) != 0 || std::string_view("-._~").contains(static_cast<char>(c))) {
        encoded += static_cast<char>(c);
      } else {
        encoded += '%';
        encoded += hex_digits[c >> 4];
        encoded += hex_digits[c & 15];
      }
    }
    return encoded;
  };
  return "otpauth://totp/" + percent(issuer) + ":" + percent(account) + "?secret=" + std::string(secret) + "&issuer=" + percent(issuer);
}

std::string totp_code(std::string_view secret, std::int64_t unix_seconds) {
  const auto key = secret_bytes(secret);
  char code[digits + 1] = {};
  detail::must(oath_totp_generate(key.data(), key.size(), unix_seconds, step_seconds, 0, digits, code) == OATH_OK, "TOTP failed");
  return code;
}

std::optional<std::int64_t> totp_step(std::string_view secret, std::string_view code, std::int64_t unix_seconds) {
  std::optional<std::int64_t> fits;
  for (const std::int64_t off : {0, -1, 1}) {  // the phone's clock may be half a minute off
    const auto at = unix_seconds + off * static_cast<std::int64_t>(step_seconds);
    if (same(totp_code(secret, at), code) && !fits) fits = at / static_cast<std::int64_t>(step_seconds);
  }
  return fits;
}

}  // namespace unionhall::crypto
