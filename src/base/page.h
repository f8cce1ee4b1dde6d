#pragma once
#include <string>
#include <vector>

namespace unionhall {

/// One page of a list. `next` is empty at the end; otherwise it is what the next page begins after.
template <class T>
struct Page {
  std::vector<T> items;
  std::string next;
};

constexpr int page_limit_max = 100;  // docs: every list of the API
constexpr int page_limit_default = 50;

}  // namespace unionhall
