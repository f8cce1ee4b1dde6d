#pragma once
// Identifiers. 63 bits: 41 of milliseconds since 2026-01-01 UTC, 12 of writer, 10 of counter, so that ids
// sort by the time of making and no two writers can make the same one. A number in C++ and SQL, a string in
// JSON (JavaScript loses integers above 2^53).
#include <charconv>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace unionhall {

/// An id of one kind of thing: `using OrgId = Id<struct Org>;`. Kinds do not convert into each other.
template <class Tag>
struct Id {
  std::int64_t value = 0;  // 0 is no id

  friend auto operator<=>(const Id&, const Id&) = default;
  explicit operator bool() const { return value != 0; }

  std::string text() const { return std::to_string(value); }

  /// Decimal digits only, 1 … 2^63−1; anything else is no id.
  static std::optional<Id> parse(std::string_view digits) {
    Id id;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), id.value);
    if (error != std::errc{} || end != digits.data() + digits.size() || id.value <= 0 || digits.front() == '+') return std::nullopt;
    return id;
  }
};

template <class T>
inline constexpr bool is_id = false;
template <class Tag>
inline constexpr bool is_id<Id<Tag>> = true;

}  // namespace unionhall

template <class Tag>
struct std::hash<unionhall::Id<Tag>> {
  std::size_t operator()(const unionhall::Id<Tag>& id) const { return std::hash<std::int64_t>{}(id.value); }
};
