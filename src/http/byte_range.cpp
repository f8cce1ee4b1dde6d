#include "http/byte_range.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace unionhall::http {

namespace {

std::optional<std::uint64_t> number(std::string_view digits) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

enum class Wish { whole, part, outside };

/// "bytes=0-499", "bytes=500-", "bytes=-500".
Wish read_range(std::string_view range, std::uint64_t size, Response::Part& part) {
  constexpr std::string_view unit = "bytes=";
  const auto dash = range.find('-');
  if (!range.starts_with(unit) || dash == std::string_view::npos) return Wish::whole;
  const auto first_text = range.substr(unit.size(), dash - unit.size()), last_text = range.substr(dash + 1);
  const auto first = number(first_text), last = number(last_text);
  if ((!first && !first_text.empty()) || (!last && !last_text.empty()) || (!first && !last)) return Wish::whole;

  if (!first) {
    part.bytes = std::min(*last, size);
    part.begin = size - part.bytes;
    return part.bytes == 0 ? Wish::outside : Wish::part;
  }
  if (last && *last < *first) return Wish::whole;
  if (*first >= size) return Wish::outside;
  part.begin = *first;
  part.bytes = (last ? std::min(*last, size - 1) : size - 1) - *first + 1;
  return Wish::part;
}

}  // namespace

void apply_range(const Request& request, Response& response) {
  if (response.file.empty() || response.status != 200) return;
  response.headers["accept-ranges"] = "bytes";

  const auto range = request.header("range"), condition = request.header("if-range");
  if (range.empty() || request.method != "GET") return;
  if (!condition.empty() && condition != response.headers["etag"]) return;

  const std::uint64_t size = std::filesystem::file_size(response.file);
  Response::Part part;
  switch (read_range(range, size, part)) {
    case Wish::whole:
      return;
    case Wish::part:
      response.status = 206;
      response.headers["content-range"] = fmt::format("bytes {}-{}/{}", part.begin, part.begin + part.bytes - 1, size);
      response.part = part;
      return;
    case Wish::outside: {
      auto refused = problem({416, "http.range_not_satisfiable"}, request);
      refused.headers["content-range"] = fmt::format("bytes */{}", size);
      // A file that was made for this answer still has to go.
      if (response.remove_file) std::filesystem::remove(response.file);
      response = std::move(refused);
      return;
    }
  }
}

}  // namespace unionhall::http
