#include "db/dialect.h"

#include <fmt/format.h>
#include <algorithm>
#include <boost/json.hpp>

#include <span>
#include <utility>

#include "db/tokens.h"

namespace unionhall::db {
namespace {

using enum Token::Kind;

bool is(const Token& token, Token::Kind kind, std::string_view text) { return token.kind == kind && token.text == text; }

/// The number of tokens of `= ANY_OF(:list)` when it begins here, else 0; `list` becomes the parameter.
std::size_t match_any_of(std::span<const Token> tokens, std::string_view& list) {
  constexpr std::array<std::pair<Token::Kind, std::string_view>, 5> shape{
      {{symbol, "="}, {identifier, "ANY_OF"}, {symbol, "("}, {parameter, ""}, {symbol, ")"}}};
  std::size_t matched = 0, at = 0;
  for (; at < tokens.size() && matched < shape.size(); ++at) {
    if (tokens[at].kind == gap && matched > 0) continue;
    const auto& [kind, text] = shape[matched];
    if (tokens[at].kind != kind || (kind != parameter && tokens[at].text != text)) return 0;
    if (kind == parameter) list = tokens[at].text;
    ++matched;
  }
  return matched == shape.size() ? at : 0;
}

/// Writes `sql` anew: `on_list` spells `= ANY_OF(:list)`, `on_parameter` a parameter elsewhere, `writes_meet` that word.
template <class OnList, class OnParameter>
std::string rewrite(std::string_view sql, OnList on_list, OnParameter on_parameter, std::string_view writes_meet) {
  const auto tokens = tokens_of(sql);
  std::string text;
  for (std::size_t at = 0; at < tokens.size();) {
    std::string_view list;
    if (const auto length = match_any_of(std::span(tokens).subspan(at), list)) {
      text += on_list(list);
      at += length;
      continue;
    }
    const auto& token = tokens[at++];
    if (token.kind == parameter)
      text += on_parameter(token.text);
    else
      text += is(token, identifier, "WRITES_MEET") ? writes_meet : token.text;
  }
  return text;
}

std::string_view type_of(Kind kind) {
  switch (kind) {
    case Kind::number:
      return "::bigint";
    case Kind::real:
      return "::double precision";
    case Kind::text:
      return "::text";
    case Kind::unknown:
    case Kind::numbers:
    case Kind::words:
      return "";
  }
  std::unreachable();
}

std::vector<std::string_view> names_of(std::string_view sql) {
  std::vector<std::string_view> names;
  for (const auto& token : tokens_of(sql)) {
    if (token.kind == parameter && std::ranges::find(names, token.text) == names.end()) names.push_back(token.text);
  }
  return names;
}

/// The id column of a table and the place for its key, when it has a ROW_ID.
struct RowId {
  std::string_view column;  // empty: none
  bool has_region = false;
  std::size_t closing = 0;  // the token that closes the list of columns
};

RowId find_row_id(const std::vector<Token>& tokens) {
  RowId found;
  std::string_view column;
  int depth = 0;
  bool at_column = false;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const auto& token = tokens[at];
    if (token.kind == gap) continue;
    if (is(token, symbol, "("))
      at_column = ++depth == 1;
    else if (is(token, symbol, ","))
      at_column = depth == 1;
    else if (is(token, symbol, ")") && --depth == 0)
      found.closing = at;
    else if (at_column) {
      column = token.text;
      found.has_region |= column == "region";
      at_column = false;
    } else if (is(token, identifier, "ROW_ID"))
      found.column = column;
  }
  return found;
}

}  // namespace

std::string for_sqlite(std::string_view sql) {
  return rewrite(
      sql, [](auto list) { return fmt::format("IN (SELECT value FROM json_each({}))", list); }, [](auto name) { return std::string(name); },
      "FALSE");
}

std::string for_postgresql(std::string_view sql, const std::vector<Kind>& kinds) {
  const auto names = names_of(sql);
  const auto number = [&](std::string_view name) { return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin()); };
  const auto on_list = [&](std::string_view list) {
    const auto type = kinds.at(number(list)) == Kind::numbers ? "bigint[]" : "text[]";
    return fmt::format("= ANY(ARRAY(SELECT json_array_elements_text(${}::json))::{})", number(list) + 1, type);
  };
  // Left to guess, PostgreSQL would take `COALESCE(:a, 5)` for 32 bits, `SELECT :a` for text, and refuse `:a IS NULL`.
  const auto on_parameter = [&](std::string_view name) { return fmt::format("${}{}", number(name) + 1, type_of(kinds.at(number(name)))); };
  return rewrite(sql, on_list, on_parameter, "TRUE");
}

std::size_t count_parameters(std::string_view sql) { return names_of(sql).size(); }

std::string define_for_sqlite(std::string_view statement) {
  std::string text;
  for (const auto& token : tokens_of(statement)) {
    text += is(token, identifier, "ROW_ID") ? "INTEGER PRIMARY KEY" : is(token, identifier, "CLUSTERED") ? "WITHOUT ROWID" : token.text;
  }
  return text;
}

std::string define_for_postgresql(std::string_view statement) {
  const auto tokens = tokens_of(statement);
  const auto row_id = find_row_id(tokens);
  std::string text;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (!row_id.column.empty() && at == row_id.closing) {
      // The id stands first: rows are asked for by id alone, and only a key that leads with it answers that.
      text += fmt::format(", PRIMARY KEY ({}{})", row_id.column, row_id.has_region ? ", region" : "");
    }
    text += is(tokens[at], identifier, "ROW_ID") ? "BIGINT NOT NULL" : is(tokens[at], identifier, "CLUSTERED") ? "" : tokens[at].text;
  }
  return text;
}

std::vector<std::string_view> statements_of(std::string_view file) {
  std::vector<std::string_view> statements;
  std::size_t begin = 0, end = 0;
  bool says_something = false;
  const auto cut = [&] {
    if (says_something) statements.push_back(file.substr(begin, end - begin));
    says_something = false;
  };
  for (const auto& token : tokens_of(file)) {
    if (is(token, symbol, ";")) {
      cut();
      begin = end + token.text.size();
    }
    says_something |= token.kind != gap && !is(token, symbol, ";");
    end += token.text.size();
  }
  cut();
  return statements;
}

std::string json_of(const Numbers& numbers) { return fmt::format("[{}]", fmt::join(numbers.values, ",")); }
std::string json_of(const Words& words) { return boost::json::serialize(boost::json::value_from(words.values)); }

}  // namespace unionhall::db
