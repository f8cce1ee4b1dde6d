#pragma once
// How C++ values become a statement's values, and columns become C++ values. Included by session.h only.
#include <array>
#include <utility>

#include "db/session.h"

namespace unionhall::db::detail {

template <class T>
concept Text = std::convertible_to<const T&, std::string_view>;

template <class T>
concept DescribedStruct = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;

template <class T>
inline constexpr bool unknown_type = false;

template <class T>
Value to_value(const T& x) {
  if constexpr (std::is_same_v<T, std::nullptr_t> || std::is_same_v<T, std::nullopt_t>) {
    return Null{};
  } else if constexpr (std::integral<T>) {
    static_assert(std::signed_integral<T> || sizeof(T) < sizeof(std::int64_t), "whole numbers are signed and have 64 bits");
    return static_cast<std::int64_t>(x);
  } else if constexpr (std::floating_point<T>) {
    return static_cast<double>(x);
  } else if constexpr (Text<T>) {
    return std::string_view(x);
  } else if constexpr (is_id<T>) {
    return x.value;
  } else if constexpr (std::is_same_v<T, Instant>) {
    return unix_ms(x);
  } else if constexpr (DescribedEnum<T>) {
    return word(x);
  } else if constexpr (std::is_same_v<T, Numbers> || std::is_same_v<T, Words>) {
    return &x;
  } else {
    static_assert(unknown_type<T>, "this type is not stored: see db/value.h");
  }
}

template <class T>
constexpr Kind kind_of_type() {
  if constexpr (std::integral<T> || is_id<T> || std::is_same_v<T, Instant>)
    return Kind::number;
  else if constexpr (std::floating_point<T>)
    return Kind::real;
  else
    return Kind::text;  // texts, words of an enum, days
}

/// One argument as an engine takes it, with whatever must live while the statement runs.
template <class T>
struct Bound {
  explicit Bound(const T& x) : value(to_value(x)) {}
  Value value;
};

template <>
struct Bound<Date> {
  explicit Bound(Date day) : iso(day), value(std::string_view(iso.text)) {}
  Bound(const Bound&) = delete;
  DateText iso;
  Value value;
};

template <class Tag>
struct Bound<std::vector<Id<Tag>>> {
  explicit Bound(const std::vector<Id<Tag>>& ids) : value(&list) {
    for (const auto& id : ids) list.values.push_back(id.value);
  }
  Bound(const Bound&) = delete;
  Numbers list;
  Value value;
};

template <class T>
struct Bound<std::optional<T>> {
  explicit Bound(const std::optional<T>& x) : value(Null{kind_of_type<T>()}) {
    if (!x) return;
    inner.emplace(*x);
    value = inner->value;
  }
  Bound(const Bound&) = delete;
  std::optional<Bound<T>> inner;
  Value value;
};

template <class... Args>
class Arguments {
 public:
  explicit Arguments(const Args&... args) : bound_(args...) {}
  std::array<Value, sizeof...(Args)> values() const {
    return std::apply([](const auto&... bound) { return std::array<Value, sizeof...(Args)>{bound.value...}; }, bound_);
  }

 private:
  std::tuple<Bound<Args>...> bound_;
};

template <class T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

template <class T, class Descriptor>
using MemberOf = std::remove_cvref_t<decltype(std::declval<T&>().*Descriptor::pointer)>;

/// How many columns a T is read from. A struct inside a struct stands for its members.
template <class T>
constexpr int columns_of() {
  if constexpr (DescribedStruct<T>) {
    return []<class... D>(boost::mp11::mp_list<D...>) {
      return (0 + ... + columns_of<MemberOf<T, D>>());
    }(boost::mp11::mp_rename<Members<T>, boost::mp11::mp_list>{});
  } else {
    return 1;
  }
}

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

/// Reads a T that begins at `column` and moves on behind it.
template <class T>
T take(const Row& row, int& column) {
  if constexpr (is_optional<T>) {
    if (!row.is_null(column)) return take<typename T::value_type>(row, column);
    ++column;
    return std::nullopt;
  } else if constexpr (is_id<T>) {
    return T{row.integer(column++)};
  } else if constexpr (DescribedStruct<T>) {
    T record{};
    boost::mp11::mp_for_each<Members<T>>([&](auto member) { record.*member.pointer = take<MemberOf<T, decltype(member)>>(row, column); });
    return record;
  } else if constexpr (std::is_same_v<T, bool>) {
    return row.integer(column++) != 0;
  } else if constexpr (std::integral<T>) {
    const auto number = row.integer(column++);
    if (!std::in_range<T>(number)) throw std::out_of_range("a stored number does not fit into its type");
    return static_cast<T>(number);
  } else if constexpr (std::floating_point<T>) {
    return static_cast<T>(row.real(column++));
  } else if constexpr (std::is_same_v<T, std::string>) {
    return std::string(row.text(column++));
  } else if constexpr (std::is_same_v<T, Instant>) {
    return from_unix_ms(row.integer(column++));
  } else if constexpr (std::is_same_v<T, Date>) {
    const auto day = parse_iso_date(row.text(column++));
    if (!day) throw UnknownWord("a stored day is none");
    return *day;
  } else if constexpr (DescribedEnum<T>) {
    const auto known = from_word<T>(row.text(column++));
    if (!known) throw UnknownWord("a stored word is none that this program knows");
    return *known;
  } else {
    static_assert(unknown_type<T>, "this type is not stored: see db/value.h");
  }
}

template <class T>
T read_row(const Row& row) {
  if (row.columns() != columns_of<T>()) throw std::logic_error("a row has not as many columns as the type it is read into");
  int column = 0;
  return take<T>(row, column);
}

/// Gives the values of one row of a batch after the other; borrowed until the next.
template <class Tuple>
class RowFiller;

template <class... Args>
class RowFiller<std::tuple<Args...>> {
 public:
  explicit RowFiller(const std::vector<std::tuple<Args...>>& rows) : rows_(rows) {}
  void operator()(std::size_t row, Value* out) {
    std::apply([&](const Args&... args) { bound_.emplace(args...); }, rows_[row]);
    std::ranges::copy(bound_->values(), out);
  }

 private:
  const std::vector<std::tuple<Args...>>& rows_;
  std::optional<Arguments<Args...>> bound_;
};

}  // namespace unionhall::db::detail

namespace unionhall::db {

// std::ref below keeps std::function from allocating a copy of the lambda.

template <class T, class... Args>
std::optional<T> Session::first(std::string_view sql, const Args&... args) {
  const detail::Arguments<Args...> arguments(args...);
  std::optional<T> found;
  auto take = [&](const Row& row) {
    found.emplace(detail::read_row<T>(row));
    return false;
  };
  run(sql, arguments.values(), std::ref(take), Fetch::whole);
  return found;
}

template <class T, class... Args>
std::vector<T> Session::all(std::string_view sql, const Args&... args) {
  const detail::Arguments<Args...> arguments(args...);
  std::vector<T> rows;
  auto take = [&](const Row& row) {
    rows.push_back(detail::read_row<T>(row));
    return true;
  };
  run(sql, arguments.values(), std::ref(take), Fetch::whole);
  return rows;
}

template <class T, class... Args>
void Session::each(std::string_view sql, const std::function<void(T&&)>& on_row, const Args&... args) {
  const detail::Arguments<Args...> arguments(args...);
  auto take = [&](const Row& row) {
    on_row(detail::read_row<T>(row));
    return true;
  };
  run(sql, arguments.values(), std::ref(take), Fetch::streamed);
}

template <class... Args>
std::int64_t Session::exec(std::string_view sql, const Args&... args) {
  const detail::Arguments<Args...> arguments(args...);
  return change(sql, arguments.values());
}

template <class Tuple>
void Session::append(std::string_view table, std::string_view columns, const std::vector<Tuple>& rows) {
  detail::RowFiller<Tuple> filler(rows);
  append_values(table, columns, std::tuple_size_v<Tuple>, rows.size(), std::ref(filler), OnConflict::fail);
}

template <class Tuple>
std::int64_t Session::append_new(std::string_view table, std::string_view columns, const std::vector<Tuple>& rows) {
  detail::RowFiller<Tuple> filler(rows);
  return append_values(table, columns, std::tuple_size_v<Tuple>, rows.size(), std::ref(filler), OnConflict::skip);
}

}  // namespace unionhall::db
