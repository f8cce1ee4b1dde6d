#include "hall/sources/sources.h"

namespace unionhall::sources {
namespace {

struct FieldSource {
  std::string field;
  SourceId source;
};
BOOST_DESCRIBE_STRUCT(FieldSource, (), (field, source))

}  // namespace

void add(db::Session& db, std::int64_t region, const Source& s) {
  db.exec(R"sql(
      INSERT INTO sources (id, region, kind, import_id, department, account_id, label, recorded_on, brought_by)
      VALUES (:id, :region, :kind, :import, :department, :account, :label, :day, :by))sql",
          s.id, region, s.kind, s.import_id, s.department, s.account, s.label, s.recorded_on, s.brought_by);
}

std::optional<Source> find(db::Session& db, SourceId id) {
  return db.first<Source>("SELECT id, kind, import_id, department, account_id, label, recorded_on, brought_by FROM sources WHERE id = :id",
                          id);
}

std::map<SourceId, Source> find_all(db::Session& db, std::initializer_list<SourceId> ids) {
  std::map<SourceId, Source> found;
  for (const auto id : ids) {
    if (found.contains(id)) continue;
    if (auto source = find(db, id)) found.emplace(id, *std::move(source));
  }
  return found;
}

void set_field(db::Session& db, std::int64_t subject, std::string_view field, SourceId source) {
  db.exec(R"sql(
      INSERT INTO field_sources (subject_id, field, source_id) VALUES (:subject, :field, :source)
          ON CONFLICT (subject_id, field) DO UPDATE SET source_id = excluded.source_id)sql",
          subject, field, source);
}

std::map<std::string, SourceId> fields_of(db::Session& db, std::int64_t subject) {
  std::map<std::string, SourceId> fields;
  for (auto& [field, source] :
       db.all<FieldSource>("SELECT field, source_id FROM field_sources WHERE subject_id = :subject LIMIT 100", subject)) {
    fields.emplace(std::move(field), source);
  }
  return fields;
}

void put_back_fields(db::Session& db, std::int64_t subject, SourceId source, const std::map<std::string, SourceId>& before) {
  db.exec("DELETE FROM field_sources WHERE subject_id = :subject AND source_id = :source", subject, source);
  for (const auto& [field, from] : before) set_field(db, subject, field, from);
}

void forget_field(db::Session& db, std::int64_t subject, std::string_view field) {
  db.exec("DELETE FROM field_sources WHERE subject_id = :subject AND field = :field", subject, field);
}

void forget_fields(db::Session& db, std::int64_t subject) { db.exec("DELETE FROM field_sources WHERE subject_id = :subject", subject); }

http::json::object to_json(const Source& s) {
  http::json::object json{{"kind", db::word(s.kind)}, {"date", iso_date(s.recorded_on)}, {"label", s.label}};
  if (s.import_id) {
    json["import"] = std::to_string(*s.import_id);
    json["batch"] = s.label;
  }
  if (!s.department.empty()) json["department"] = s.department;
  if (s.kind == Kind::officer || s.kind == Kind::member) json["person"] = s.label;
  if (!s.brought_by.empty()) json["person"] = s.brought_by;
  return json;
}

}  // namespace unionhall::sources
