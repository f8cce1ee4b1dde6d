#pragma once
// Callers' links and their SQL. Private to this folder.
#include "services/appeals/callers.h"

namespace unionhall::appeals::callers {
namespace store {

struct Link {
  cases::CaseId id;
  std::int64_t region = 0, serial = 0, key_no = 0;
  std::string address;
  std::int64_t tries = 0;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(Link, (), (id, region, serial, key_no, address, tries, at))

/// False when the serial is taken.
bool add(db::Session& db, const Link& link);
std::optional<Link> find(db::Session& db, cases::CaseId id);
std::optional<Link> find_serial(db::Session& db, std::int64_t serial);
void count_try(db::Session& db, cases::CaseId id);
std::int64_t open_under(db::Session& db, int key_no);

}  // namespace store

/// "8K3T-92QF-M4XH-7CVP"
std::string code_of(const crypto::Keyring& keys, const store::Link& link);
/// A code whose key is gone fits nothing.
bool fits(const crypto::Keyring& keys, std::string_view code, const store::Link& link);

}  // namespace unionhall::appeals::callers
