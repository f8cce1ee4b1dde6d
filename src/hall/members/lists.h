#pragma once
// The SQL of lists. Private to this room.
#include <boost/describe.hpp>

#include "hall/members/members.h"

namespace unionhall::members::lists {

/// The grams that every name looked for has; more say nothing new about a name.
constexpr std::size_t grams_max = 4;
std::vector<std::string> grams_of(const Search& search);

/// Who has these words in her name, where one of the grams has no more people than a list can put in order. Asked apart
/// from the members, so that PostgreSQL never plans for more of them than there are.
std::optional<std::vector<PersonId>> people_of_words(db::Session& db, const Search& search);

/// Figures of a union that must be above zero if it has a member who is looked for: a range of their names each. The
/// smaller of two that say the same; none for the living alone, since nearly every union has some.
struct Facet {
  std::string from, to;
};
std::vector<Facet> facets_of(const Search& search);
constexpr std::size_t facets_max = 5;

struct OrgAt {
  OrgId id;
  std::string path;
};
BOOST_DESCRIBE_STRUCT(OrgAt, (), (id, path))

/// Unions of the scope, from a path on, that may have somebody; in the order of the tree.
std::vector<OrgAt> unions_with(db::Session& db, const Search& search, const std::vector<Facet>& facets, std::string_view from_path,
                               int limit);

// Where the members come from: the people found, some unions, or the whole scope.
std::vector<Line> of_people(db::Session& db, const Search& search, const After& after, int limit);
std::vector<Line> of_unions(db::Session& db, const Search& search, const std::vector<OrgId>& unions, const After& after, int limit);
std::vector<Line> of_scope(db::Session& db, const Search& search, const After& after, int limit);

std::int64_t count_people(db::Session& db, const Search& search, std::int64_t most);
std::int64_t count_unions(db::Session& db, const Search& search, const std::vector<OrgId>& unions, std::int64_t most);
std::int64_t count_scope(db::Session& db, const Search& search, std::int64_t most);

}  // namespace unionhall::members::lists
