#include "hall/accounts/sign_in.h"

#include <fmt/format.h>

#include <algorithm>

#include "crypto/rotation.h"
#include "hall/access/rates.h"
#include "hall/accounts/appointments.h"
#include "hall/accounts/passwords.h"
#include "hall/accounts/store.h"
#include "hall/audit/audit.h"
#include "hall/people/people.h"
#include "hall/texts/texts.h"

namespace unionhall::accounts {
namespace {

using access::Rate;

constexpr Rate codes_a_minute{1, 1min};
// An invented phone bothers nobody, and visitors of a demo share one.
constexpr Rate demo_codes_a_minute{20, 1min}, demo_codes_a_day{2000, 24h};

std::string bucket(std::string_view of, const Hall& hall, std::string_view address) {
  return fmt::format("{}:{}", of, hall.keys.digest("address", address));
}

std::string mac_of(const Hall& hall, const Phone& phone, std::string_view code, int key_no) {
  return hall.keys.digest("sign_in_code", fmt::format("{}:{}", phone.text(), code), key_no);
}

/// A phone and its code as they stand under one key.
struct Typed {
  std::string phone_digest, mac;
};

/// Under each key: another one may have come to seal since the code was sent.
std::vector<Typed> under_each_key(const Hall& hall, const Phone& phone, std::string_view code) {
  std::vector<Typed> all;
  for (const int number : hall.keys.numbers()) {
    all.push_back({.phone_digest = hall.keys.digest("phone", phone.text(), number), .mac = mac_of(hall, phone, code, number)});
  }
  return all;
}

/// The one under which the last code was sent.
const Typed& last_sent(db::Session& db, const std::vector<Typed>& all) {
  if (all.size() == 1) return all.front();
  return *std::ranges::max_element(all, {}, [&](const Typed& typed) {
    const auto code = store::code(db, typed.phone_digest);
    return code ? code->expires_at : Instant{};
  });
}

/// Who may sign in with this phone. Whoever did not prove it for so long that it may be somebody else's by now has lost it.
std::vector<store::Holder> still_hers(db::Session& db, const Hall& hall, const std::vector<std::string>& digests, Instant now) {
  auto holders = store::holders(db, digests);
  std::erase_if(holders, [&](const store::Holder& holder) {
    if (holder.ended) return true;
    const bool in_doubt = !hall.settings.demo && holder.proved_at && now - *holder.proved_at > number_rests_for;
    if (in_doubt) store::end_phone(db, holder.phone, now);
    return in_doubt;
  });
  return holders;
}

}  // namespace

std::optional<Reach> reach(db::Session& db, const Hall& hall, AccountId account, Instant now) {
  const auto latest = store::latest_phone(db, account);
  if (!latest) return std::nullopt;
  Reach reach{.language = latest->language == "en" ? http::Language::en : http::Language::zh_cn, .phone = {}};
  // As at signing in (docs/decisions/0003): nobody else shall read what is hers.
  const bool in_doubt = !hall.settings.demo && latest->proved_at && now - *latest->proved_at > number_rests_for;
  if (!latest->phone || in_doubt) return reach;
  const auto number = hall.keys.open(*latest->phone_sealed, phone_place(*latest->phone));
  if (!number) throw std::runtime_error("account_phones.phone_sealed does not open");
  if (auto phone = Phone::parse(*number, hall.settings.demo ? Numbering::demo : Numbering::real)) reach.phone = *std::move(phone);
  return reach;
}

// ── Codes ──

CodeSent send_code(Hall& hall, const Phone& phone, std::string_view address) {
  const auto code = fmt::format("{:06}", crypto::random_below(1'000'000));
  const auto key_no = sealing(hall.keys);
  const auto digest = hall.keys.digest("phone", phone.text(), key_no);
  const auto mac = mac_of(hall, phone, code, key_no);
  const auto from = bucket("code_from", hall, address);
  const bool demo = hall.settings.demo;

  return hall.db.write([&](db::Session& db) -> CodeSent {
    const auto now = hall.clock.now();
    if (const auto here = access::spend(db, from, Rate{hall.settings.sign_in.codes_per_address, 1h}, now); !here.allowed) {
      return {.sent = false, .from_here = true, .again_in_s = here.retry_after_s};
    }
    const auto minute = access::spend(db, "code:" + digest, demo ? demo_codes_a_minute : codes_a_minute, now);
    if (!minute.allowed) return {.sent = false, .again_in_s = minute.retry_after_s};
    const auto day = access::spend(db, "code_day:" + digest, demo ? demo_codes_a_day : Rate{hall.settings.sign_in.codes_per_day, 24h}, now);
    if (!day.allowed) return {.sent = false, .again_in_s = day.retry_after_s};

    store::put_code(db, digest, mac, now + code_good_for);
    texts::add(db, hall, {.to = phone, .template_word = "sign_in_code", .params = {{"code", code}, {"minutes", "5"}}, .urgent = true}, now);
    return {.sent = true, .code = code, .again_in_s = std::max(minute.retry_after_s, day.retry_after_s)};
  });
}

// ── Signing in ──

namespace {

using What = SignInOutcome::What;

/// What is wrong with the code, before anybody asks whose phone it is. A wrong one is counted.
std::optional<SignInOutcome> fault_of_code(db::Session& db, std::string_view phone_digest, std::string_view mac, Instant now) {
  const auto code = store::code(db, phone_digest);
  if (!code || code->used || code->expires_at <= now) return SignInOutcome{.what = What::expired};
  if (code->tries >= code_tries_max) return SignInOutcome{.what = What::spent};
  if (crypto::same(code->mac, mac)) return std::nullopt;
  store::count_try(db, phone_digest, 1);
  return SignInOutcome{.what = What::wrong, .tries_left = code_tries_max - code->tries - 1};
}

SignInOutcome choose_among(const std::vector<store::Holder>& holders) {
  SignInOutcome choose{.what = What::choose};
  for (const auto& holder : holders) choose.choices.push_back({holder.account, holder.name});
  return choose;
}

store::Holder newcomer(db::Session& db, Hall& hall, const Phone& phone, Instant now) {
  store::Holder who{.account = hall.ids.next<Account>()};
  store::add_account(db, hall.ids.region(), who.account, "", {}, now);
  who.phone = add_phone(db, hall, who.account, phone, now);
  return who;
}

void remember_refused(db::Session& db, Hall& hall, What what, std::string_view phone_digest, std::string_view request) {
  audit::record(db, hall,
                {.actor = {},
                 .what = "sign_in_refused",
                 .subject_kind = "phone",
                 .detail = fmt::format("{} {}", db::word(what), phone_digest),
                 .request = request});
}

}  // namespace

SignInOutcome sign_in(Hall& hall, const SignIn& wanted) {
  const auto typed = under_each_key(hall, wanted.phone, wanted.code);
  const auto digests = all_digests_of(hall, wanted.phone);
  const auto from = bucket("sign_in_from", hall, wanted.address);
  const auto token = crypto::random_token();

  return hall.db.write([&](db::Session& db) -> SignInOutcome {
    const auto now = hall.clock.now();
    // Not remembered one by one: whoever floods us must not flood the audit too.
    const auto here = access::spend(db, from, Rate{hall.settings.sign_in.tries_per_address, 1h}, now);
    if (!here.allowed) return {.what = What::too_often, .retry_after_s = here.retry_after_s};
    const auto& [digest, mac] = last_sent(db, typed);
    if (const auto fault = fault_of_code(db, digest, mac, now)) {
      remember_refused(db, hall, fault->what, digest, wanted.request);
      return *fault;
    }

    const auto holders = still_hers(db, hall, digests, now);
    if (!wanted.account && holders.size() > 1) return choose_among(holders);  // the code stays good for the choice
    const auto chosen = wanted.account ? std::ranges::find(holders, *wanted.account, &store::Holder::account) : holders.begin();
    if (wanted.account && chosen == holders.end()) {
      store::count_try(db, digest, 1);
      remember_refused(db, hall, What::not_on_phone, digest, wanted.request);
      return {.what = What::not_on_phone};
    }
    // Whoever was shut out does not come back as somebody new.
    if (holders.empty() && store::has_suspended_account(db, digests, now - number_rests_for)) {
      store::use_code(db, digest);
      remember_refused(db, hall, What::closed, digest, wanted.request);
      return {.what = What::closed};
    }
    const auto who = chosen == holders.end() ? newcomer(db, hall, wanted.phone, now) : *chosen;

    store::use_code(db, digest);
    store::prove_phone(db, who.phone, now);
    store::add_session(db, hall.ids.region(),
                       {.id = hall.ids.next<access::SessionTag>(),
                        .token_digest = digest_of_token(token),
                        .account = who.account,
                        .means = wanted.means,
                        .device = wanted.device},
                       now);
    audit::record(db, hall,
                  {.actor = who.account,
                   .what = "sign_in",
                   .subject_kind = "account",
                   .subject = who.account.value,
                   .detail = db::word(wanted.means),
                   .request = wanted.request});
    return {.what = What::signed_in, .who = {who.account, who.name}, .token = token};
  });
}

// ── Accounts and their phones ──

AccountId open_account(db::Session& db, Hall& hall, const NewAccount& account, Instant now) {
  const auto id = hall.ids.next<Account>();
  store::add_account(db, hall.ids.region(), id, account.name, account.person, now);
  add_phone(db, hall, id, account.phone, now);
  return id;
}

bool become(db::Session& db, AccountId account, PersonId person, std::string_view name) {
  // Nor do the three administrators become one person by what they prove of themselves later.
  const auto hers = store::unended_roles_of(db, account);
  const auto others = hers.empty() ? hers : store::roles_of_people(db, people::with_led(db, {people::standing(db, person)}));
  if (!std::ranges::all_of(hers, [&](const auto& role) { return separated(role.word, others); })) return false;
  return store::set_person(db, account, person, name);
}

bool may_be_one(db::Session& db, PersonId one, PersonId other) {
  const auto hers = store::roles_of_people(db, people::with_led(db, {people::standing(db, one)}));
  const auto others = store::roles_of_people(db, people::with_led(db, {people::standing(db, other)}));
  return std::ranges::all_of(hers, [&](const auto& role) { return separated(role.word, others); });
}

std::vector<AccountId> of_person(db::Session& db, PersonId person) {
  return store::of_people(db, people::with_led(db, {people::standing(db, person)}));
}

std::int64_t give_up_phone(db::Session& db, const Hall& hall, const Phone& phone, Instant now) {
  std::int64_t had = 0;
  for (const auto& holder : store::holders(db, all_digests_of(hall, phone))) {
    if (holder.ended) continue;
    store::end_phone(db, holder.phone, now);
    ++had;
  }
  return had;
}

std::int64_t add_phone(db::Session& db, Hall& hall, AccountId account, const Phone& phone, Instant now) {
  const auto id = hall.ids.next<struct PhoneRow>().value;
  auto key = people::key_of(hall.keys, phone);
  auto sealed = hall.keys.seal(phone.text(), phone_place(id));
  store::add_phone(db, hall.ids.region(),
                   {.id = id, .account = account, .key_no = key.key_no, .digest = std::move(key.digest), .sealed = std::move(sealed)}, now);
  return id;
}

std::vector<std::string> all_digests_of(const Hall& hall, const Phone& phone) {
  std::vector<std::string> digests;
  for (auto& key : people::all_keys_of(hall.keys, phone)) digests.push_back(std::move(key.digest));
  return digests;
}

crypto::Place phone_place(std::int64_t phone) { return {"account_phones", "phone_sealed", phone}; }
crypto::Place secret_place(AccountId account) { return {"second_factors", "secret_sealed", account.value}; }

std::string digest_of_token(std::string_view token) { return crypto::base64url(crypto::sm3(token)); }

// ── The second factor ──

Result<Instant, Problem> begin_officer_session(Hall& hall, const access::Actor& actor, access::RoleId role, const Shown& shown,
                                               std::string_view token, std::string_view request) {
  const auto& rules = hall.settings.officers;
  const auto now = hall.clock.now();
  const auto held = hall.db.read([&](db::Session& db) { return store::role(db, role); });
  const auto org = held ? held->org : OrgId{};
  const auto refuse = [&](Problem problem, std::string_view detail) {
    remember_refused(hall, actor, {.what = "officer_session_refused", .detail = detail, .request = request, .role = role, .org = org});
    return std::unexpected(std::move(problem));
  };
  const auto deny = [&](const Denied& denied) -> Result<Instant, Problem> {
    if (is_news(denied)) return refuse(problem_for(denied), db::word(denied.why));
    return std::unexpected(problem_for(denied));
  };
  const bool hers = held && held->account == actor.account && (!held->ends_at || now < *held->ends_at);
  if (!hers) return refuse({403, "accounts.not_your_role"}, "not_your_role");

  const auto proof = prove(hall, actor, shown, Needed::desk);
  if (!proof) return deny(proof.error());
  if (proof->password_set_at && has_grown_old(*proof->password_set_at, rules, now)) {
    let_off(hall, *proof);
    return refuse({403, "accounts.password_expired"}, "password_expired");
  }

  const auto remember = [&](db::Session& db, std::string_view what, const access::RoleId in_force, std::string_view detail) {
    auto event = about_herself(db, actor, what, request);
    event.role = in_force.value;
    event.org = org;
    event.detail = detail;
    audit::record(db, hall, event);
  };
  const bool recovered = !proof->recovery_digest.empty();
  const auto begun = hall.db.write([&](db::Session& db) -> Result<void, Denied> {
    if (auto taken = take(db, hall, *proof); !taken) return taken;
    store::put_in_force(db, actor.session, {.role = role, .until = now + rules.good_for, .recovered = recovered}, now);
    if (!token.empty()) store::replace_token(db, actor.session, digest_of_token(token));
    remember(db, "officer_session", role, recovered ? "recovery_code" : db::word(held->word));
    if (rules.sessions_max == 0) return {};
    for (const auto left : store::leave_older_desks(db, actor.account, actor.session, rules.sessions_max - 1, now, rules.idle_max)) {
      remember(db, "leave_desk", left, "elsewhere");
    }
    return {};
  });
  if (!begun) return deny(begun.error());
  return std::min(now + rules.idle_max, held->ends_at.value_or(Instant::max()));
}

std::optional<DemoTotp> demo_totp(Hall& hall, AccountId account) {
  if (!hall.settings.demo) return std::nullopt;
  const auto factor = hall.db.read([&](db::Session& db) { return store::second_factor(db, account); });
  const auto secret = factor ? hall.keys.open(factor->secret_sealed, secret_place(account)) : std::nullopt;
  if (!secret) return std::nullopt;
  constexpr std::int64_t step_s = 30;
  const auto now_s = std::chrono::floor<std::chrono::seconds>(hall.clock.now()).time_since_epoch().count();
  const auto this_step = now_s / step_s;
  // The next one when somebody has used this one: visitors of a demo share its accounts.
  const auto step = factor->last_step < this_step ? this_step : this_step + 1;
  return DemoTotp{.code = crypto::totp_code(*secret, step * step_s), .seconds_left = static_cast<int>((step + 1) * step_s - now_s)};
}

}  // namespace unionhall::accounts
