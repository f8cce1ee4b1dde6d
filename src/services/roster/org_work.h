#pragma once
// What an import of unions leaves for its undo. Private to this room.
#include "hall/imports/imports.h"
#include "hall/orgs/orgs.h"

namespace unionhall::orgs {
BOOST_DESCRIBE_STRUCT(Facts, (),
                      (name, short_name, level, kind, division, credit_code, founded_on, term_no, term_start_on, term_years, chair, phone,
                       members_reported, employer, employer_code, employer_address, employer_nature, employer_economy, employer_industry,
                       employees))
BOOST_DESCRIBE_STRUCT(Image, (), (facts, version, written_at, fields))
}  // namespace unionhall::orgs

namespace unionhall::roster {

/// Records a union that the import founded (no image), or changed, in the caller's transaction.
void remember_org(db::Session& db, imports::ImportId import, OrgId org, std::int64_t version_after, const orgs::Image* before);

void undo_orgs(Hall& hall, const imports::Import& import, const imports::OnUndone& on_undone, const std::function<bool()>& go_on);

}  // namespace unionhall::roster
