#include "support/promises.h"

#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "support/contract.h"

namespace unionhall::test {
namespace {

namespace json = http::json;

// ── The contract as the library reads it ───────────────────────────────────────────────────────────────────────
// It knows JSON Schema's draft 7, where no keyword closes an object over the parts of an allOf. And of a format it makes a
// regular expression anew at each value, of a pattern once.

constexpr std::string_view date_pattern = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
constexpr std::string_view time_pattern =
    "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?[+-][0-9]{2}:[0-9]{2}$";

json::value closed(const json::value& schema);

void close_each(json::object& node, std::string_view keyword) {
  auto* inner = node.if_contains(keyword);
  if (!inner) return;
  if (auto* list = inner->if_array()) {
    for (auto& one : *list) one = closed(one);
  } else if (keyword == "properties") {
    for (auto& [name, one] : inner->as_object()) one = closed(one);
  } else {
    *inner = closed(*inner);
  }
}

/// The same for draft 7, and every object in it has the fields that are named and no other.
json::value closed(const json::value& schema) {
  if (!schema.is_object() || schema.as_object().contains("$ref")) return schema;
  auto node = merged(schema);
  if (node.contains("prefixItems")) {
    const auto first = node.at("prefixItems");
    node["additionalItems"] = node.at("items");
    node["items"] = first;
  }
  if (const auto* format = node.if_contains("format")) {
    if (*format == "date") node["pattern"] = date_pattern;
    if (*format == "date-time") node["pattern"] = time_pattern;
    node.erase("format");
  }
  for (const auto keyword : {"properties", "additionalProperties", "items", "oneOf"}) close_each(node, keyword);
  // What must be one of several is closed in each of them.
  const auto* type = node.if_contains("type");
  const bool names_fields = node.contains("properties") || (type && *type == "object");
  if (names_fields && !node.contains("oneOf") && !node.contains("additionalProperties")) node["additionalProperties"] = false;
  return node;
}

class Schemas {
 public:
  Schemas() {
    json::object named;
    for (const auto& [name, schema] : contract().at("components").at("schemas").as_object()) named[name] = closed(schema);
    document_.as_object()["components"] = json::object{{"schemas", std::move(named)}};
  }

  /// What is wrong, a line each after the pointer to it, the innermost first; nothing where it keeps to the schema.
  std::string faults(const json::value& schema, const json::value& value) {
    const std::lock_guard lock(mutex_);
    const auto& compiled = compile(schema);
    valijson::ValidationResults results;
    if (validator_.validate(compiled, valijson::adapters::BoostJsonAdapter(value), &results)) return "";
    std::string lines;
    for (const auto& [context, description] : results) {
      lines += "\n  ";
      for (const auto& step : context) {
        if (step.starts_with('[')) lines += "/" + step.substr(1, step.size() - 2);
      }
      lines += ": " + description;
    }
    return lines;
  }

  /// Another in the place of the one that has this name, which it gives.
  json::value exchange(std::string_view name, json::value schema) {
    const std::lock_guard lock(mutex_);
    compiled_.clear();
    return std::exchange(document_.at("components").at("schemas").at(name), std::move(schema));
  }

 private:
  /// Once for each.
  const valijson::Schema& compile(const json::value& schema) {
    const auto key = json::serialize(schema);
    if (const auto found = compiled_.find(key); found != compiled_.end()) return *found->second;
    document_.as_object()["asked"] = closed(schema);
    document_.as_object()["$ref"] = "#/asked";
    auto made = std::make_unique<valijson::Schema>();
    valijson::SchemaParser().populateSchema(valijson::adapters::BoostJsonAdapter(document_), *made);
    return *(compiled_[key] = std::move(made));
  }

  std::mutex mutex_;
  json::value document_ = json::object();
  std::map<std::string, std::unique_ptr<valijson::Schema>> compiled_;
  valijson::Validator validator_;
};

Schemas& schemas() {
  static Schemas all;
  return all;
}

// ── What was promised, and what was answered ───────────────────────────────────────────────────────────────────

const Operation* operation_of(const http::Request& asked) {
  static const auto by_route = [] {
    std::map<std::string, const Operation*> all;
    for (const auto& operation : operations()) all[operation.method + " " + operation.pattern] = &operation;
    return all;
  }();
  const auto found = by_route.find(asked.method + " " + asked.route);
  return found == by_route.end() ? nullptr : found->second;
}

/// Without its parameters.
std::string kind_of(const http::Fields& headers) {
  const auto found = headers.find("content-type");
  return found == headers.end() ? "" : found->second.substr(0, found->second.find(';'));
}

bool is_json(std::string_view kind) { return kind == "application/json" || kind.ends_with("+json"); }

std::string faults_of_body(const json::value& promised, const http::Response& answer) {
  const auto kind = kind_of(answer.headers);
  const auto* content = promised.as_object().if_contains("content");
  if (!content) return answer.body.empty() ? "" : " has a body: " + answer.body;
  const auto* body = content->as_object().if_contains(kind);
  if (!body) return " is " + kind;
  if (!is_json(kind) || !answer.file.empty()) return "";  // a map that is saved is a table, and held to by what reads tables
  return schemas().faults(body->at("schema"), json::parse(answer.body));
}

}  // namespace

std::vector<std::string> broken_promises(const http::Request& asked, const http::Response& answer) {
  if (!asked.route.starts_with("/api/")) return {};
  const auto name = asked.method + " " + asked.route;
  const auto* operation = operation_of(asked);
  if (!operation) return {name + " is in no contract"};

  std::vector<std::string> broken;
  const auto status = std::to_string(answer.status);
  const auto* promised = operation->responses.if_contains(status);
  if (!promised) promised = contract().at("x-any-operation").as_object().if_contains(status);
  const auto answered = promised ? faults_of_body(resolved(*promised), answer) : " is not promised: " + answer.body;
  if (!answered.empty()) broken.push_back(name + " " + status + answered);
  if (operation->takes_json && answer.status < 300 && !asked.body.empty()) {
    const auto taken = schemas().faults(operation->body, json::parse(asked.body));
    if (!taken.empty()) broken.push_back(name + " took " + asked.body + taken);
  }
  return broken;
}

AnythingAt::AnythingAt(std::initializer_list<std::string_view> names) {
  for (const auto name : names) closed_[name] = schemas().exchange(name, json::object());
}

AnythingAt::~AnythingAt() {
  for (auto& [name, schema] : closed_) schemas().exchange(name, std::move(schema));
}

}  // namespace unionhall::test
