#pragma once
// What the hall keeps about one person (个人信息): for herself as one file, and erased when she asks for that. Each room that keeps
// some of it hands down, once and under a name of its own, how it shows that to her, in the shape of the route by which she reads it
// anyway; and how it empties its rows. Source: PIPL Art. 45, 47.
#include <functional>
#include <string>

#include "hall/access/access.h"
#include "hall/hall.h"

namespace unionhall::access::own_data {

/// Of a list the newest so many; who has more reads the rest page by page.
inline constexpr int listed_most = 1000;

/// Nothing (null) where it keeps nothing.
using Show = std::function<http::json::value(db::Session&, const Hall&, const Actor&, http::Language)>;

void kept_as(std::string name, Show show);
/// Of all rooms, by name.
http::json::object all(db::Session& db, const Hall& hall, const Actor& actor, http::Language language);

// ── Erasing ────────────────────────────────────────────────────────────────────────────────────────────────────

/// What stands where a name stood.
inline constexpr std::string_view erased_name = "—";

/// Whose data goes, and by what it is found.
struct Whose {
  PersonId person;  // 0: never on record
  std::vector<AccountId> accounts;
  db::Numbers cases;  // asked by her or about her
};
using Erase = std::function<void(db::Session&, Hall&, const Whose&, Instant)>;

void erased_by(std::string name, Erase erase);
/// In all rooms, by name, in the caller's transaction. What is counted and what proves who did what stays: rows, ids, times and words
/// by key.
void erase(db::Session& db, Hall& hall, const Whose& whose, Instant now);

}  // namespace unionhall::access::own_data
