#include "app/settings_file.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>

#include "app/settings.h"

namespace unionhall::app {
namespace {

using Values = std::map<std::string, FileValue>;

std::string text_of(const toml::node& node, std::string_view name, const std::string& file) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return std::to_string(number->get());
  if (const auto* flag = node.as_boolean()) return flag->get() ? "true" : "false";
  if (const auto* list = node.as_array()) {
    std::string joined;
    for (const auto& item : *list) joined += (joined.empty() ? "" : ",") + text_of(item, name, file);
    return joined;
  }
  throw BadSetting(fmt::format("{}:{}: {} cannot be a value of this kind", file, node.source().begin.line, name));
}

void collect(const toml::table& table, const std::string& prefix, const std::string& file, Values& values) {
  for (const auto& [key, node] : table) {
    auto name = prefix + std::string(key.str());
    std::ranges::replace(name, '_', '-');
    if (const auto* inner = node.as_table()) {
      collect(*inner, name + ".", file, values);
    } else {
      values[name] = {.text = text_of(node, name, file), .line = node.source().begin.line};
    }
  }
}

}  // namespace

Values read_settings_file(const std::filesystem::path& file) {
  try {
    Values values;
    collect(toml::parse_file(file.string()), "", file.string(), values);
    return values;
  } catch (const toml::parse_error& error) {
    throw BadSetting(fmt::format("{}:{}: {}", file.string(), error.source().begin.line, error.description()));
  }
}

}  // namespace unionhall::app
