#pragma once
// api/openapi.yaml as the tests ask about it: what each operation promises, and a request that keeps to its schema.
#include <functional>
#include <string>
#include <vector>

#include "http/http.h"

namespace unionhall::test {

struct Operation {
  std::string id, method;
  std::string pattern;  // "/api/v1/orgs/{id}"
  std::string need;     // x-need
  bool makes_something = false, if_match = false, takes_file = false, takes_json = false;
  http::json::value body;                                 // its schema, as the file says it
  http::json::object body_schema;                         // the same with the parts of its allOf put together
  http::json::object responses;                           // by status
  std::vector<std::string> required_queries, id_queries;  // the latter name a union
  http::json::object query_schemas;
};

/// The whole file.
const http::json::object& contract();
/// Every operation, in its order.
const std::vector<Operation>& operations();

/// What a reference leads to; what is none stays.
const http::json::value& resolved(const http::json::value& node);
/// A schema with the parts of its allOf put together.
http::json::object merged(const http::json::value& schema);

/// A JSON body with every required field. `id_of` says the id for a field of type Id.
http::json::object smallest_body(const Operation& operation, const std::function<std::string(std::string_view field)>& id_of);
/// "?org=1&kind=members", or nothing.
std::string smallest_query(const Operation& operation, const std::function<std::string(std::string_view field)>& id_of);

}  // namespace unionhall::test
