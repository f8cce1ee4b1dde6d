#pragma once
#include <expected>

namespace unionhall {

/// What somebody may cause is a value; a broken machine is an exception.
template <class T, class E>
using Result = std::expected<T, E>;

}  // namespace unionhall
