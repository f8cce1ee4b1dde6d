#pragma once
// Accounts (账号): a person who signs in. A phone is a dated means of sign-in, not the account: one that several people
// share asks which of them, one that somebody else got later reaches nothing of before.
//
//   phone ──code──► session (cookie or bearer) ──second factor──► officer's session: one role in force, 15 min idle, 8 h
//
// Officers (工会干部) are appointed here: an account, a role, and a second factor whose enrolment URI is shown once.
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/phone.h"
#include "hall/access/access.h"
#include "hall/hall.h"

namespace unionhall::accounts {

/// Sets Request::principal from the cookie or the bearer token; 401 for a token that is none. For http::Application.
std::function<void(http::Request&)> authenticator(Hall& hall);

struct Appointment {
  std::string name;
  Phone phone;
  access::RoleWord word = access::RoleWord::officer;
  OrgId org;
  std::string desk;   // empty: all
  AccountId by;       // 0: the command line
};

enum class Refusal {
  not_found,
  already_holds,      // this role at this union
  separated_duties,   // the three administrators are three people, and none of them is an officer
  own_role,           // nobody ends or grants her own
  not_appointable,    // a word that is no appointment (member), or one that the appointer may not give
};

struct Appointed {
  access::RoleId role;
  AccountId account;
  std::optional<std::string> enrolment_uri;  // where the person had no second factor yet; shown once
};

/// Finds or makes the account of (phone, name), gives it the role, counted and audited. One transaction.
Result<Appointed, Refusal> appoint(Hall& hall, const Appointment& appointment);
/// Ends a role, in every session at once.
Result<void, Refusal> end_role(Hall& hall, access::RoleId role, const access::Actor& by);

/// Names of accounts as the union shows them (masked by the caller where a list shows them).
std::map<AccountId, std::string> names(db::Session& db, const std::vector<AccountId>& accounts);

/// Who could confirm or be asked: working officers (officer, registrar, chair) at this union or above it.
struct Officer {
  AccountId account;
  std::string name, org_name;
};
std::vector<Officer> officers_at_or_above(db::Session& db, std::string_view org_path, AccountId but_not, int limit);

/// Recount of `officers`, for hall/figures.
void offer_figures();

void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::accounts
