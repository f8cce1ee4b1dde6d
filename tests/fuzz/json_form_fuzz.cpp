// Any body, read as the forms of the API read theirs. Whatever it holds, what comes out keeps the form's promises.
#include <cstdlib>
#include <string_view>

#include "http/http.h"

namespace {

namespace http = unionhall::http;
using unionhall::Id;

void require(bool kept) {
  if (!kept) std::abort();
}

bool is_clean(std::string_view text) {
  for (const auto c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return false;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  http::Request request;
  request.body.assign(reinterpret_cast<const char*>(data), size);
  http::Form form(request);
  const auto name = form.text("name", {.chars_min = 2, .chars_max = 20});
  const auto note = form.optional_text("note", {});
  const auto count = form.integer("count", -5, 5);
  const auto day = form.optional_date("day");
  const auto id = form.optional_id<Id<struct Thing>>("id");
  form.flag_or("flag", false);
  form.word<int>(
      "word", [](std::string_view word) { return word == "open" ? std::optional{1} : std::nullopt; }, false);

  require(is_clean(name) && name.size() <= 20 * 4);
  require(!note || (is_clean(*note) && !note->empty()));
  require(count >= -5 && count <= 5);
  require(!day || day->ok());
  require(!id || id->value > 0);
  if (const auto problem = form.problem()) {
    const auto body = http::json::parse(problem->body);  // throws when it is not well formed
    require(body.at("status") == problem->status);
  } else {
    require(!name.empty());
  }
  return 0;
}
