#pragma once
// One row of the audit about a person, for whoever asks why it could come about.
#include <boost/describe.hpp>

#include "hall/audit/audit.h"

namespace unionhall::audit {

struct Looked {
  Instant at;
  AccountId actor;
  std::int64_t role = 0;  // in force
  PersonId person;
  OrgId org;  // of the membership that was opened
  std::string org_path;
};
BOOST_DESCRIBE_STRUCT(Looked, (), (at, actor, role, person, org, org_path))

/// A look at a person or a reveal of her values; nothing where the event is another.
std::optional<Looked> find_look(db::Session& db, EventId id);

}  // namespace unionhall::audit
