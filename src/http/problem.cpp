#include "http/http.h"

namespace unionhall::http {

Response problem(const Problem& problem, const Request& request) {
  const auto& texts = Texts::global();
  json::object body{{"type", "/problems/" + problem.key},
                    {"title", texts.text(problem.key, request.language, problem.params)},
                    {"status", problem.status},
                    {"instance", request.id}};
  if (!problem.errors.empty()) {
    json::array errors;
    for (const auto& [pointer, code, params] : problem.errors) {
      errors.push_back({{"pointer", pointer}, {"code", code}, {"message", texts.text("form." + code, request.language, params)}});
    }
    body["errors"] = std::move(errors);
  }

  Response response{
      .status = problem.status,
      .headers = {{"content-language", request.language == Language::en ? "en" : "zh-CN"}, {"content-type", "application/problem+json"}},
      .body = json::serialize(body)};
  if (problem.retry_after_s > 0) response.headers["retry-after"] = std::to_string(problem.retry_after_s);
  return response;
}

}  // namespace unionhall::http
