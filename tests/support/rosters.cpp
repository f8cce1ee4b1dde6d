#include "support/rosters.h"

namespace unionhall::test {
namespace {

/// One table as lines; a sealed column is opened, since sealing anew gives another text for the same value.
void add_table(Hall& hall, std::vector<std::string>& lines, std::string_view table, const std::vector<std::string>& columns,
               const std::string& sealed = {}) {
  std::string expression;
  for (const auto& column : columns) {
    expression += (expression.empty() ? "" : " || '|' || ") + ("COALESCE(CAST(" + column + " AS TEXT), 'NULL')");
  }
  struct Line {
    std::string text;
  };
  const auto sql = "SELECT " + expression + " FROM " + std::string(table) + " ORDER BY 1 LIMIT 100000";
  for (const auto& text : hall.db().read([&](db::Session& db) { return db.all<std::string>(sql); })) {
    lines.push_back(std::string(table) + ": " + text);
  }
  if (sealed.empty()) return;
  const auto ids = hall.db().read([&](db::Session& db) { return db.all<std::int64_t>("SELECT id FROM people ORDER BY id LIMIT 100000"); });
  for (const auto id : ids) {
    const auto value = hall.db().read(
        [&](db::Session& db) { return db.first<std::string>("SELECT COALESCE(" + sealed + ", '') FROM people WHERE id = :id", id); });
    const auto opened = value->empty() ? std::optional<std::string>("NULL") : hall.hall().keys.open(*value, {"people", sealed, id});
    lines.push_back(fmt::format("people.{} {}: {}", sealed, id, opened.value_or("does not open")));
  }
}

}  // namespace

std::vector<std::string> business_rows(Hall& hall) {
  std::vector<std::string> lines;
  const std::vector<std::string> people{"id",          "region",         "version",         "name",         "name_key", "sex",
                                        "birth_month", "id_type",        "ethnicity",       "education",    "politics", "employment",
                                        "skill",       "household_kind", "household_place", "native_place", "employer", "migrant",
                                        "source_id",   "created_at_ms",  "updated_at_ms"};
  add_table(hall, lines, "people", people, "id_sealed");
  add_table(hall, lines, "people", {"id"}, "phone_sealed");
  add_table(hall, lines, "members",
            {"id", "region", "version", "person_id", "org_id", "name_key", "status", "category", "joined_on", "changed_on", "change_kind",
             "change_cause", "verified_method", "verified_at_ms", "source_id", "created_at_ms", "updated_at_ms"});
  add_table(hall, lines, "live_membership", {"person_id", "member_id"});
  add_table(hall, lines, "identity_index", {"kind", "key_no", "digest", "person_id"});
  add_table(hall, lines, "phone_index", {"key_no", "digest", "person_id"});
  add_table(hall, lines, "word_index", {"kind", "gram", "subject_id"});
  add_table(hall, lines, "field_sources", {"subject_id", "field", "source_id"});
  add_table(hall, lines, "member_events", {"id", "member_id", "what", "field", "value_from", "value_to", "source_id"});
  add_table(hall, lines, "not_doubles", {"person_a", "person_b"});
  add_table(hall, lines, "orgs",
            {"id",
             "region",
             "version",
             "parent_id",
             "industry_parent_id",
             "path",
             "children_made",
             "code",
             "name",
             "short_name",
             "name_key",
             "level",
             "kind",
             "division",
             "credit_code",
             "founded_on",
             "term_no",
             "term_start_on",
             "term_years",
             "postponed_until",
             "chair",
             "phone",
             "members_reported",
             "employer",
             "employer_code",
             "employer_address",
             "employer_nature",
             "employer_economy",
             "employer_industry",
             "employees",
             "state",
             "source_id",
             "created_at_ms",
             "updated_at_ms"});
  return lines;
}

}  // namespace unionhall::test
