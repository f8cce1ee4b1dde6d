#pragma once
// What goes into a statement and comes out of a row, the same on both engines. A type of ours becomes
// bindable by being an Id, an Instant, a Date, an enum described with BOOST_DESCRIBE_ENUM (stored as its
// word), or an optional of any of these (stored as NULL).
#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <concepts>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/id.h"

namespace unionhall::db {

/// A list of whole numbers or words for `x = ANY_OF(:list)`; the session writes it in its engine's way.
struct Numbers {
  std::vector<std::int64_t> values;
};
struct Words {
  std::vector<std::string> values;
};

/// NULL still has a type: PostgreSQL cannot plan `:name IS NULL OR name = :name` without it.
enum class Kind { unknown, number, real, text, numbers, words };
struct Null {
  Kind of = Kind::unknown;
};

/// Borrowed: a text must live until the statement has run.
using Value = std::variant<Null, std::int64_t, double, std::string_view, const Numbers*, const Words*>;

inline Kind kind_of(const Value& value) {
  const auto* null = std::get_if<Null>(&value);
  return null ? null->of : static_cast<Kind>(value.index());
}

/// A word in a column that no enum of ours knows: the database is not what we wrote.
struct UnknownWord : std::runtime_error {
  using std::runtime_error::runtime_error;
};

template <class E>
concept DescribedEnum = std::is_enum_v<E> && boost::describe::has_describe_enumerators<E>::value;

/// The stored word of an enumerator: its own name.
template <DescribedEnum E>
std::string_view word(E value) {
  std::string_view found;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
    if (d.value == value) found = d.name;
  });
  return found;
}

template <DescribedEnum E>
std::optional<E> from_word(std::string_view text) {
  std::optional<E> found;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
    if (text == d.name) found = d.value;
  });
  return found;
}

/// Days are stored as ISO texts, "2026-07-15": they sort, and both consoles show them readably.
struct DateText {
  explicit DateText(Date day) : text(iso_date(day)) {}
  std::string text;
};

}  // namespace unionhall::db
