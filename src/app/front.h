#pragma once
// What the hall says about itself: to a visitor before signing in, to the machines that watch it, and to programs that
// want its contract.
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "app/tiles.h"
#include "hall/hall.h"
#include "hall/keys/keys.h"
#include "hall/rounds/rounds.h"
#include "http/prepared.h"
#include "http/server.h"

namespace unionhall::app {

std::string_view version();

class Resealing;

/// How often each round has run, and failed.
class RoundCounts {
 public:
  struct Count {
    std::int64_t runs = 0, failures = 0;
    Instant last_at;
  };
  /// The same round, counted by this clock, which outlives it.
  rounds::Round counted(rounds::Round round, const Clock& clock);
  std::map<std::string, Count> all() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, Count> counts_;
};

struct Front {
  Hall& hall;
  std::string city_division;
  std::vector<std::string> metrics_from;  // addresses; for others there is no such page
  Tiles tiles = {};
  http::Prepared outlines = {};          // outlines_for_pages()
  const http::Server* server = nullptr;  // once it is there
  RoundCounts rounds = {};
  const Resealing* resealing = nullptr;  // where this process does the work of a rotation of keys
  const keys::Keeper* keeper = nullptr;  // where it follows one
};

/// /healthz, /readyz, /metrics, /api/openapi.json
void mount_doors(http::Router& route, Front& front);

/// What codes on signs and cards say is short: /s/{id} is a station's page, /d/{code} the page of whoever stands at its door, and /d that
/// for typing the code. Answered here, so that a phone at a door need not load the member app to be led away from it.
void mount_short_links(http::Router& route, Front& front);

/// Where the member app was not built, / leads to the desk.
void mount_desk_at_root(http::Router& route, Front& front);

/// A visitor's view of one hall: GET /hall. What its maps are drawn of: GET /outlines. The words of all forms: GET /code-sets.
void mount_visitor(http::Router& route, Front& front);

/// Every word list of a form: its name and what stands in it, labelled in a language.
http::json::object code_sets(http::Language language);

/// What the system administrator sees of it: GET /running.
void mount_running(http::Router& route, Front& front);

/// What of this process stands in memory now.
std::int64_t resident_bytes();

/// Prometheus' text of the counters.
std::string metrics(const Front& front);

}  // namespace unionhall::app
