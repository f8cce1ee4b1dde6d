#include "hall/audit/audit.h"

#include <fmt/format.h>

#include <algorithm>

#include "hall/access/access.h"
#include "hall/audit/store.h"

namespace unionhall::audit {
namespace {

constexpr std::int64_t sealed_at_once = 500;

template <class IdType>
std::optional<std::int64_t> if_any(IdType id) {
  return id ? std::optional(id.value) : std::nullopt;
}

Recorded recorded(Hall& hall, const Event& event) {
  return {.id = hall.ids.next<AuditEvent>().value,
          .region = hall.ids.region(),
          .at_ms = unix_ms(hall.clock.now()),
          .actor = if_any(event.actor),
          .role = event.role ? std::optional(event.role) : std::nullopt,
          .what = std::string(event.what),
          .subject_kind = std::string(event.subject_kind),
          .subject = event.subject,
          .org = if_any(event.org),
          .detail = std::string(event.detail),
          .request = std::string(event.request)};
}

/// Each part behind its length, so that no two events spell the same.
std::string digest_of(std::string_view previous, std::int64_t sealed_at_ms, const Recorded& event) {
  std::string text;
  const auto add = [&](std::string_view part) { fmt::format_to(std::back_inserter(text), "{}:{}", part.size(), part); };
  const auto number = [&](std::optional<std::int64_t> value) { add(value ? std::to_string(*value) : ""); };
  add(previous);
  number(sealed_at_ms);
  number(event.id);
  number(event.region);
  number(event.at_ms);
  number(event.actor);
  number(event.role);
  add(event.what);
  add(event.subject_kind);
  number(event.subject);
  number(event.org);
  add(event.detail);
  add(event.request);
  return crypto::hex(crypto::sm3(text));
}

}  // namespace

Event by(const http::Request& request, Event event) {
  const auto& actor = access::actor(request);
  event.actor = actor.account;
  event.role = actor.in_force ? actor.in_force->id.value : 0;
  event.request = request.id;
  return event;
}

void record(db::Session& db, Hall& hall, const Event& event) { store::insert(db, recorded(hall, event)); }

bool has_looked(db::Session& db, const Hall& hall, AccountId actor, std::int64_t subject) {
  return store::has_looked(db, actor, subject, std::chrono::floor<std::chrono::hours>(hall.clock.now()));
}

void look(Hall& hall, const Look& look) {
  const auto event = recorded(hall, {.actor = look.actor,
                                     .role = look.role,
                                     .what = "look",
                                     .subject_kind = look.subject_kind,
                                     .subject = look.subject,
                                     .org = look.org,
                                     .request = look.request});
  try {
    hall.db.write([&](db::Session& db) { store::insert(db, event); });
  } catch (const db::Failure&) {  // a full disk, say: without the record nobody looks
    throw db::Unavailable("a look could not be recorded");
  }
}

std::int64_t seal(db::Database& db, Instant now, std::int64_t most) {
  std::int64_t sealed = 0;
  while (sealed < most) {
    auto [last, waiting] = db.read([&](db::Session& s) {
      return std::pair{head(s), store::unsealed(s, std::min(most - sealed, sealed_at_once))};
    });
    if (waiting.empty()) break;

    std::vector<Link> links;
    for (const auto& event : waiting) {
      auto digest = digest_of(last.digest, unix_ms(now), event);
      links.push_back({.position = ++last.position, .event_id = event.id, .sealed_at_ms = unix_ms(now), .digest = digest});
      last.digest = std::move(digest);
    }
    const auto done = db.write_in_background([&](db::Session& s) -> Result<void, bool> {
      if (!store::append(s, links)) return std::unexpected(false);
      return {};
    });
    if (!done) break;  // another sealer was faster; the next turn goes on from its end
    sealed += static_cast<std::int64_t>(links.size());
  }
  return sealed;
}

std::int64_t unsealed(db::Session& db) { return store::count_unsealed(db); }

Verdict check(db::Database& db) {
  return db.snapshot([](db::Session& s) {
    Verdict verdict{.events = store::count_events(s)};
    std::string previous;
    store::each_link(s, [&](Link&& link, Recorded&& event) {
      if (!verdict.broken_at.empty()) return;
      if (link.position != verdict.sealed + 1) {
        verdict.broken_at = fmt::format("position {}", verdict.sealed + 1);
      } else if (link.digest != digest_of(previous, link.sealed_at_ms, event)) {
        verdict.broken_at = fmt::format("event {}", link.event_id);
      } else {
        ++verdict.sealed;
        previous = std::move(link.digest);
      }
    });
    if (verdict.broken_at.empty()) verdict.broken_at = store::find_loose(s).value_or("");
    return verdict;
  });
}

}  // namespace unionhall::audit
