#pragma once
// Every answer that the tests' hall gives is held to api/openapi.yaml, and so is every body that it took.
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "http/http.h"

namespace unionhall::test {

/// What of the contract was not kept: the route and the status, then a line for each fault of the body, after the pointer to it.
/// A field that the contract does not name is a fault too, though JSON Schema would let it pass.
std::vector<std::string> broken_promises(const http::Request& asked, const http::Response& answer);

/// While it lives, these schemas of the contract take anything: for a test that offers what no program offers, or that says
/// too much on purpose.
class AnythingAt {
 public:
  explicit AnythingAt(std::initializer_list<std::string_view> schemas);
  ~AnythingAt();
  AnythingAt(const AnythingAt&) = delete;
  AnythingAt& operator=(const AnythingAt&) = delete;

 private:
  http::json::object closed_;  // as they were
};

}  // namespace unionhall::test
