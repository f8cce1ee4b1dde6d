#include "before_image.h"

#include "hall/people/written_keys.h"
#include "services/roster/roster.h"
#include "services/roster/row_image.h"

namespace unionhall::people {
BOOST_DESCRIBE_STRUCT(DocumentKey, (), (kind, key_no, digest))
}  // namespace unionhall::people

namespace unionhall::roster {

BOOST_DESCRIBE_STRUCT(BeforeImage, (),
                      (person, person_written_at, person_version_after, person_fields, claimed, member, member_written_at, member_fields,
                       made))

namespace {

crypto::Place place(PersonId person) { return {"import_changes", "before_sealed", person.value}; }

}  // namespace

KeptImage sealed(const crypto::Keyring& keys, BeforeImage before) {
  // What is sealed inside is under the same key as the whole, so that no look inside is needed to tell.
  before.person = people::resealed(keys, std::move(before.person));
  return {.person = before.person.id,
          .version_after = before.person_version_after,
          .sealed = keys.seal(json::serialize(out(before)), place(before.person.id))};
}

std::string resealed_image(const crypto::Keyring& keys, PersonId person, const std::string& sealed_image) {
  return sealed(keys, opened(keys, {.person = person, .sealed = sealed_image})).sealed;
}

void remember_before(db::Session& db, imports::ImportId import, const KeptImage& before) {
  db.exec(R"sql(
      INSERT INTO import_changes (import_id, subject_kind, subject_id, version_after, before_sealed)
      VALUES (:import, 'person', :person, :version, :before)
          ON CONFLICT (import_id, subject_kind, subject_id) DO UPDATE SET version_after = excluded.version_after)sql",
          import, before.person, before.version_after, before.sealed);
}

void remember_made(db::Session& db, imports::ImportId import, PersonId person) {
  db.exec(R"sql(
      INSERT INTO import_changes (import_id, subject_kind, subject_id, version_after, before_sealed)
      VALUES (:import, 'person', :person, 1, '') ON CONFLICT DO NOTHING)sql",
          import, person);
}

std::vector<KeptImage> images(db::Session& db, imports::ImportId import, PersonId after, int limit) {
  return db.all<KeptImage>(R"sql(
      SELECT subject_id, version_after, before_sealed FROM import_changes
       WHERE import_id = :import AND subject_kind = 'person' AND subject_id > :after AND kept = 0
       ORDER BY subject_id LIMIT :limit)sql",
                           import, after, limit);
}

void forget_image(db::Session& db, imports::ImportId import, PersonId person) {
  db.exec("DELETE FROM import_changes WHERE import_id = :import AND subject_kind = 'person' AND subject_id = :person", import, person);
}

bool mark_kept(db::Session& db, imports::ImportId import, PersonId person) {
  return db.exec(R"sql(
      INSERT INTO import_changes (import_id, subject_kind, subject_id, version_after, before_sealed, kept)
      VALUES (:import, 'person', :person, 0, '', 1)
          ON CONFLICT (import_id, subject_kind, subject_id) DO UPDATE SET kept = 1, before_sealed = '' WHERE import_changes.kept = 0)sql",
                 import, person) == 1;
}

BeforeImage opened(const crypto::Keyring& keys, const KeptImage& image) {
  const auto text = keys.open(image.sealed, place(image.person));
  if (!text) throw std::runtime_error("import_changes.before_sealed does not open");
  return back<BeforeImage>(json::parse(*text));
}

}  // namespace unionhall::roster
