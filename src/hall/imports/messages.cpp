#include "spelling.h"

namespace unionhall::imports {

std::string spelled(const TextParams& params) {
  http::json::object object;
  for (const auto& [name, value] : params) object[name] = value;
  return params.empty() ? std::string() : http::json::serialize(object);
}

TextParams params_of(const std::string& spelled) {
  TextParams params;
  if (spelled.empty()) return params;
  const auto parsed = http::json::parse(spelled);
  for (const auto& [name, value] : parsed.as_object()) params[name] = std::string(value.as_string());
  return params;
}

TextParams params_of(const sheets::Fault& fault) {
  auto params = fault.params;
  if (!fault.sheet.empty()) params["sheet"] = fault.sheet;
  if (fault.row > 0) params["row"] = std::to_string(fault.row);
  if (fault.column > 0) params["column"] = sheets::column_letters(fault.column - 1);
  return params;
}

std::string spelled(const RowKeys& rows) { return rows.one + "\t" + rows.other; }

RowKeys row_keys_of(const std::string& spelled) {
  const auto tab = spelled.find('\t');
  if (tab == std::string::npos) throw std::runtime_error("two rows alike without the keys of both");
  return {spelled.substr(0, tab), spelled.substr(tab + 1)};
}

Problem problem_of(std::uint64_t row, const Remark& remark) {
  return {.row = static_cast<std::int64_t>(row),
          .column = remark.column,
          .code = remark.code,
          .outcome = remark.outcome,
          .topic = remark.topic,
          .shown = remark.shown,
          .params = spelled(remark.params),
          .other = remark.other,
          .row_key = remark.row_key,
          .decision = {}};
}

std::string message(const Problem& problem, http::Language language) {
  const auto params = params_of(problem.params);
  const auto& texts = http::Texts::global();
  // Where a nearest right spelling is known, the words name it.
  const auto nearest = params.find("nearest");
  const auto key = "imports.row." + problem.code;
  if (nearest != params.end() && nearest->second.empty() && texts.has(key + "_far")) return texts.text(key + "_far", language, params);
  return texts.text(key, language, params);
}

std::string message_of_failure(const Import& import, http::Language language) {
  const auto params = params_of(import.problem_params);
  const auto& texts = http::Texts::global();
  auto words = texts.text(import.problem, language, params);
  if (!params.contains("row")) return words;
  return texts.text(params.contains("column") ? "imports.at_cell" : "imports.at_row", language, params) + words;
}

}  // namespace unionhall::imports
