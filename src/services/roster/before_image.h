#pragma once
// What stood in a person's and her membership's rows before an import changed them: sealed, for its undo. Private to
// this room.
#include <boost/describe.hpp>
#include <map>
#include <string>

#include "hall/imports/imports.h"
#include "hall/members/members.h"

namespace unionhall::roster {

struct BeforeImage {
  people::Person person;
  Instant person_written_at;
  std::int64_t person_version_after = 0;
  std::map<std::string, SourceId> person_fields;
  std::vector<people::DocumentKey> claimed;  // documents that became hers
  std::optional<members::Member> member;     // the membership that the import changed
  Instant member_written_at;
  std::map<std::string, SourceId> member_fields;
  MemberId made;  // the membership that it made for a person on record; 0: none
};

struct KeptImage {
  PersonId person;
  std::int64_t version_after = 0;
  std::string sealed;  // empty: made by the import
};
BOOST_DESCRIBE_STRUCT(KeptImage, (), (person, version_after, sealed))
KeptImage sealed(const crypto::Keyring& keys, BeforeImage before);
BeforeImage opened(const crypto::Keyring& keys, const KeptImage& image);

/// Records it in the caller's transaction. Where the import changed her before, the first image stays, and what it finds
/// after the later change counts.
void remember_before(db::Session& db, imports::ImportId import, const KeptImage& before);
/// Somebody whom the import recorded under an id that another writer had drawn.
void remember_made(db::Session& db, imports::ImportId import, PersonId person);
/// Those that are still to be undone.
std::vector<KeptImage> images(db::Session& db, imports::ImportId import, PersonId after, int limit);
void forget_image(db::Session& db, imports::ImportId import, PersonId person);
/// Marks somebody whom the undo leaves as she is; false when she was marked before.
bool mark_kept(db::Session& db, imports::ImportId import, PersonId person);

}  // namespace unionhall::roster
