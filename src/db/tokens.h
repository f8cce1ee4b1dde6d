#pragma once
// SQL cut into the pieces that a dialect must tell apart, so that nothing is ever rewritten inside a literal or a
// comment. Private to src/db.
#include <string_view>
#include <vector>

namespace unionhall::db {

struct Token {
  enum class Kind {
    gap,         // white space and comments
    quoted,      // 'text' or "name"
    parameter,   // :name
    identifier,  // names, keywords, numbers
    symbol,      // any other character; `::` is one symbol
  };
  Kind kind;
  std::string_view text;
};

/// The pieces of `sql`; together they are all of it.
std::vector<Token> tokens_of(std::string_view sql);

}  // namespace unionhall::db
