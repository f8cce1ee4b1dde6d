#pragma once
// What a rotation of keys (hall/keys) does to people: their values are sealed anew and found by digests under the keys that
// are written; what found them under a key that has left goes.
#include <map>

#include "hall/people/written_keys.h"

namespace unionhall::people {

/// At most 500. What somebody changes meanwhile stays as she wrote it, and what does not open stays as it is. How many of them
/// open.
int reseal(Hall& hall, const std::vector<std::int64_t>& people);

/// What finds a person under one key.
struct IndexRow {
  std::string digest;
  PersonId person;
};
BOOST_DESCRIBE_STRUCT(IndexRow, (), (digest, person))

/// One way through all digests under a key that has left, a chunk after the other. What finds somebody whose value does not open
/// stays.
class Sweep {
 public:
  explicit Sweep(int key_no) : key_no_(key_no) {}
  /// False when it is through.
  bool step(Hall& hall);
  /// Digests of documents that no record holds any more, or not yet: nobody can reckon them anew, so they stay.
  std::int64_t nobodys() const { return nobodys_; }

 private:
  bool phones(Hall& hall);
  bool documents(Hall& hall);
  std::map<std::string, std::string> numbers_by_digest(Hall& hall, const std::string& kind, const std::vector<PersonId>& people) const;

  int key_no_;
  IndexRow after_phone_;
  bool phones_done_ = false;
  std::size_t kind_ = 0;
  std::string after_document_;
  std::int64_t nobodys_ = 0;
};

/// How many digests of documents and of phones there are under a key.
std::int64_t documents_under(db::Session& db, int key_no);
std::int64_t phones_under(db::Session& db, int key_no);
/// Forgets digests of documents under a key that has left, at most 500; how many.
std::int64_t forget_documents_under(db::Session& db, int key_no);

}  // namespace unionhall::people
