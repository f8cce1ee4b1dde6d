#include "hall/members/lists.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/names.h"
#include "hall/orgs/orgs.h"

namespace unionhall::members::lists {
namespace {

// CROSS JOIN fixes the order of the loops on SQLite: in the tree's order they go through unions by path, then through each
// union's members by name key, so that nothing is sorted and a page begins where the last one ended.

constexpr std::string_view columns = R"sql(
    SELECT m.id, m.person_id, m.org_id, o.path, o.name, p.name, m.name_key, p.sex, p.birth_month, p.id_type, p.id_sealed, p.phone_sealed,
           m.status, m.category, m.joined_on, m.changed_on, m.verified_method, m.verified_at_ms,
           s.id, s.kind, s.import_id, s.department, s.account_id, s.label, s.recorded_on, s.brought_by)sql";

/// Where the members come from, and how the rest hangs on them.
struct From {
  std::string_view tables, conditions;
};
constexpr From people_found{
    " FROM members m CROSS JOIN orgs o CROSS JOIN people p",
    " WHERE m.person_id = ANY_OF(:people) AND o.id = m.org_id AND o.region = :region AND o.path >= :from AND o.path < :end"};
constexpr From some_unions{" FROM orgs o CROSS JOIN members m CROSS JOIN people p", " WHERE o.id = ANY_OF(:unions) AND m.org_id = o.id"};
constexpr From whole_scope{" FROM orgs o CROSS JOIN members m CROSS JOIN people p",
                           " WHERE o.region = :region AND o.path >= :from AND o.path < :end AND m.org_id = o.id"};

constexpr std::string_view after_in_tree = R"sql(
       AND (o.path > :after_path OR (o.path = :after_path AND (m.name_key > :after_key OR (m.name_key = :after_key AND m.id > :after_id)))))sql";
constexpr std::string_view after_by_name = " AND (m.name_key > :after_key OR (m.name_key = :after_key AND m.id > :after_id))";

constexpr std::string_view filters = R"sql(
       AND p.id = m.person_id
       AND CASE :status WHEN 'alive' THEN m.status IN ('active', 'transferring', 'retained')
                        WHEN 'ended' THEN m.status NOT IN ('active', 'transferring', 'retained')
                        ELSE m.status = :status END
       AND CASE :verified WHEN 'yes' THEN m.verified_method <> '' WHEN 'no' THEN m.verified_method = '' ELSE 1 = 1 END
       AND (:method = '' OR m.verified_method = :method)
       AND (:category = '' OR m.category = :category)
       AND (:sex = '' OR p.sex = :sex)
       AND (:born_from = 0 OR p.birth_month >= :born_from) AND (:born_to = 0 OR p.birth_month <= :born_to)
       AND (:born_unknown = 0 OR p.birth_month = 0)
       AND (:gram1 = '' OR EXISTS (SELECT 1 FROM word_index x WHERE x.kind = 'person' AND x.gram = :gram1 AND x.subject_id = p.id))
       AND (:gram2 = '' OR EXISTS (SELECT 1 FROM word_index x WHERE x.kind = 'person' AND x.gram = :gram2 AND x.subject_id = p.id))
       AND (:gram3 = '' OR EXISTS (SELECT 1 FROM word_index x WHERE x.kind = 'person' AND x.gram = :gram3 AND x.subject_id = p.id))
       AND (:gram4 = '' OR EXISTS (SELECT 1 FROM word_index x WHERE x.kind = 'person' AND x.gram = :gram4 AND x.subject_id = p.id)))sql";

/// Hands `use` the values of `filters`, in the order of their names.
template <class Use>
auto with_filters(const Search& s, Use use) {
  auto grams = grams_of(s);
  grams.resize(grams_max);
  return use(s.status, s.verified, s.verified_method, s.category, s.sex, s.born_from, s.born_to, static_cast<int>(s.born_unknown), grams[0],
             grams[1], grams[2], grams[3]);
}

/// The statements of one source, written once: the session keeps them prepared by their text.
struct Statements {
  explicit Statements(const From& from) {
    const auto rows = fmt::format("{}{} CROSS JOIN sources s{} AND s.id = m.source_id", columns, from.tables, from.conditions);
    in_tree = fmt::format("{}{}{} ORDER BY o.path, m.name_key, m.id LIMIT :limit", rows, after_in_tree, filters);
    by_name = fmt::format("{}{}{} ORDER BY m.name_key, m.id LIMIT :limit", rows, after_by_name, filters);
    counted = fmt::format("SELECT count(*) FROM (SELECT 1{}{}{} LIMIT :most) AS found", from.tables, from.conditions, filters);
  }
  std::string in_tree, by_name, counted;
};

template <const From& from>
const Statements& statements() {
  static const Statements made(from);
  return made;
}

template <const From& from, class... Source>
std::vector<Line> rows_in_tree(db::Session& db, const Search& search, const After& after, int limit, const Source&... source) {
  return with_filters(search, [&](const auto&... filter) {
    return db.all<Line>(statements<from>().in_tree, source..., after.org_path, after.name_key, after.id, filter..., limit);
  });
}

template <const From& from, class... Source>
std::vector<Line> rows(db::Session& db, const Search& search, const After& after, int limit, const Source&... source) {
  if (search.order == Order::tree) return rows_in_tree<from>(db, search, after, limit, source...);
  return with_filters(search, [&](const auto&... filter) {
    return db.all<Line>(statements<from>().by_name, source..., after.name_key, after.id, filter..., limit);
  });
}

template <const From& from, class... Source>
std::int64_t count_rows(db::Session& db, const Search& search, std::int64_t most, const Source&... source) {
  return with_filters(search, [&](const auto&... filter) {
    return db.first<std::int64_t>(statements<from>().counted, source..., filter..., most).value_or(0);
  });
}

std::string end_of(const Search& search) { return orgs::end_of_subtree(search.scope_path); }

}  // namespace

std::vector<std::string> grams_of(const Search& search) {
  auto grams = names::query_grams(search.words);
  if (grams.size() > grams_max) grams.resize(grams_max);
  return grams;
}

std::optional<std::vector<PersonId>> people_of_words(db::Session& db, const Search& search) {
  auto grams = grams_of(search);
  std::string rarest;
  std::int64_t fewest = candidates_max + 1;
  for (const auto& gram : grams) {
    const auto people = db.first<std::int64_t>(R"sql(
        SELECT count(*) FROM (SELECT 1 FROM word_index WHERE kind = 'person' AND gram = :gram LIMIT :most) AS found)sql",
                                               gram, fewest);
    if (*people >= fewest) continue;
    fewest = *people;
    rarest = gram;
  }
  if (rarest.empty()) return std::nullopt;
  grams.resize(grams_max);
  auto found = db.all<PersonId>(R"sql(
      SELECT w.subject_id FROM word_index w
       WHERE w.kind = 'person' AND w.gram = :rarest
         AND (:gram1 = '' OR EXISTS (SELECT 1 FROM word_index x WHERE x.kind = 'person' AND x.gram = :gram1 AND x.subject_id = w.subject_id))
         AND (:gram2 = '' OR EXISTS (SELECT 1 FROM word_index x WHERE x.kind = 'person' AND x.gram = :gram2 AND x.subject_id = w.subject_id))
         AND (:gram3 = '' OR EXISTS (SELECT 1 FROM word_index x WHERE x.kind = 'person' AND x.gram = :gram3 AND x.subject_id = w.subject_id))
         AND (:gram4 = '' OR EXISTS (SELECT 1 FROM word_index x WHERE x.kind = 'person' AND x.gram = :gram4 AND x.subject_id = w.subject_id))
       ORDER BY w.subject_id LIMIT :most)sql",
                                rarest, grams[0], grams[1], grams[2], grams[3], candidates_max);
  return people::with_standing(db, std::move(found));
}

std::vector<Facet> facets_of(const Search& search) {
  std::vector<Facet> facets;
  const auto exactly = [&](const std::string& figure) { facets.push_back({figure, figure}); };
  if (search.status == "ended") return facets;
  if (search.status != "alive" && search.status != "active") exactly("members.status." + search.status);
  const auto status = db::from_word<Status>(search.status);
  if (status && !alive(*status)) return facets;  // the other figures count the living

  if (!search.verified_method.empty())
    exactly("verified.method." + search.verified_method);
  else if (search.verified == "yes")
    exactly("verified");
  if (!search.category.empty()) exactly("members.category." + search.category);
  if (search.sex == "unknown") exactly("members.sex.unknown");  // nearly every union has men and women
  if (search.born_unknown) exactly("members.born.0");
  if (search.born_from != 0 || search.born_to != 0) {
    const auto last = search.born_to != 0 ? search.born_to / 100 : 9999;
    facets.push_back({fmt::format("members.born.{:04}", search.born_from / 100), fmt::format("members.born.{:04}", last)});
  }
  return facets;
}

std::vector<OrgAt> unions_with(db::Session& db, const Search& search, const std::vector<Facet>& facets, std::string_view from_path,
                               int limit) {
  // What was written a moment ago waits in figure_deltas; such a union is looked at whatever its figures say.
  static const std::string sql = [] {
    std::string text = R"sql(
        SELECT o.id, o.path FROM orgs o
         WHERE o.region = :region AND o.path >= :from AND o.path < :end
           AND (o.id IN (SELECT org_id FROM figure_deltas)
                OR ((:ended = 0 OR EXISTS (SELECT 1 FROM figures f
                                            WHERE f.org_id = o.id AND f.figure >= 'members.status.' AND f.figure < 'members.status/'
                                              AND f.figure NOT IN ('members.status.active', 'members.status.retained',
                                                                   'members.status.transferring')
                                              AND f.value > 0)))sql";
    for (std::size_t i = 0; i < facets_max; ++i) {
      text += fmt::format(R"sql(
                AND (:from{0} = '' OR EXISTS (SELECT 1 FROM figures f
                                               WHERE f.org_id = o.id AND f.figure >= :from{0} AND f.figure <= :to{0} AND f.value > 0)))sql",
                          i);
    }
    return text + ")) ORDER BY o.path LIMIT :limit";
  }();
  auto all = facets;
  all.resize(facets_max);
  return db.all<OrgAt>(sql, search.region, from_path, end_of(search), static_cast<int>(search.status == "ended"), all[0].from, all[0].to,
                       all[1].from, all[1].to, all[2].from, all[2].to, all[3].from, all[3].to, all[4].from, all[4].to, limit);
}

std::vector<Line> of_people(db::Session& db, const Search& search, const After& after, int limit) {
  return rows<people_found>(db, search, after, limit, *search.people, search.region, search.scope_path, end_of(search));
}
std::vector<Line> of_unions(db::Session& db, const Search& search, const std::vector<OrgId>& unions, const After& after, int limit) {
  return rows_in_tree<some_unions>(db, search, after, limit, unions);
}
std::vector<Line> of_scope(db::Session& db, const Search& search, const After& after, int limit) {
  const auto& from = search.order == Order::tree ? std::max(search.scope_path, after.org_path) : search.scope_path;
  return rows<whole_scope>(db, search, after, limit, search.region, from, end_of(search));
}

std::int64_t count_people(db::Session& db, const Search& search, std::int64_t most) {
  return count_rows<people_found>(db, search, most, *search.people, search.region, search.scope_path, end_of(search));
}
std::int64_t count_unions(db::Session& db, const Search& search, const std::vector<OrgId>& unions, std::int64_t most) {
  return count_rows<some_unions>(db, search, most, unions);
}
std::int64_t count_scope(db::Session& db, const Search& search, std::int64_t most) {
  return count_rows<whole_scope>(db, search, most, search.region, search.scope_path, end_of(search));
}

}  // namespace unionhall::members::lists
