#include <algorithm>

#include "http/http.h"
#include "http/json_body.h"

namespace unionhall::http {

namespace {

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::size_t chars(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(utf8, [](char c) { return !continues(c); }));
}

/// Without the spaces that a keyboard adds at the ends: ASCII, no-break, and the ideographic one of Chinese input.
std::string_view trimmed(std::string_view text) {
  constexpr std::string_view spaces[] = {" ", "\t", "\r", "\n", "\u00A0", "\u3000"};
  for (bool found = true; found;) {
    found = false;
    for (const auto space : spaces) {
      if (text.starts_with(space)) text.remove_prefix(space.size()), found = true;
      if (text.ends_with(space)) text.remove_suffix(space.size()), found = true;
    }
  }
  return text;
}

/// U+0000 … U+001F, U+007F … U+009F.
bool has_control_character(std::string_view utf8) {
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto c = static_cast<unsigned char>(utf8[i]);
    if (c < 0x20 || c == 0x7F) return true;
    if (c == 0xC2 && i + 1 < utf8.size() && static_cast<unsigned char>(utf8[i + 1]) < 0xA0) return true;
  }
  return false;
}

const Request no_request;

}  // namespace

Form::Form(const Request& request) : request_(request) {
  if (request.body.empty()) return;  // nothing filled in: every required field will say so
  if (auto body = parse_json_object(request.body)) {
    body_ = std::move(*body);
  } else {
    malformed_ = body.error();
  }
}

Form::Form(json::object fields) : request_(no_request), body_(std::move(fields)) {}

Form::Form(Form& whole, std::string_view field, json::object body)
    : request_(whole.request_), whole_(&whole), place_(std::string(field) + '/'), body_(std::move(body)) {}

Form Form::part(std::string_view field) {
  const auto* value = given(field, true);
  if (value && !value->is_object()) fault(field, "not_a_form");
  return {*this, field, value && value->is_object() ? value->get_object() : json::object{}};
}

std::string Form::text(std::string_view field, TextLimits limits) { return text_within(field, limits, true).value_or(""); }

std::string Form::text_or(std::string_view field, std::string fallback, TextLimits limits) {
  return text_within(field, limits, false).value_or(std::move(fallback));
}

std::optional<std::string> Form::optional_text(std::string_view field, TextLimits limits) { return text_within(field, limits, false); }

std::int64_t Form::integer(std::string_view field, std::int64_t min, std::int64_t max) {
  return integer_within(field, min, max, true).value_or(min);
}

std::int64_t Form::integer_or(std::string_view field, std::int64_t fallback, std::int64_t min, std::int64_t max) {
  return integer_within(field, min, max, false).value_or(fallback);
}

bool Form::flag_or(std::string_view field, bool fallback) {
  const auto* value = given(field, false);
  if (!value) return fallback;
  if (!value->is_bool()) fault(field, "not_a_flag");
  return value->is_bool() ? value->get_bool() : fallback;
}

std::optional<Date> Form::optional_date(std::string_view field) { return date_text(field, false); }

Date Form::date(std::string_view field) { return date_text(field, true).value_or(Date{}); }

bool Form::has(std::string_view field) const { return raw(field) != nullptr; }

bool Form::mentions(std::string_view field) const { return body_.contains(field); }

const json::value* Form::raw(std::string_view field) const {
  const auto* value = body_.if_contains(field);
  return value && !value->is_null() ? value : nullptr;
}

void Form::fault(std::string_view field, std::string code, TextParams params) {
  if (whole_) return whole_->fault(place_ + std::string(field), std::move(code), std::move(params));
  errors_.push_back({'/' + std::string(field), std::move(code), std::move(params)});
}

std::optional<Response> Form::problem() const {
  if (whole_) return whole_->problem();
  if (!malformed_.empty()) return http::problem({400, std::string(malformed_)}, request_);
  if (errors_.empty()) return std::nullopt;
  return http::problem(
      {.status = 422, .key = "http.invalid_form", .params = {{"count", std::to_string(errors_.size())}}, .errors = errors_}, request_);
}

/// The value of a field that was filled in.
const json::value* Form::given(std::string_view field, bool required) {
  const auto* value = raw(field);
  if (!value && required) fault(field, "required");
  return value;
}

std::optional<std::string> Form::text_within(std::string_view field, TextLimits limits, bool required) {
  const auto* value = given(field, required && limits.chars_min > 0);
  if (!value) return std::nullopt;
  if (!value->is_string()) return fault(field, "not_text"), std::nullopt;

  const auto text = trimmed(value->get_string());
  const auto count = chars(text);
  if (count == 0 && limits.chars_min > 0) {  // a box left blank is sent as ""
    if (required) fault(field, "required");
    return std::nullopt;
  }
  if (has_control_character(text)) return fault(field, "control_character"), std::nullopt;
  if (count < limits.chars_min) {
    fault(field, "too_short", {{"missing", std::to_string(limits.chars_min - count)}, {"min", std::to_string(limits.chars_min)}});
    return std::nullopt;
  }
  if (count > limits.chars_max) {
    fault(field, "too_long", {{"over", std::to_string(count - limits.chars_max)}, {"max", std::to_string(limits.chars_max)}});
    return std::nullopt;
  }
  return std::string(text);
}

std::optional<std::int64_t> Form::integer_within(std::string_view field, std::int64_t min, std::int64_t max, bool required) {
  const auto* value = given(field, required);
  if (!value) return std::nullopt;
  if (value->is_uint64()) return fault(field, "too_large", {{"max", std::to_string(max)}}), std::nullopt;  // above 2^63−1
  if (!value->is_int64()) return fault(field, "not_an_integer"), std::nullopt;

  const auto number = value->get_int64();
  if (number < min) return fault(field, "too_small", {{"min", std::to_string(min)}}), std::nullopt;
  if (number > max) return fault(field, "too_large", {{"max", std::to_string(max)}}), std::nullopt;
  return number;
}

std::optional<Date> Form::date_text(std::string_view field, bool required) {
  const auto text = id_text(field, required);
  if (!text) return std::nullopt;
  const auto day = parse_iso_date(*text);
  if (!day) fault(field, "not_a_date");
  return day;
}

std::optional<std::string> Form::id_text(std::string_view field, bool required) {
  const auto* value = given(field, required);
  if (!value) return std::nullopt;
  if (!value->is_string()) return fault(field, "not_text"), std::nullopt;
  const auto text = trimmed(value->get_string());
  if (text.empty() && required) fault(field, "required");
  return text.empty() ? std::nullopt : std::optional<std::string>{text};
}

}  // namespace unionhall::http
