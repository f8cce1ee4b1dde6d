// How the program runs, as far as one process honestly knows: for the system administrator, who has no shell.
#include "app/front.h"
#include "hall/access/access.h"
#include "hall/audit/audit.h"
#include "hall/texts/texts.h"

namespace unionhall::app {
namespace {

namespace json = http::json;

/// GET /api/v1/running
http::Response get_running(const http::Request&, Front& front) {
  auto& db = front.hall.db;
  const auto counters = db.counters();
  texts::Waiting texts;
  const auto unsealed = db.snapshot([&](db::Session& s) {
    texts = texts::waiting(s);
    return audit::unsealed(s);
  });
  json::array rounds;
  for (const auto& [name, count] : front.rounds.all()) {
    rounds.push_back({{"name", name}, {"runs", count.runs}, {"failures", count.failures}, {"last_at", rfc3339(count.last_at)}});
  }
  json::object said{{"version", version()},
                    {"engine", db.engine() == db::Engine::sqlite ? "sqlite" : "postgresql"},
                    {"schema", db::schema_version(db)},
                    {"memory_bytes", resident_bytes()},
                    {"writes_waiting", counters.waiting},
                    {"commits_failed", counters.failed_commits},
                    {"texts_waiting", texts.count},
                    {"unsealed", unsealed},
                    {"rounds", std::move(rounds)}};
  if (texts.oldest_at) said["oldest_text_at"] = rfc3339(*texts.oldest_at);
  return http::ok(std::move(said));
}

}  // namespace

void mount_running(http::Router& route, Front& front) {
  route.get("/api/v1/running", access::role({access::RoleWord::system_administrator}), front, get_running);
}

}  // namespace unionhall::app
