#include <stdexcept>

#include "http/http.h"
#include "http/words.h"

namespace unionhall::http {

namespace {

std::string filled(std::string_view text, const TextParams& params) {
  std::string result;
  result.reserve(text.size() + 16);
  while (!text.empty()) {
    const auto open = text.find('{');
    const auto close = text.find('}', open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    result += text.substr(0, open);
    const auto param = params.find(std::string(text.substr(open + 1, close - open - 1)));
    result += param == params.end() ? text.substr(open, close - open + 1) : std::string_view{param->second};
    text.remove_prefix(close + 1);
  }
  return result += text;
}

}  // namespace

Texts& Texts::global() {
  static Texts texts = [] {
    Texts own;
    add_words(own);
    return own;
  }();
  return texts;
}

void Texts::add(std::initializer_list<Entry> entries) {
  for (const auto& [key, zh_cn, en] : entries) {
    std::pair<std::string, std::string> words{zh_cn, en};
    const auto [found, fresh] = entries_.try_emplace(std::string(key), words);
    if (!fresh && found->second != words) throw std::logic_error("two different texts for " + found->first);
  }
}

std::string Texts::text(std::string_view key, Language language, const TextParams& params) const {
  const auto found = entries_.find(key);
  if (found == entries_.end()) return std::string(key);
  return filled(language == Language::en ? found->second.second : found->second.first, params);
}

std::vector<std::string> Texts::keys() const {
  std::vector<std::string> keys;
  for (const auto& [key, words] : entries_) keys.push_back(key);
  return keys;
}

bool Texts::has(std::string_view key) const { return entries_.contains(key); }

}  // namespace unionhall::http
