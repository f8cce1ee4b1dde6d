#pragma once
// Who may do what (权限). A role is (word, org, desk) and reaches the org's subtree. An account holds any number of
// roles; acting as an officer is a separate, shorter session with a second factor, in which exactly one role is in force.
// Routes name their need as a Guard; what lies outside the caller's scope answers 404, as what does not exist.
//
// The three separated administrators (三员) see no business records, and nobody holds two of them.
//
// This room lies below the tree of unions (docs/decisions/0001): it reads a union's path to know how far a role reaches,
// and writes nothing of it. Appointing, which is counted and audited, is hall/accounts' business.
#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "hall/hall.h"

namespace unionhall::access {

using RoleId = Id<struct RoleTag>;
using SessionId = Id<struct SessionTag>;

enum class RoleWord {
  member,
  steward,
  employer_contact,
  field_worker,
  chair,
  officer,
  registrar,
  supervisor,
  hotline_seat,
  station_keeper,
  system_administrator,
  security_administrator,
  audit_administrator,
};
BOOST_DESCRIBE_ENUM(RoleWord, member, steward, employer_contact, field_worker, chair, officer, registrar, supervisor, hotline_seat,
                    station_keeper, system_administrator, security_administrator, audit_administrator)

/// Whether somebody in this role does the union's work (工会干部): she sees the records within her reach and is counted
/// among its officers. A member is none, an employer's contact never sees members, the three administrators see no
/// business.
bool works(RoleWord word);
/// One of the three separated administrators.
bool administers(RoleWord word);
/// Whether she takes steps in cases for her union, at her desk.
bool decides(RoleWord word);

struct Role {
  RoleId id;
  RoleWord word = RoleWord::member;
  OrgId org;
  std::string org_path;  // the org's materialised path; reach is one prefix test
  std::string desk;      // organisation, rights, legal_person, stations, hotline; empty: all
};
/// The desk at which a role works: a seat of the hotline at none but that one. Empty: at all.
std::string_view desk_of(const Role& role);

/// Whoever is asking, as the authenticator found her.
struct Actor : Principal {
  SessionId session;
  PersonId person;               // 0 until the account is known to be a collected person
  std::optional<Role> in_force;  // set in an officer's session only
  Instant in_force_until;        // unless she goes on
  std::vector<RoleWord> holds;   // in force or not: who may become an officer is asked for the second factor

  bool is_officer() const { return in_force.has_value(); }
  /// Whether the role in force reaches the org that stands at `org_path`.
  bool reaches(std::string_view org_path) const { return in_force && org_path.starts_with(in_force->org_path); }
};

/// The actor of a request that passed a guard other than `anyone`.
const Actor& actor(const http::Request& request);

// Needs, named where a route is declared.
extern const http::Guard anyone;     // also without signing in
extern const http::Guard signed_in;  // any account
extern const http::Guard officer;    // an officer's session in any working role (not the three administrators)
/// An officer's session in one of these roles.
http::Guard role(std::initializer_list<RoleWord> words);
/// Who may change records of members and unions at a desk.
extern const http::Guard clerk;                              // officer, registrar, chair
extern const http::Guard appointer;                          // who may appoint: officer, chair, security_administrator
extern const http::Guard officer_or_security_administrator;  // who may see who holds which role

/// What the guards say, in both languages.
void add_words();

/// The path of `org` when the role in force reaches it; else Refused 404.
std::string require_reach(db::Session& db, const Actor& actor, OrgId org);

}  // namespace unionhall::access
