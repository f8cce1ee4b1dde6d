#include "http/json_body.h"

#include <boost/json/basic_parser_impl.hpp>

namespace unionhall::http {

namespace {

namespace json = boost::json;
using boost::system::error_code;

constexpr std::size_t depth_max = 32;

/// Builds the value and sees what Boost.JSON's own parser hides: of two equal names it silently keeps the last.
struct Builder {
  static constexpr std::size_t max_array_size = -1, max_object_size = -1, max_string_size = -1, max_key_size = -1;

  json::value_stack stack;
  std::size_t names = 0;
  bool null_character = false;

  bool on_document_begin(error_code&) { return stack.reset(), true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) { return true; }
  bool on_object_end(std::size_t n, error_code&) { return names += n, stack.push_object(n), true; }
  bool on_array_begin(error_code&) { return true; }
  bool on_array_end(std::size_t n, error_code&) { return stack.push_array(n), true; }
  bool on_key_part(json::string_view part, std::size_t, error_code&) { return stack.push_chars(part), fine(part); }
  bool on_key(json::string_view part, std::size_t, error_code&) { return stack.push_key(part), fine(part); }
  bool on_string_part(json::string_view part, std::size_t, error_code&) { return stack.push_chars(part), fine(part); }
  bool on_string(json::string_view part, std::size_t, error_code&) { return stack.push_string(part), fine(part); }
  bool on_number_part(json::string_view, error_code&) { return true; }
  bool on_int64(std::int64_t i, json::string_view, error_code&) { return stack.push_int64(i), true; }
  bool on_uint64(std::uint64_t u, json::string_view, error_code&) { return stack.push_uint64(u), true; }
  bool on_double(double d, json::string_view, error_code&) { return stack.push_double(d), true; }
  bool on_bool(bool b, error_code&) { return stack.push_bool(b), true; }
  bool on_null(error_code&) { return stack.push_null(), true; }
  bool on_comment_part(json::string_view, error_code&) { return true; }
  bool on_comment(json::string_view, error_code&) { return true; }

  bool fine(json::string_view text) {
    if (text.find('\0') != json::string_view::npos) null_character = true;
    return true;
  }
};

std::size_t names_in(const json::value& value) {
  std::size_t names = 0;
  if (const auto* object = value.if_object()) {
    names = object->size();
    for (const auto& member : *object) names += names_in(member.value());
  } else if (const auto* array = value.if_array()) {
    for (const auto& item : *array) names += names_in(item);
  }
  return names;
}

}  // namespace

std::expected<json::object, std::string_view> parse_json_object(std::string_view text) {
  json::parse_options options;
  options.max_depth = depth_max;
  json::basic_parser<Builder> parser(options);
  error_code error;
  const auto used = parser.write_some(false, text.data(), text.size(), error);
  if (error || used != text.size()) return std::unexpected("http.json_malformed");

  const auto& built = parser.handler();
  if (built.null_character) return std::unexpected("http.json_null_character");
  auto value = parser.handler().stack.release();
  if (!value.is_object()) return std::unexpected("http.json_not_an_object");
  if (names_in(value) != built.names) return std::unexpected("http.json_duplicate_name");
  return std::move(value.as_object());
}

}  // namespace unionhall::http
