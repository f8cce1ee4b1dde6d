#include "db/tokens.h"

#include <algorithm>

namespace unionhall::db {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

std::size_t end_of_word(std::string_view sql) { return static_cast<std::size_t>(std::ranges::find_if_not(sql, is_word) - sql.begin()); }

/// The length of what begins with `opening` and ends with `closing`; all of it when it never ends.
std::size_t until(std::string_view sql, std::string_view closing, std::size_t opening) {
  const auto end = sql.find(closing, opening);
  return end == sql.npos ? sql.size() : end + closing.size();
}

Token next_token(std::string_view sql) {
  using enum Token::Kind;
  const char c = sql.front();
  if (is_space(c)) return {gap, sql.substr(0, static_cast<std::size_t>(std::ranges::find_if_not(sql, is_space) - sql.begin()))};
  if (sql.starts_with("--")) return {gap, sql.substr(0, until(sql, "\n", 2))};
  if (sql.starts_with("/*")) return {gap, sql.substr(0, until(sql, "*/", 2))};
  if (c == '\'' || c == '"') return {quoted, sql.substr(0, until(sql, sql.substr(0, 1), 1))};  // 'it''s' is two, which is as good
  if (sql.starts_with("::")) return {symbol, sql.substr(0, 2)};
  if (c == ':' && sql.size() > 1 && is_word(sql[1])) return {parameter, sql.substr(0, 1 + end_of_word(sql.substr(1)))};
  if (is_word(c)) return {identifier, sql.substr(0, end_of_word(sql))};
  return {symbol, sql.substr(0, 1)};
}

}  // namespace

std::vector<Token> tokens_of(std::string_view sql) {
  std::vector<Token> tokens;
  while (!sql.empty()) {
    tokens.push_back(next_token(sql));
    sql.remove_prefix(tokens.back().text.size());
  }
  return tokens;
}

}  // namespace unionhall::db
