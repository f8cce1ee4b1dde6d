// The system administrator's share of the accounts: to find one, to close it and to open it again.
#include "base/names.h"
#include "hall/access/rates.h"
#include "hall/accounts/administration.h"
#include "hall/accounts/officers_api.h"
#include "hall/accounts/sign_in.h"
#include "hall/audit/audit.h"

namespace unionhall::accounts {
namespace {

using http::Request;
using http::Response;

http::json::object line_json(const Hall& hall, const store::AccountLine& line) {
  http::json::object json{{"id", line.account.text()},
                          {"name_masked", names::masked(line.name)},
                          {"phone_masked", phone_masked(hall, line.phone, line.phone_sealed)},
                          {"closed", line.closed},
                          {"enrolled", line.enrolled},
                          {"since", rfc3339(line.since)},
                          {"sessions", line.sessions}};
  if (line.last_seen) json["last_seen_at"] = rfc3339(*line.last_seen);
  return json;
}

/// POST /api/v1/account-searches  {name?, phone?} → {items}
Response post_search(const Request& request, Hall& hall) {
  http::Form form(request);
  const auto name = form.text_or("name", "", {.chars_min = 1, .chars_max = names::person_chars_max});
  std::vector<std::string> digests;
  if (form.has("phone")) {
    if (const auto phone = phone_of(form, "phone", hall)) digests = all_digests_of(hall, *phone);
  }
  if (name.empty() && digests.empty() && !form.problem()) form.fault("name", "required");
  if (const auto invalid = form.problem()) return *invalid;

  const auto& actor = access::actor(request);
  const auto spent = hall.db.write([&](db::Session& db) {
    const access::Rate rate{hall.settings.lookups_per_hour, std::chrono::hours{1}};
    const auto left = access::spend(db, "lookup:" + actor.account.text(), rate, hall.clock.now());
    audit::record(db, hall,
                  audit::by(request, {.what = left.allowed ? "list" : "list_refused",
                                      .subject_kind = "accounts",
                                      .org = actor.in_force->org,
                                      .detail = digests.empty() ? "name"
                                                : name.empty()  ? "phone"
                                                                : "name phone"}));
    return left;
  });
  if (!spent.allowed) {
    return http::problem({429,
                          "accounts.lookups_spent",
                          {{"max", std::to_string(hall.settings.lookups_per_hour)}, {"minutes", minutes_of(spent.retry_after_s)}},
                          {},
                          spent.retry_after_s},
                         request);
  }

  // As names are kept.
  const auto kept = name.empty() ? name : names::person_name(name).value_or(name);
  http::json::array items;
  for (const auto& line :
       hall.db.read([&](db::Session& db) { return store::find_accounts(db, reach_of(actor), kept, digests, hall.clock.now()); })) {
    items.push_back(line_json(hall, line));
  }
  return http::ok({{"items", std::move(items)}});
}

/// Closes or opens again; what was so already stays so.
Response change(const Request& request, Hall& hall, bool (*act)(db::Session&, AccountId), std::string_view what) {
  const auto& actor = access::actor(request);
  const auto account = request.path_id<AccountId>("id");
  if (account == actor.account) return http::problem({403, "accounts.own_account"}, request);
  const auto now = hall.clock.now();
  const auto done = hall.db.write([&](db::Session& db) -> Result<void, Problem> {
    if (!store::within(db, reach_of(actor), account, now)) return std::unexpected(Problem{404, "http.not_found"});
    // Else who is watched could shut out who watches.
    if (store::administers(db, account, now)) return std::unexpected(Problem{409, "accounts.administrators_account"});
    if (act(db, account)) {
      audit::record(db, hall,
                    audit::by(request, {.what = what, .subject_kind = "account", .subject = account.value, .org = actor.in_force->org}));
    }
    return {};
  });
  return done ? http::no_content() : http::problem(done.error(), request);
}

/// POST /api/v1/accounts/{id}/closure → 204
Response post_closure(const Request& request, Hall& hall) { return change(request, hall, store::suspend, "suspend_account"); }

/// DELETE /api/v1/accounts/{id}/closure → 204
Response delete_closure(const Request& request, Hall& hall) { return change(request, hall, store::reopen, "reopen_account"); }

}  // namespace

void mount_administration(http::Router& route, Hall& hall) {
  const auto keeper = access::role({access::RoleWord::system_administrator});
  route.post("/api/v1/account-searches", keeper, hall, post_search);
  route.post("/api/v1/accounts/{id}/closure", keeper, hall, post_closure);
  route.del("/api/v1/accounts/{id}/closure", keeper, hall, delete_closure);
}

}  // namespace unionhall::accounts
