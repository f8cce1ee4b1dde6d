#include "hall/accounts/appointments.h"

#include <algorithm>

#include "base/names.h"
#include "hall/accounts/sign_in.h"
#include "hall/accounts/store.h"
#include "hall/audit/audit.h"
#include "hall/figures/figures.h"

namespace unionhall::accounts {
namespace {

using access::RoleWord;

constexpr int ended_at_once = 100;

/// Who gives a role: the command line where there is none.
using Giver = std::optional<access::Role>;

Giver giver_of(const std::optional<store::RoleRow>& row) {
  if (!row) return std::nullopt;
  return access::Role{.id = row->id, .word = row->word, .org = row->org, .org_path = row->org_path, .desk = row->desk};
}

bool rules(const Giver& giver, const store::RoleRow& role) {
  return !giver || (role.org_path.starts_with(giver->org_path) && may_give(*giver, role.word, role.desk));
}

/// Reset by whoever may give one role of hers, a second factor would open all the others.
bool rules_all(const Giver& giver, const std::vector<store::RoleRow>& roles) {
  return std::ranges::all_of(roles, [&](const auto& role) { return rules(giver, role); });
}

/// What everybody holds who has the phone now, whatever she is called.
std::vector<store::RoleRow> roles_on_phone(db::Session& db, const std::vector<store::Holder>& holders) {
  std::vector<store::RoleRow> roles;
  for (const auto& holder : holders) {
    if (holder.ended) continue;
    std::ranges::move(store::roles_of_person(db, holder.account), std::back_inserter(roles));
  }
  return roles;
}

/// Of those who have or had the phone: who is called so; else the account that signing in made and nobody named.
const store::Holder* who_is_meant(const std::vector<store::Holder>& holders, std::string_view name) {
  const store::Holder* nameless = nullptr;
  for (const auto& holder : holders) {
    if (holder.name == name) return &holder;
    if (holder.name.empty() && !holder.ended && !nameless) nameless = &holder;
  }
  return nameless;
}

std::string enrol_now(db::Session& db, Hall& hall, AccountId account, std::string_view name, std::string_view secret,
                      Enrolment shown = Enrolment::now) {
  store::enrol(db, account, hall.keys.seal(secret, secret_place(account)), shown, hall.clock.now());
  return crypto::totp_uri(secret, name, hall.settings.name);
}

/// `officers` counts people: one more by her first working role at the union, one fewer by the end of her last.
void count_officer(db::Session& db, Hall& hall, AccountId account, RoleWord word, OrgId org, std::int64_t by) {
  const auto roles = store::unended_roles_of(db, account);
  const auto here = std::ranges::count_if(roles, [&](const auto& role) { return role.org == org && access::works(role.word); });
  if (!access::works(word) || here != (by > 0 ? 1 : 0)) return;
  figures::Deltas deltas;
  deltas.add(org, "officers", by);
  figures::record(db, hall, deltas);
}

/// With all that was lent from it. False when it has ended before.
bool end_counted(db::Session& db, Hall& hall, const store::RoleRow& role, AccountId by, std::int64_t by_role) {
  if (!store::end_role(db, role.id, hall.clock.now())) return false;
  count_officer(db, hall, role.account, role.word, role.org, -1);
  audit::record(db, hall,
                {.actor = by,
                 .role = by_role,
                 .what = "end_role",
                 .subject_kind = "role",
                 .subject = role.id.value,
                 .org = role.org,
                 .detail = db::word(role.word)});
  for (const auto& lent : store::lent_from(db, role.id)) end_counted(db, hall, lent, by, by_role);
  return true;
}

/// In force no more, and not ended yet: end_overdue_roles() comes by a little later.
bool is_over(const store::RoleRow& role, Instant now) { return role.ends_at && *role.ends_at <= now; }

/// So that the same can be given again at once.
void end_over(db::Session& db, Hall& hall, const std::vector<store::RoleRow>& roles, Instant now) {
  for (const auto& role : roles) {
    if (is_over(role, now)) end_counted(db, hall, role, {}, 0);
  }
}

}  // namespace

bool separated(RoleWord word, const std::vector<store::RoleRow>& others) {
  return std::ranges::all_of(
      others, [&](const auto& other) { return other.word == word || (!access::administers(word) && !access::administers(other.word)); });
}

bool may_give(const access::Role& by, RoleWord word, std::string_view desk) {
  if (word == RoleWord::member) return false;  // becoming a member is no appointment
  if (by.word == RoleWord::security_administrator) return true;
  if (access::administers(word)) return false;
  if (!by.desk.empty() && by.desk != desk) return false;
  if (by.word == RoleWord::officer) return true;
  // A chair appoints who works under her; the next chair and the supervisors are not hers to choose.
  return by.word == RoleWord::chair && word != RoleWord::chair && word != RoleWord::supervisor && word != RoleWord::hotline_seat;
}

Result<Appointed, Refusal> appoint(Hall& hall, const Appointment& appointment) {
  auto folded = appointment;  // so that the same person is found whoever typed her name
  if (auto name = names::person_name(appointment.name)) folded.name = *std::move(name);
  const auto secret = crypto::new_totp_secret();
  return hall.db.write([&](db::Session& db) { return appoint(db, hall, folded, secret); });
}

namespace {

/// Who would be appointed, and what she holds already.
struct Examined {
  Giver giver;
  std::optional<store::Holder> known;
  std::vector<store::RoleRow> roles;
  std::optional<access::RoleId> same;  // she holds it, but gave up her phone
};

Result<Examined, Refusal> examine(db::Session& db, const Hall& hall, const Appointment& appointment) {
  const auto path = store::org_path(db, appointment.org);
  const auto giver = giver_of(appointment.by ? store::role(db, appointment.by_role) : std::nullopt);
  const bool from_command_line = !appointment.by;
  if (!path || (!from_command_line && (!giver || !path->starts_with(giver->org_path)))) return std::unexpected(Refusal::not_found);
  if (appointment.word == RoleWord::member || (giver && !may_give(*giver, appointment.word, appointment.desk))) {
    return std::unexpected(Refusal::not_appointable);
  }

  const auto digests = all_digests_of(hall, appointment.phone);
  const auto holders = store::holders(db, digests);
  // Also under another name on her own phone.
  const auto has_it = [&](const auto& holder) { return holder.account == appointment.by && !holder.ended; };
  if (!from_command_line && std::ranges::any_of(holders, has_it)) return std::unexpected(Refusal::own_role);

  // Nor does whoever was shut out come back as somebody new, or the three administrators as two people with one phone.
  if (store::has_suspended_account(db, digests, hall.clock.now() - number_rests_for)) return std::unexpected(Refusal::account_closed);
  if (!separated(appointment.word, roles_on_phone(db, holders))) return std::unexpected(Refusal::separated_duties);

  const auto* known = who_is_meant(holders, appointment.name);
  // Giving a phone back opens everything that the account may do; only she may who could give all of it.
  if (known && known->ended && !rules_all(giver, store::roles_of_person(db, known->account))) known = nullptr;
  Examined found{.giver = giver, .known = {}, .roles = {}, .same = {}};
  if (!known) return found;
  found.known = *known;
  found.roles = store::roles_of_person(db, known->account);
  if (!separated(appointment.word, found.roles)) return std::unexpected(Refusal::separated_duties);
  const auto same = std::ranges::find_if(found.roles, [&](const store::RoleRow& role) {
    return role.account == known->account && role.word == appointment.word && role.org == appointment.org &&
           role.desk == appointment.desk && !is_over(role, hall.clock.now());
  });
  if (same == found.roles.end()) return found;
  if (!known->ended) return std::unexpected(Refusal::already_holds);
  found.same = same->id;
  return found;
}

}  // namespace

Result<void, Refusal> check_appointable(db::Session& db, const Hall& hall, const Appointment& appointment) {
  const auto found = examine(db, hall, appointment);
  return found ? Result<void, Refusal>{} : std::unexpected(found.error());
}

Result<Appointed, Refusal> appoint(db::Session& db, Hall& hall, const Appointment& appointment, std::string_view secret) {
  const auto now = hall.clock.now();
  const auto found = examine(db, hall, appointment);
  if (!found) return std::unexpected(found.error());
  const auto& known = found->known;
  const auto account = known ? known->account : open_account(db, hall, {.name = appointment.name, .phone = appointment.phone}, now);
  if (known && known->name.empty()) store::name_account(db, account, appointment.name);
  if (known && known->ended) add_phone(db, hall, account, appointment.phone, now);

  end_over(db, hall, found->roles, now);
  Appointed made{.role = found->same.value_or(hall.ids.next<access::RoleTag>()),
                 .account = account,
                 .enrolment_uri = {},
                 .fresh = !found->same.has_value()};
  if (made.fresh) {
    const store::NewRole role{.id = made.role,
                              .account = account,
                              .word = appointment.word,
                              .org = appointment.org,
                              .desk = appointment.desk,
                              .by = appointment.by,
                              .lent_from = {},
                              .ends_at = appointment.until};
    if (!store::add_role(db, hall.ids.region(), role, now)) return std::unexpected(Refusal::already_holds);
    count_officer(db, hall, account, appointment.word, appointment.org, +1);
  }
  if (!store::second_factor(db, account) && rules_all(found->giver, found->roles)) {
    auto uri = enrol_now(db, hall, account, appointment.name, secret, appointment.enrolment);
    if (appointment.enrolment == Enrolment::now) made.enrolment_uri = std::move(uri);
  }
  audit::record(db, hall,
                {.actor = appointment.by,
                 .role = appointment.by_role.value,
                 .what = "appoint",
                 .subject_kind = "role",
                 .subject = made.role.value,
                 .org = appointment.org,
                 .detail = db::word(appointment.word)});
  return made;
}

void end_roles_at(db::Session& db, Hall& hall, OrgId org, const orgs::By& by) {
  for (auto roles = store::roles_at(db, org, ended_at_once); !roles.empty(); roles = store::roles_at(db, org, ended_at_once)) {
    for (const auto& role : roles) end_counted(db, hall, role, by.account, by.role);
  }
}

Result<void, Refusal> end_role(Hall& hall, access::RoleId id, const access::Actor& by) {
  return hall.db.write([&](db::Session& db) -> Result<void, Refusal> {
    const auto role = store::role(db, id);
    if (!role || !by.reaches(role->org_path)) return std::unexpected(Refusal::not_found);
    if (role->account == by.account) return std::unexpected(Refusal::own_role);
    if (!rules(by.in_force, *role)) return std::unexpected(Refusal::not_appointable);
    if (!end_counted(db, hall, *role, by.account, by.in_force->id.value)) return std::unexpected(Refusal::not_found);
    return {};
  });
}

bool end_role(db::Session& db, Hall& hall, access::RoleId id) {
  const auto role = store::role(db, id);
  return role && end_counted(db, hall, *role, {}, 0);
}

std::int64_t end_overdue_roles(Hall& hall) {
  return hall.db.write_in_background([&](db::Session& db) {
    const auto roles = store::overdue_roles(db, hall.clock.now(), ended_at_once);
    for (const auto& role : roles) end_counted(db, hall, role, {}, 0);
    return std::ssize(roles);
  });
}

Result<access::RoleId, Refusal> lend(db::Session& db, Hall& hall, access::RoleId id, AccountId to, Instant until) {
  const auto role = store::role(db, id);
  const auto now = hall.clock.now();
  if (!role || is_over(*role, now) || role->account == to) return std::unexpected(Refusal::not_found);
  if (!access::works(role->word) || store::is_lent(db, id)) return std::unexpected(Refusal::not_appointable);
  // Somebody of the same line: she has been appointed, and has a second factor.
  const auto near = [&](const store::RoleRow& hers) {
    return access::works(hers.word) && (hers.org_path.starts_with(role->org_path) || role->org_path.starts_with(hers.org_path));
  };
  const auto roles = store::roles_of(db, to, now);
  if (std::ranges::none_of(roles, near) || !store::second_factor(db, to)) return std::unexpected(Refusal::not_found);
  if (!separated(role->word, store::roles_of_person(db, to))) return std::unexpected(Refusal::separated_duties);
  end_over(db, hall, store::unended_roles_of(db, to), now);
  const auto lent = hall.ids.next<access::RoleTag>();
  const store::NewRole like{.id = lent,
                            .account = to,
                            .word = role->word,
                            .org = role->org,
                            .desk = role->desk,
                            .by = role->account,
                            .lent_from = id,
                            .ends_at = role->ends_at ? std::min(until, *role->ends_at) : until};
  if (!store::add_role(db, hall.ids.region(), like, now)) return std::unexpected(Refusal::already_holds);
  count_officer(db, hall, to, role->word, role->org, +1);
  audit::record(db, hall,
                {.actor = role->account,
                 .role = id.value,
                 .what = "appoint",
                 .subject_kind = "role",
                 .subject = lent.value,
                 .org = role->org,
                 .detail = "lent " + std::string(db::word(role->word))});
  return lent;
}

Result<Enrolled, Refusal> enrol(db::Session& db, Hall& hall, access::RoleId id, const access::Actor& by, std::string_view secret) {
  const auto role = store::role(db, id);
  if (!role || !by.reaches(role->org_path)) return std::unexpected(Refusal::not_found);
  if (role->account == by.account) return std::unexpected(Refusal::own_role);
  if (!rules_all(by.in_force, store::roles_of(db, role->account, hall.clock.now()))) return std::unexpected(Refusal::not_appointable);

  const auto self = store::self(db, role->account);
  Enrolled enrolled{.role = id, .uri = enrol_now(db, hall, role->account, self ? self->name : "", secret)};
  // Whoever looks after the officers' security resets all that opens the desk; to others her password is not theirs to take.
  if (by.in_force->word == RoleWord::security_administrator) {
    store::drop_passwords(db, role->account);
    store::end_lockout(db, role->account);
  }
  audit::record(db, hall,
                {.actor = by.account,
                 .role = by.in_force->id.value,
                 .what = "enrol",
                 .subject_kind = "account",
                 .subject = role->account.value,
                 .org = role->org});
  return enrolled;
}

}  // namespace unionhall::accounts
