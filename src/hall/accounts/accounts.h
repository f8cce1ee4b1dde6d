#pragma once
// Accounts (账号): a person who signs in. A phone is a dated means of sign-in, not the account: one that several people
// share asks which of them, one that somebody else got later reaches nothing of before.
//
//   phone ──code──► session (cookie or bearer) ──second factor──► officer's session: one role in force, 15 min idle, 8 h
//
// A number that is given up rests for 90 days before somebody else gets it. So a phone that was proved by a code within
// 90 days is still hers; after that nobody can tell, and whoever proves it next begins an account of her own.
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

/// Sets Request::principal from the bearer token or the cookie. A token that is none is Refused (401); a cookie that has
/// ended is no cookie, so that signing in again works. For http::Application.
std::function<void(http::Request&)> authenticator(Hall& hall);

/// A phone as a form has it; a faulty one is faulted there.
std::optional<Phone> phone_of(http::Form& form, std::string_view field, const Hall& hall);

struct NewAccount {
  std::string name;
  Phone phone;
  PersonId person = {};  // 0: not known to be a collected person
};
/// Opens an account in the caller's transaction, whoever else has this phone.
AccountId open_account(db::Session& db, Hall& hall, const NewAccount& account, Instant now);
/// The account is known to be this person from now on, in the caller's transaction; one that nobody named yet gets her name.
/// False when it is known to be somebody else.
bool become(db::Session& db, AccountId account, PersonId person, std::string_view name);
/// Whether these two may turn out to be one person: the three administrators are three people, and none of them is an officer.
bool may_be_one(db::Session& db, PersonId one, PersonId other);
/// Whoever signs in as this person, however many accounts she has; at most 100.
std::vector<AccountId> of_person(db::Session& db, PersonId person);
/// From now on the phone signs in nobody of before; who is signed in stays so. How many accounts had it.
std::int64_t give_up_phone(db::Session& db, const Hall& hall, const Phone& phone, Instant now);

/// The desks that a role may be bound to.
inline constexpr std::string_view desks[] = {"organisation", "rights", "legal_person", "stations", "hotline"};

/// When the second factor is shown that an appointment makes: to who appoints, at once; or to the appointed, when she first
/// signs in, because nobody is beside her (a file).
enum class Enrolment { now, at_first_sign_in };

struct Appointment {
  std::string name;
  Phone phone;
  access::RoleWord word = access::RoleWord::officer;
  OrgId org;
  std::string desk;             // empty: all
  AccountId by = {};            // 0: the command line, which may give every role everywhere
  access::RoleId by_role = {};  // in which she appoints
  Enrolment enrolment = Enrolment::now;
  std::optional<Instant> until = {};  // it ends by itself
};

enum class Refusal {
  not_found,
  already_holds,     // this role at this union
  separated_duties,  // the three administrators are three people, and none of them is an officer
  account_closed,    // the phone is that of an account which is shut, as far as that can still be told: it could be hers
  own_role,          // nobody ends or grants her own
  not_appointable,   // a word that is no appointment (member), or one that the appointer may not give
  nothing_waits,     // no second factor of hers waits to be shown
};

/// Whether somebody in the role `by` may give and end `word` at `desk`. Where is another question: reach.
bool may_give(const access::Role& by, access::RoleWord word, std::string_view desk);

struct Appointed {
  access::RoleId role;
  AccountId account;
  std::optional<std::string> enrolment_uri;  // where the person had no second factor yet; shown once
  bool fresh = true;                         // false: she held the role, and got her phone back
};

/// Finds or opens the account of (phone, name), gives it the role, counted and audited. One transaction. To appoint again
/// somebody whose phone was given up gives her the phone back. An account that nobody named yet, made by signing in with
/// this phone, gets the name. The enrolment URI is shown to no one who could not give all roles of the account.
Result<Appointed, Refusal> appoint(Hall& hall, const Appointment& appointment);
/// The same in the caller's transaction, which may run twice: `secret` (crypto::new_totp_secret) is drawn before it, and the
/// name is folded (names::person_name).
Result<Appointed, Refusal> appoint(db::Session& db, Hall& hall, const Appointment& appointment, std::string_view secret);
/// Whether appoint() would; writes nothing.
Result<void, Refusal> check_appointable(db::Session& db, const Hall& hall, const Appointment& appointment);
/// Ends a role, in every session at once.
Result<void, Refusal> end_role(Hall& hall, access::RoleId role, const access::Actor& by);
/// The same by the program itself, which takes an import back, in the caller's transaction. False when it has ended before.
bool end_role(db::Session& db, Hall& hall, access::RoleId role);

/// Ends the roles whose time is over, at most 100; how many. They are in force nowhere from that moment on; here they are
/// counted and audited.
std::int64_t end_overdue_roles(Hall& hall);

/// Lends a working role until then to somebody who works at the same union, above it or below it: she gets one like it, which
/// ends with the time, with the role that it was lent from, or earlier. What was lent is not lent on. In the caller's transaction.
Result<access::RoleId, Refusal> lend(db::Session& db, Hall& hall, access::RoleId role, AccountId to, Instant until);
/// Names of accounts as the union shows them (masked by the caller where a list shows them). At most 500 at once.
std::map<AccountId, std::string> names(db::Session& db, const std::vector<AccountId>& accounts);

/// In SQL, a role `r` that is in force at `:now`: neither ended nor over. Whose time is over works nowhere from that moment on;
/// end_overdue_roles() writes it down a little later.
inline const std::string role_in_force = "r.until_ms IS NULL AND (r.ends_at_ms IS NULL OR r.ends_at_ms > :now)";

/// Who could confirm or be asked: working officers (officer, registrar, chair) at this union or above it, nearest first.
struct Officer {
  AccountId account;
  std::string name, org_name;
};
BOOST_DESCRIBE_STRUCT(Officer, (), (account, name, org_name))
std::vector<Officer> officers_at_or_above(db::Session& db, std::string_view org_path, AccountId but_not, int limit, Instant now);
/// Who could stand in for an officer of this union: whoever works there, above it or right below it, the nearest first.
std::vector<Officer> officers_near(db::Session& db, std::string_view org_path, AccountId but_not, int limit, Instant now);

/// How to speak to her: in which language, and to which phone. None where she has none, or has not proved it for so long that
/// it may be somebody else's by now.
struct Reach {
  http::Language language = http::Language::zh_cn;
  std::optional<Phone> phone;
};
/// Nothing where there is no such account, or it is closed.
std::optional<Reach> reach(db::Session& db, const Hall& hall, AccountId account, Instant now);

/// Who holds a working role at this very union whose desk is `desk`, or which has all desks. Each once, at most `limit`.
std::vector<AccountId> officers_at(db::Session& db, OrgId org, std::string_view desk, int limit, Instant now);

struct WorkingRole {
  AccountId account;
  access::RoleId id;
  access::RoleWord word = access::RoleWord::officer;
  OrgId org;
  std::string org_path, desk;
};
BOOST_DESCRIBE_STRUCT(WorkingRole, (), (account, id, word, org, org_path, desk))
/// The working roles of the next `accounts_max` people that hold one, by account. For rounds that go through all of them.
std::vector<WorkingRole> working_roles_after(db::Session& db, AccountId after, int accounts_max, Instant now);

/// The second-factor code that a demo account may use next; nothing outside a demo hall, or where none is enrolled.
struct DemoTotp {
  std::string code;
  int seconds_left = 0;
};
std::optional<DemoTotp> demo_totp(Hall& hall, AccountId account);

/// Recount of `officers`, for hall/figures.
void offer_figures();

/// Deletes sessions and codes that ended more than a day ago, at most 500 each; how many.
std::int64_t forget_old(db::Session& db, Instant now);

void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::accounts
