#include <atomic>

#include "hall/accounts/sign_in.h"
#include "hall/accounts/store.h"

namespace unionhall::accounts {
namespace {

constexpr auto seen_every = 1min;

/// "Bearer <token>"; the scheme in any case (RFC 9110 §11.1).
std::optional<std::string_view> bearer_token(const http::Request& request) {
  constexpr std::string_view scheme = "bearer ";
  const auto header = request.header("authorization");
  if (header.size() < scheme.size()) return std::nullopt;
  for (std::size_t at = 0; at < scheme.size(); ++at) {
    if ((header[at] | 0x20) != scheme[at]) return std::nullopt;
  }
  return header.substr(scheme.size());
}

/// When a session was last seen is written at most once a minute. A database that cannot write right now is no reason
/// not to read: nobody is kept waiting for it again within a minute.
class LastSeen {
 public:
  void write(Hall& hall, access::SessionId session, Instant now) {
    if (unix_ms(now) < not_before_ms_) return;
    try {
      hall.db.write([&](db::Session& db) { store::see_session(db, session, now, hall.settings.officers.idle_max); });
    } catch (const std::exception&) {
      not_before_ms_ = unix_ms(now + seen_every);
    }
  }

 private:
  std::atomic<std::int64_t> not_before_ms_ = 0;
};

std::shared_ptr<const Principal> actor_of(const std::vector<store::Found>& rows, Instant now, std::chrono::minutes idle_max) {
  const auto& session = rows.front();
  auto actor = std::make_shared<access::Actor>();
  actor->account = session.account;
  actor->session = session.session;
  actor->person = session.person.value_or(PersonId{});
  const bool officer = session.officer_role && now < *session.officer_until && now - session.last_seen < idle_max;
  for (const auto& row : rows) {
    if (!row.role || !row.org_path) continue;
    actor->holds.push_back(*row.word);
    if (!officer || row.role != session.officer_role) continue;
    actor->in_force = access::Role{.id = *row.role, .word = *row.word, .org = *row.org, .org_path = *row.org_path, .desk = *row.desk};
    actor->in_force_until = std::min({*session.officer_until, now + idle_max, row.role_ends_at.value_or(Instant::max())});
  }
  return actor;
}

}  // namespace

std::function<void(http::Request&)> authenticator(Hall& hall) {
  return [&hall, last_seen = std::make_shared<LastSeen>()](http::Request& request) {
    const auto bearer = bearer_token(request);
    const auto token = bearer.value_or(request.cookie(cookie_name));
    if (token.empty()) return;

    const auto digest = digest_of_token(token);
    const auto now = hall.clock.now();
    const auto rows = hall.db.read([&](db::Session& db) { return store::find_session(db, digest, hall.clock.now()); });
    if (rows.empty() || rows.front().expires_at <= now) {
      if (bearer) throw Refused({401, "accounts.token_unknown"});
      return;
    }
    request.principal = actor_of(rows, now, hall.settings.officers.idle_max);
    // A page that asks by itself keeps nobody signed in: an idle officer's session ends under an open desk as well.
    const bool attended = !request.matched || !request.matched->options.unattended;
    if (attended && now - rows.front().last_seen >= seen_every) last_seen->write(hall, rows.front().session, now);
  };
}

}  // namespace unionhall::accounts
