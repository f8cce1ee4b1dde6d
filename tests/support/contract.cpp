#include "support/contract.h"

#include <algorithm>

#include "base/text.h"
#include "openapi.h"

namespace unionhall::test {
namespace {

namespace json = http::json;

constexpr std::string_view any_text = "甲";
constexpr std::string_view id_reference = "#/components/schemas/Id";

std::string_view reference_of(const json::value& node) {
  const auto* reference = node.is_object() ? node.as_object().if_contains("$ref") : nullptr;
  return reference ? std::string_view(reference->as_string()) : std::string_view{};
}

json::value example_of(std::string_view name, const json::value& schema, const std::function<std::string(std::string_view)>& id_of) {
  if (reference_of(schema) == id_reference) return json::value(id_of(name));
  const auto& node = resolved(schema).as_object();
  if (const auto* words = node.if_contains("enum")) return words->as_array().front();
  if (const auto* examples = node.if_contains("examples")) return examples->as_array().front();
  const auto* type = node.if_contains("type");
  const auto kind = type && type->is_string() ? std::string_view(type->as_string()) : std::string_view("string");
  if (kind == "integer") return node.contains("minimum") ? node.at("minimum") : json::value(1);
  if (kind == "number") return 1.5;
  if (kind == "boolean") return true;
  if (node.contains("pattern")) return "000000";
  return name == "phone" ? json::value("12600000009") : json::value(any_text);
}

Operation operation_of(const std::string& path, const std::string& method, const json::object& item, const json::object& node) {
  Operation operation{.id = std::string(node.at("operationId").as_string()),
                      .method = text::upper(method),
                      .pattern = "/api/v1" + path,
                      .need = std::string(node.at("x-need").as_string()),
                      .body = {},
                      .body_schema = {},
                      .responses = node.at("responses").as_object(),
                      .required_queries = {},
                      .id_queries = {},
                      .query_schemas = {}};
  for (const auto* holder : {&item, &node}) {
    const auto* parameters = holder->if_contains("parameters");
    if (!parameters) continue;
    for (const auto& given : parameters->as_array()) {
      const auto& parameter = resolved(given).as_object();
      const auto name = std::string(parameter.at("name").as_string());
      const auto* required = parameter.if_contains("required");
      operation.makes_something = operation.makes_something || name == "Idempotency-Key";
      operation.if_match = operation.if_match || name == "If-Match";
      if (parameter.at("in").as_string() != "query") continue;
      operation.query_schemas[name] = parameter.at("schema");
      if (required && required->as_bool()) operation.required_queries.push_back(name);
      if (reference_of(parameter.at("schema")) == id_reference) operation.id_queries.push_back(name);
    }
  }
  if (const auto* body = node.if_contains("requestBody")) {
    const auto& content = body->at("content").as_object();
    operation.takes_file = content.contains("application/octet-stream");
    const auto* form = content.if_contains("application/json");
    operation.takes_json = form != nullptr;
    if (form) {
      operation.body = form->at("schema");
      operation.body_schema = merged(operation.body);
    }
  }
  return operation;
}

}  // namespace

const json::object& contract() {
  static const auto whole = json::parse(openapi_json()).as_object();
  return whole;
}

const std::vector<Operation>& operations() {
  static const auto all = [] {
    std::vector<Operation> found;
    for (const auto& [path, item] : contract().at("paths").as_object()) {
      for (const auto& [method, node] : item.as_object()) {
        if (method == "parameters") continue;
        found.push_back(operation_of(path, method, item.as_object(), node.as_object()));
      }
    }
    return found;
  }();
  return all;
}

const json::value& resolved(const json::value& node) {
  const auto reference = reference_of(node);
  if (reference.empty()) return node;
  const json::value* at = nullptr;
  const auto* inside = &contract();
  for (auto rest = reference.substr(sizeof "#/" - 1); !rest.empty();) {
    const auto slash = std::min(rest.find('/'), rest.size());
    at = &inside->at(rest.substr(0, slash));
    inside = at->if_object();
    rest.remove_prefix(std::min(slash + 1, rest.size()));
  }
  return resolved(*at);
}

json::object merged(const json::value& schema) {
  const auto& node = resolved(schema).as_object();
  const auto* parts = node.if_contains("allOf");
  if (!parts) return node;
  json::object whole;
  for (const auto& part : parts->as_array()) {
    for (const auto& [keyword, value] : merged(part)) {
      if (keyword == "required" && whole.contains(keyword)) {
        for (const auto& name : value.as_array()) whole[keyword].as_array().push_back(name);
      } else if (keyword == "properties" && whole.contains(keyword)) {
        for (const auto& [name, property] : value.as_object()) whole[keyword].as_object()[name] = property;
      } else {
        whole[keyword] = value;
      }
    }
  }
  return whole;
}

json::object smallest_body(const Operation& operation, const std::function<std::string(std::string_view field)>& id_of) {
  json::object body;
  const auto* required = operation.body_schema.if_contains("required");
  if (!required) return body;
  const auto& properties = operation.body_schema.at("properties").as_object();
  for (const auto& name : required->as_array())
    body[name.as_string()] = example_of(name.as_string(), properties.at(name.as_string()), id_of);
  return body;
}

std::string smallest_query(const Operation& operation, const std::function<std::string(std::string_view field)>& id_of) {
  std::string query;
  auto names = operation.required_queries;
  // Where a union may be named, it is: what lies outside is asked for on purpose.
  for (const auto& name : operation.id_queries) {
    if (names.empty() && std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  for (const auto& name : names) {
    auto value = std::string(example_of(name, operation.query_schemas.at(name), id_of).as_string());
    const bool ascii = std::ranges::all_of(value, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (!ascii) value = "a.csv";  // an address is ASCII
    query += (query.empty() ? "?" : "&") + name + "=" + value;
  }
  return query;
}

}  // namespace unionhall::test
