#pragma once
// Rows as JSON, member by member: one way out and one way back for every described type. Private to this room.
#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <map>
#include <string>
#include <vector>

#include "db/session.h"

namespace unionhall::roster {

namespace json = boost::json;

template <class T>
constexpr bool is_map = false;
template <class V>
constexpr bool is_map<std::map<std::string, V>> = true;
template <class T>
constexpr bool is_vector = false;
template <class V>
constexpr bool is_vector<std::vector<V>> = true;

template <class T>
json::value out(const T& x) {
  if constexpr (db::detail::is_optional<T>) {
    return x ? out(*x) : json::value(nullptr);
  } else if constexpr (is_id<T>) {
    return x.value;
  } else if constexpr (std::is_same_v<T, Instant>) {
    return unix_ms(x);
  } else if constexpr (std::is_same_v<T, Date>) {
    return json::string(iso_date(x));
  } else if constexpr (std::is_enum_v<T>) {
    return json::string(db::word(x));
  } else if constexpr (db::detail::DescribedStruct<T>) {
    json::object object;
    boost::mp11::mp_for_each<db::detail::Members<T>>([&](auto member) { object[member.name] = out(x.*member.pointer); });
    return object;
  } else if constexpr (is_map<T>) {
    json::object object;
    for (const auto& [key, value] : x) object[key] = out(value);
    return object;
  } else if constexpr (is_vector<T>) {
    json::array array;
    for (const auto& value : x) array.push_back(out(value));
    return array;
  } else if constexpr (std::is_same_v<T, std::string>) {
    return json::string(x);
  } else {
    return json::value(x);
  }
}

template <class T>
T back(const json::value& value) {
  if constexpr (db::detail::is_optional<T>) {
    return value.is_null() ? T{} : T{back<typename T::value_type>(value)};
  } else if constexpr (is_id<T>) {
    return T{value.as_int64()};
  } else if constexpr (std::is_same_v<T, Instant>) {
    return from_unix_ms(value.as_int64());
  } else if constexpr (std::is_same_v<T, Date>) {
    return parse_iso_date(std::string_view(value.as_string())).value();
  } else if constexpr (std::is_enum_v<T>) {
    return db::from_word<T>(std::string_view(value.as_string())).value();
  } else if constexpr (db::detail::DescribedStruct<T>) {
    T x{};
    boost::mp11::mp_for_each<db::detail::Members<T>>(
        [&](auto member) { x.*member.pointer = back<db::detail::MemberOf<T, decltype(member)>>(value.as_object().at(member.name)); });
    return x;
  } else if constexpr (is_map<T>) {
    T x;
    for (const auto& [key, inner] : value.as_object()) x[std::string(key)] = back<typename T::mapped_type>(inner);
    return x;
  } else if constexpr (is_vector<T>) {
    T x;
    for (const auto& inner : value.as_array()) x.push_back(back<typename T::value_type>(inner));
    return x;
  } else if constexpr (std::is_same_v<T, std::string>) {
    return std::string(value.as_string());
  } else {
    return value.to_number<T>();
  }
}

}  // namespace unionhall::roster
