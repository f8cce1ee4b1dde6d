#pragma once
#include "hall/accounts/sign_in.h"
#include "hall/accounts/why.h"

namespace unionhall::accounts::store {

// ── Codes ──
void put_code(db::Session& db, std::string_view phone_digest, std::string_view mac, Instant expires_at);
struct Code {
  std::string mac;
  Instant expires_at;
  int tries = 0;
  bool used = false;
};
BOOST_DESCRIBE_STRUCT(Code, (), (mac, expires_at, tries, used))
std::optional<Code> code(db::Session& db, std::string_view phone_digest);
void count_try(db::Session& db, std::string_view phone_digest, int by);
void use_code(db::Session& db, std::string_view phone_digest);

// ── Accounts and their phones ──
void add_account(db::Session& db, std::int64_t region, AccountId id, std::string_view name, PersonId person, Instant now);
void name_account(db::Session& db, AccountId id, std::string_view name);
struct NewPhone {
  std::int64_t id = 0;
  AccountId account;
  std::int64_t key_no = 0;
  std::string digest, sealed;
};
void add_phone(db::Session& db, std::int64_t region, const NewPhone& phone, Instant now);
struct Holder {
  std::int64_t phone = 0;  // the row
  AccountId account;
  std::string name;
  std::optional<Instant> proved_at;
  bool ended = false;
};
BOOST_DESCRIBE_STRUCT(Holder, (), (phone, account, name, proved_at, ended))
/// Open accounts that have, or had, this phone; who still has it first.
std::vector<Holder> holders(db::Session& db, const std::vector<std::string>& digests);
/// Whether the phone is that of an account that was shut, as far as that can still be told.
bool has_suspended_account(db::Session& db, const std::vector<std::string>& digests, Instant proved_since);
/// False when the account is known to be another person.
bool set_person(db::Session& db, AccountId id, PersonId person, std::string_view name);
std::vector<AccountId> of_people(db::Session& db, const std::vector<PersonId>& people);
void prove_phone(db::Session& db, std::int64_t phone, Instant now);
void end_phone(db::Session& db, std::int64_t phone, Instant now);

struct Self {
  std::string name, language;
  bool enrolled = false, waits = false;  // waits: her second factor was not shown to her yet
  std::optional<std::int64_t> phone;
  std::optional<std::string> phone_sealed;
};
BOOST_DESCRIBE_STRUCT(Self, (), (name, language, enrolled, waits, phone, phone_sealed))
std::optional<Self> self(db::Session& db, AccountId id);
/// A phone that is hers or was.
struct OwnPhone {
  std::int64_t id = 0;
  std::string phone_sealed;
  Instant since;
  std::optional<Instant> proved_at, until;
};
BOOST_DESCRIBE_STRUCT(OwnPhone, (), (id, phone_sealed, since, proved_at, until))
/// The newest first; at most 100.
std::vector<OwnPhone> phones_of(db::Session& db, AccountId account);
struct LatestPhone {
  std::string language;
  std::optional<std::int64_t> phone;
  std::optional<std::string> phone_sealed;
  std::optional<Instant> proved_at;
};
BOOST_DESCRIBE_STRUCT(LatestPhone, (), (language, phone, phone_sealed, proved_at))
/// Of an open account; without a phone where it has none any more.
std::optional<LatestPhone> latest_phone(db::Session& db, AccountId id);
void set_language(db::Session& db, AccountId id, std::string_view language);

// ── Sessions ──
struct NewSession {
  access::SessionId id;
  std::string token_digest;
  AccountId account;
  Means means = Means::cookie;
  std::string device;
};
void add_session(db::Session& db, std::int64_t region, const NewSession& session, Instant now);
/// A session and one of the roles that the account holds; one row for each, and one without where it holds none.
struct Found {
  access::SessionId session;
  AccountId account;
  std::optional<PersonId> person;
  Instant expires_at, last_seen;
  std::optional<access::RoleId> officer_role;
  std::optional<Instant> officer_until;
  std::optional<access::RoleId> role;
  std::optional<access::RoleWord> word;
  std::optional<OrgId> org;
  std::optional<std::string> org_path, desk;
  std::optional<Instant> role_ends_at;
};
BOOST_DESCRIBE_STRUCT(Found, (),
                      (session, account, person, expires_at, last_seen, officer_role, officer_until, role, word, org, org_path, desk,
                       role_ends_at))
std::vector<Found> find_session(db::Session& db, std::string_view token_digest, Instant now);
/// Seen now; a role that was idle too long is no longer in force.
void see_session(db::Session& db, access::SessionId id, Instant now, std::chrono::minutes idle_max);
struct Listed {
  access::SessionId id;
  Means means = Means::cookie;
  std::string device;
  Instant signed_in_at, last_seen;
  std::optional<Instant> officer_until;  // a role is in force there, unless it has been idle for too long
};
BOOST_DESCRIBE_STRUCT(Listed, (), (id, means, device, signed_in_at, last_seen, officer_until))
std::vector<Listed> sessions(db::Session& db, AccountId account, Instant now);
bool end_session(db::Session& db, AccountId account, access::SessionId id);
std::int64_t end_other_sessions(db::Session& db, AccountId account, access::SessionId but_not);

// ── Desks ──
struct InForce {
  access::RoleId role;
  Instant until;
  bool recovered = false;  // begun by a recovery code
};
void put_in_force(db::Session& db, access::SessionId session, const InForce& desk, Instant now);
void replace_token(db::Session& db, access::SessionId session, std::string_view token_digest);
/// False when none was.
bool put_out_of_force(db::Session& db, access::SessionId session);
void leave_other_desks(db::Session& db, AccountId account, access::SessionId but_not);
/// Of the other devices where she is at work, the `most` that began last go on; at the rest the role is no longer in force, and
/// they can say why. The roles that were.
std::vector<access::RoleId> leave_older_desks(db::Session& db, AccountId account, access::SessionId here, int most, Instant now,
                                              std::chrono::minutes idle_max);
/// Whether a role is in force there by a recovery code, and she has not enrolled anew since.
bool is_recovered_desk(db::Session& db, access::SessionId session, Instant now);

// ── The second factor ──
struct SecondFactor {
  std::string secret_sealed;
  std::int64_t last_step = 0;
};
BOOST_DESCRIBE_STRUCT(SecondFactor, (), (secret_sealed, last_step))
std::optional<SecondFactor> second_factor(db::Session& db, AccountId account);
/// In place of the one before, if any, and of its recovery codes; no officer's session of the account goes on, `but_not` this.
void enrol(db::Session& db, AccountId account, std::string_view secret_sealed, Enrolment shown, Instant now,
           access::SessionId but_not = {});
/// False when none waits to be shown.
bool take_waiting(db::Session& db, AccountId account);
/// False when this step, or a later one, was used, or when the secret is no longer this one.
bool use_step(db::Session& db, AccountId account, std::string_view secret_sealed, std::int64_t step);

// ── Recovery codes ──
constexpr std::int64_t no_key = 0;
struct RecoveryCode {
  std::string digest;
  std::int64_t key_no = 0;
};
BOOST_DESCRIBE_STRUCT(RecoveryCode, (), (digest, key_no))
std::vector<RecoveryCode> unused_recovery_codes(db::Session& db, AccountId account);
/// In place of all before.
void put_recovery_codes(db::Session& db, AccountId account, const RecoveryCodes& codes);
/// From then on she is asked to enrol anew. False when it was used.
bool use_recovery_code(db::Session& db, AccountId account, std::string_view digest, Instant now);

// ── Passwords ──
struct Password {
  std::string hash;
  Instant set_at;
};
BOOST_DESCRIBE_STRUCT(Password, (), (hash, set_at))
/// The one in force.
std::optional<Password> password(db::Session& db, AccountId account);
/// Those that may not come back.
std::vector<std::string> password_hashes(db::Session& db, AccountId account);
void set_password(db::Session& db, AccountId account, std::string_view hash, Instant now, int kept);
void drop_passwords(db::Session& db, AccountId account);

// ── Who is shut out ──
struct Lockout {
  int failures = 0;
  Instant first_at;
  std::optional<Instant> shut_until;
};
BOOST_DESCRIBE_STRUCT(Lockout, (), (failures, first_at, shut_until))
std::optional<Lockout> lockout(db::Session& db, AccountId account);
void put_lockout(db::Session& db, AccountId account, const Lockout& lockout);
/// One that was right, and not all that she has.
void uncount_try(db::Session& db, AccountId account);
bool end_lockout(db::Session& db, AccountId account);

/// What an officer is told about her own security.
struct Safety {
  std::optional<Instant> password_set_at;
  std::int64_t recovery_codes_left = 0;
  bool enrol_anew = false;  // a recovery code was used
  std::string ended;        // why no role is in force in this session any more
  bool recovered = false;   // the one in force was begun by a recovery code, and she has not enrolled anew since
};
BOOST_DESCRIBE_STRUCT(Safety, (), (password_set_at, recovery_codes_left, enrol_anew, ended, recovered))
Safety safety(db::Session& db, AccountId account, access::SessionId session);

// ── Roles ──
struct RoleRow {
  access::RoleId id;
  AccountId account;
  access::RoleWord word = access::RoleWord::member;
  std::string desk;
  OrgId org;
  std::string org_path, org_name, org_level;
  std::optional<Instant> ends_at;
};
BOOST_DESCRIBE_STRUCT(RoleRow, (), (id, account, word, desk, org, org_path, org_name, org_level, ends_at))
/// In force now.
std::vector<RoleRow> roles_of(db::Session& db, AccountId account, Instant now);

// Those below also find a role whose time is over, until it has been ended: for who ends and counts roles, and for what keeps
// the three administrators apart, which `unionhall check` goes over by the same rule.
std::optional<RoleRow> role(db::Session& db, access::RoleId id);
std::vector<RoleRow> unended_roles_of(db::Session& db, AccountId account);
/// Also of other accounts of the same collected person.
std::vector<RoleRow> roles_of_person(db::Session& db, AccountId account);
std::vector<RoleRow> roles_of_people(db::Session& db, const std::vector<PersonId>& people);
struct NewRole {
  access::RoleId id;
  AccountId account;
  access::RoleWord word = access::RoleWord::member;
  OrgId org;
  std::string desk;
  AccountId by = {};  // 0: the command line
  std::optional<access::RoleId> lent_from = {};
  std::optional<Instant> ends_at = {};
};
/// False when the account holds it.
bool add_role(db::Session& db, std::int64_t region, const NewRole& role, Instant now);
bool is_lent(db::Session& db, access::RoleId id);
std::vector<RoleRow> lent_from(db::Session& db, access::RoleId id);
bool end_role(db::Session& db, access::RoleId id, Instant now);
/// Roles whose time is over, but for those that were lent.
std::vector<RoleRow> overdue_roles(db::Session& db, Instant now, int limit);
std::vector<RoleRow> roles_at(db::Session& db, OrgId org, int limit);
/// Ended or not, the newest first.
std::vector<Held> roles_ever(db::Session& db, AccountId account);
/// From a union to its root, as they stood at that moment.
std::vector<Rung> way_up(db::Session& db, OrgId org, Instant at);

struct Line {
  access::RoleId id;
  AccountId account;
  std::string name;
  access::RoleWord word = access::RoleWord::member;
  std::string desk;
  OrgId org;
  std::string org_name;
  Instant since;
  std::optional<Instant> ends_at;
  bool enrolled = false;
  std::optional<std::int64_t> phone;
  std::optional<std::string> phone_sealed;
};
BOOST_DESCRIBE_STRUCT(Line, (), (id, account, name, word, desk, org, org_name, since, ends_at, enrolled, phone, phone_sealed))
struct Asked {
  std::string org_path;
  bool below = false;
  bool administrators = false;  // also the three
  Instant after_since;          // in the order of the list
  access::RoleId after;
  int limit = 0;
  Instant now;
};
/// In force then.
std::vector<Line> officers(db::Session& db, const Asked& asked);

/// Nothing where there is no such union any more.
std::optional<std::string> org_path(db::Session& db, OrgId id);

}  // namespace unionhall::accounts::store
