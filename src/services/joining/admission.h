#pragma once
// How an application becomes a membership. Private to this folder.
#include "hall/cases/cases.h"
#include "services/joining/joining.h"

namespace unionhall::joining {

/// Somebody to be admitted, in clear: kept for one request.
struct Joiner {
  Application form;
  std::string id_number;
  Phone phone;
  std::optional<AccountId> account;  // nothing: an officer filled it in
  AccountId filled_in_by;
};

/// Makes everything ready that admitting her writes: the person with her document claimed, the membership at the union that is
/// asked then, its figures, where it came from, and that this account is she.
/// Problems: joining.collected_meanwhile, joining.member_elsewhere, joining.union_dissolved.
cases::Work admission(Hall& hall, const Joiner& joiner);

/// The applicant of a case that is kept.
Joiner joiner_of(Hall& hall, const cases::Case& one);

Problem problem_for(Refusal refusal);

}  // namespace unionhall::joining
