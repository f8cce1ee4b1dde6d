#include "hall/accounts/passwords.h"

#include <algorithm>

#include "base/text.h"
#include "hall/accounts/sign_in.h"
#include "hall/accounts/store.h"
#include "hall/audit/audit.h"

namespace unionhall::accounts {
namespace {

int kinds_in(std::string_view password) {
  bool small = false, capital = false, digit = false, other = false;
  for (const char sign : password) {
    if (sign >= 'a' && sign <= 'z')
      small = true;
    else if (sign >= 'A' && sign <= 'Z')
      capital = true;
    else if (sign >= '0' && sign <= '9')
      digit = true;
    else
      other = true;
  }
  return small + capital + digit + other;
}

Problem problem_for(PasswordFault fault) { return {422, "accounts.password_not_taken", {}, {{"/password", std::string(word(fault))}}}; }

Problem problem_for_change(const Denied& denied) {
  auto problem = problem_for(denied);
  for (auto& error : problem.errors) {
    if (error.pointer == "/password") error.pointer = "/current";
  }
  return problem;
}

}  // namespace

std::string_view word(PasswordFault fault) {
  switch (fault) {
    case PasswordFault::too_short:
      return "password_too_short";
    case PasswordFault::too_few_kinds:
      return "password_too_few_kinds";
    case PasswordFault::holds_name:
      return "password_holds_name";
    case PasswordFault::holds_phone:
      return "password_holds_phone";
    case PasswordFault::used_before:
      return "password_used_before";
  }
  std::unreachable();
}

std::optional<PasswordFault> fault_of(std::string_view password, std::string_view name, std::string_view phone) {
  if (text::length(password).value_or(0) < password_chars_min) return PasswordFault::too_short;
  if (kinds_in(password) < password_classes_min) return PasswordFault::too_few_kinds;
  if (!name.empty() && text::upper(password).contains(text::upper(name))) return PasswordFault::holds_name;
  if (!phone.empty() && password.contains(phone)) return PasswordFault::holds_phone;
  return std::nullopt;
}

bool has_grown_old(Instant set_at, const OfficerSecurity& rules, Instant now) {
  return rules.password_days > 0 && now - set_at >= std::chrono::days(rules.password_days);
}

Result<void, Problem> change_password(Hall& hall, const access::Actor& actor, const PasswordChange& change, std::string_view request) {
  const auto account = actor.account;
  const auto self = hall.db.read([&](db::Session& db) { return store::self(db, account); });
  std::string phone;
  if (self && self->phone) {
    const auto number = hall.keys.open(*self->phone_sealed, phone_place(*self->phone));
    if (!number) throw std::runtime_error("account_phones.phone_sealed does not open");
    phone = *number;
  }
  if (const auto fault = fault_of(change.wanted, self ? self->name : "", phone)) return std::unexpected(problem_for(*fault));

  const auto refused = [&](const Denied& denied) {
    if (is_news(denied)) remember_refused(hall, actor, {.what = "password_refused", .detail = db::word(denied.why), .request = request});
    return std::unexpected(problem_for_change(denied));
  };
  const auto proof = prove(hall, actor, change.shown, Needed::everything);
  if (!proof) return refused(proof.error());
  // As they were when hers was proved: take() sees to it that none has come since.
  const auto before = hall.db.write([&](db::Session& db) { return store::password_hashes(db, account); });
  if (std::ranges::any_of(before, [&](const auto& hash) { return crypto::password_fits(change.wanted, hash); })) {
    let_off(hall, *proof);
    return std::unexpected(problem_for(PasswordFault::used_before));
  }

  const auto hash = crypto::hash_password(change.wanted);
  const auto done = hall.db.write([&](db::Session& db) -> Result<void, Denied> {
    if (auto taken = take(db, hall, *proof); !taken) return taken;
    store::set_password(db, account, hash, hall.clock.now(), passwords_kept);
    store::leave_other_desks(db, account, actor.session);
    audit::record(db, hall, about_herself(db, actor, "password", request));
    return {};
  });
  return done ? Result<void, Problem>{} : refused(done.error());
}

}  // namespace unionhall::accounts
