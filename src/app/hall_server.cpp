#include "app/hall_server.h"

#include <mutex>

#include "app/outlines.h"
#include "app/own_pages.h"
#include "app/resealing.h"
#include "hall/access/access.h"
#include "hall/access/rates.h"
#include "hall/accounts/accounts.h"
#include "hall/audit/heads.h"
#include "hall/calendar/calendar.h"
#include "hall/cases/cases.h"
#include "hall/cases/stand_ins.h"
#include "hall/consents/consents.h"
#include "hall/figures/figures.h"
#include "hall/files/files.h"
#include "hall/imports/imports.h"
#include "hall/imports/worker.h"
#include "hall/members/members.h"
#include "hall/notices/notices.h"
#include "hall/orgs/orgs.h"
#include "http/security.h"
#include "services/appeals/appeals.h"
#include "services/appeals/errands.h"
#include "services/appeals/results/results.h"
#include "services/appeals/tickets.h"
#include "services/doubles/doubles.h"
#include "services/elections/elections.h"
#include "services/erasure/erasure.h"
#include "services/exports/exports.h"
#include "services/joining/joining.h"
#include "services/membership/membership.h"
#include "services/roster/roster.h"
#include "services/stations/coverage/coverage.h"
#include "services/stations/finding/finding.h"
#include "services/stations/keeping/keeping.h"
#include "services/stations/owners/owners.h"
#include "services/stations/publishing/publishing.h"
#include "services/stations/sharing/sharing.h"
#include "services/stations/stations.h"
#include "services/stations/truth/truth.h"
#include "services/transfers/transfers.h"
#include "services/transfers/union_moves.h"
#include "services/verification/mailings.h"
#include "services/verification/verification.h"

namespace unionhall::app {
namespace {

constexpr int retry_after_s = 5;
constexpr std::int64_t sealed_at_once = 5000;
constexpr int texts_at_once = 100, cases_at_once = 200, stations_at_once = 200, chunks_sealed_anew_at_once = 10;

/// The built pages of one app: beside the others where they were installed (share/unionhall/office), or in its own
/// dist where it was built (web/office/dist).
std::filesystem::path pages_of(const Settings& settings, std::string_view app) {
  std::error_code none;
  std::vector<std::filesystem::path> roots{settings.web};
  if (settings.web.empty()) {
    const auto program = std::filesystem::read_symlink("/proc/self/exe", none).parent_path();
    roots = {program.parent_path() / "share" / "unionhall"};
    constexpr std::string_view built = UNIONHALL_WEB_FOLDER;  // a package knows no such place
    if (!built.empty()) roots.emplace_back(built);
  }
  for (const auto& root : roots) {
    for (const auto& folder : {root / app / "dist", root / app}) {
      // Where it is built, the folder itself holds its sources.
      const bool built = std::filesystem::exists(folder / "index.html", none) && !std::filesystem::exists(folder / "package.json", none);
      if (built) return folder;
    }
  }
  return {};
}

}  // namespace

void mount_rooms(http::Router& route, Hall& hall) {
  access::add_words();
  accounts::mount(route, hall);
  mount_own_data(route, hall);
  orgs::mount(route, hall);
  figures::mount(route, hall);
  audit::mount(route, hall);
  cases::mount(route, hall);
  consents::mount(route, hall);
  notices::mount(route, hall);
  imports::mount(route, hall);
  members::mount(route, hall);
  joining::mount(route, hall);
  transfers::mount(route, hall);
  verification::mount(route, hall);
  appeals::mount(route, hall);
  appeals::results::mount(route, hall);
  exports::offer();
  membership::mount(route, hall);
  erasure::mount(route, hall);
  doubles::mount(route, hall);
  elections::mount(route, hall);
  stations::mount(route, hall);
  stations::finding::mount(route, hall);
  stations::truth::mount(route, hall);
  stations::owners::mount(route, hall);
  stations::keeping::mount(route, hall);
  stations::publishing::mount(route, hall);
  stations::coverage::mount(route, hall);
  stations::sharing::mount(route, hall);
}

namespace {

/// The sign at a station's door also starts joining.
bool start_joining(db::Session& db, Hall& hall, std::string_view code, std::string_view name, OrgId keeper, const stations::By& by,
                   Instant now) {
  return joining::add_channel(
      db, hall, {.id = {}, .code = std::string(code), .kind = joining::ChannelKind::station, .name = std::string(name), .org = keeper},
      by.account, now);
}

}  // namespace

void offer_rooms() {
  static std::once_flag once;
  std::call_once(once, [] {
    accounts::offer_figures();
    orgs::offer_figures();
    members::offer_figures();
    cases::offer_figures();
    roster::offer();
    appeals::tickets::offer();
    stations::joining_starts_by(start_joining, joining::close_channel);
    stations::keeping::offer();
  });
}

std::optional<Problem> explain(const std::exception& failure) {
  if (!dynamic_cast<const db::Unavailable*>(&failure)) return std::nullopt;
  return Problem{
      .status = 503, .key = "http.unavailable", .params = {{"seconds", std::to_string(retry_after_s)}}, .retry_after_s = retry_after_s};
}

namespace {

/// A room's forgetting, again and again until nothing old is left; a chunk a transaction.
void forget(Hall& hall, std::int64_t (*old)(db::Session&, Instant)) {
  while (hall.db.write_in_background([&](db::Session& s) { return old(s, hall.clock.now()); }) > 0) {
  }
}

}  // namespace

void add_rounds(rounds::Rounds& rounds, Hall& hall, texts::Gateway& gateway, RoundCounts& counts, std::chrono::days ended_records) {
  using namespace std::chrono_literals;
  const auto add = [&](std::string name, std::chrono::milliseconds every, std::function<void()> work) {
    rounds.add(counts.counted({.name = std::move(name), .every = every, .work = std::move(work)}, hall.clock));
  };
  add("figures", 500ms, [&hall] { figures::fold_all(hall.db); });
  add("audit", 1s, [&hall] { audit::seal(hall.db, hall.clock.now(), sealed_at_once); });
  add("texts", 1s, [&hall, &gateway] { texts::send_waiting(hall, gateway, texts_at_once); });
  add("cases", 10s, [&hall] {
    while (cases::wind(hall, cases_at_once) == cases_at_once) {
    }
  });
  add("appeals", 1s, [&hall] { appeals::answer_followers(hall, cases_at_once); });
  add("results", 1h, [&hall] { appeals::results::publish(hall); });
  add("errands", 1min, [&hall] { appeals::errands::turn(hall, cases_at_once); });
  add("roles", 10s, [&hall] {
    while (accounts::end_overdue_roles(hall) > 0) {
    }
  });
  add("stand-ins", 10s, [&hall] { cases::stand_ins::turn(hall); });
  add("union moves", 1min, [&hall] { transfers::union_moves::close_overtaken(hall, cases_at_once); });
  add("mailings", 1s, [&hall] { verification::mailings::send_due(hall); });
  add("digest", 1min, [&hall] {
    const auto days = hall.db.read([](db::Session& s) { return calendar::load(s); });
    notices::digest(hall, notices::all_waiting, [&](Date day) { return days.works(day); });
  });
  add("ownerless files", 1h, [&hall] { files::remove_ownerless(hall); });
  add("elections", 1h, [&hall] { elections::remind(hall); });
  add("stations", 1min, [&hall] {
    stations::reopen_due(hall, stations_at_once);
    stations::truth::turn(hall, stations_at_once);
  });
  if (ended_records.count() > 0 && !hall.settings.demo)
    add("ended records", 1h, [&hall, ended_records] { erasure::forget_ended(hall, ended_records); });
  add("retention", 1min, [&hall] {
    forget(hall, idempotency::forget_old);
    forget(hall, access::forget_old_rates);
    forget(hall, accounts::forget_old);
    forget(hall, texts::forget_old);
    forget(hall, notices::forget_old);
    forget(hall, stations::truth::forget_old);
    forget(hall, stations::owners::end_overdue);
    forget(hall, stations::owners::forget_old);
    // A demo's imports are as old as its seed says, and are there to be looked at.
    while (!hall.settings.demo && imports::forget_old(hall) > 0) {
    }
    while (members::forget_exports(hall) > 0) {
    }
    while (appeals::forget_old(hall) > 0) {
    }
    if (!hall.settings.demo) members::merging::forget_old(hall);
    files::sweep(hall);
  });
}

struct HallServer::Inside {
  Inside(const Settings& settings, Site& site, const geo::Outlines& outlines)
      : front{.hall = site.hall(),
              .city_division = settings.city_division,
              .metrics_from = settings.metrics_from,
              .tiles = settings.tiles,
              .outlines = outlines_for_pages(outlines, settings.outlines.empty())},
        grace(settings.stop_grace),
        gateway(texts::open_gateway(settings.texts, site.hall().settings.demo)),
        resealing(site.hall()),
        rounds(site.hall()) {
    mount_doors(application.router, front);
    mount_short_links(application.router, front);
    mount_visitor(application.router, front);
    mount_running(application.router, front);
    mount_rooms(application.router, site.hall());
    offer_rooms();
    add_rounds(rounds, site.hall(), *gateway, front.rounds, std::chrono::days{settings.ended_records_days});
    rounds.add(front.rounds.counted({.name = "keys",
                                     .every = std::chrono::milliseconds{500},
                                     .work =
                                         [this] {
                                           for (int chunk = 0; chunk < chunks_sealed_anew_at_once && resealing.step(); ++chunk) {
                                           }
                                         }},
                                    site.hall().clock));
    if (!settings.audit_heads.empty()) {
      rounds.add(front.rounds.counted({.name = "audit heads",
                                       .every = std::chrono::hours{1},
                                       .work = [&hall = site.hall(), file = settings.audit_heads] { audit::send_head(hall, file); }},
                                      site.hall().clock));
    }
    front.resealing = &resealing;
    front.keeper = &site.keeper();
    workers.push_back(imports::worker(site.hall()));
    workers.push_back(members::exporter(site.hall()));
    workers.push_back(verification::mailings::preparer(site.hall()));
    application.authenticate = accounts::authenticator(site.hall());
    application.own_origins = settings.origins;
    application.explain = explain;
    http::pictures_come_also_from(origins_of(settings.tiles));
    for (const std::string app : {"office", "open"}) {
      if (auto pages = pages_of(settings, app); !pages.empty()) application.files.push_back({"/" + app + "/", std::move(pages)});
    }
    // The member app has every path that nobody else has: a page of its own says where there is nothing.
    if (auto pages = pages_of(settings, "member"); !pages.empty()) {
      application.files.push_back({"/", std::move(pages)});
    } else {
      mount_desk_at_root(application.router, front);
    }
    const auto for_server = settings.for_server();
    std::filesystem::create_directories(for_server.upload_folder);
    server = std::make_unique<http::Server>(application, for_server);
    front.server = server.get();
  }

  http::Application application;
  Front front;
  std::chrono::seconds grace;
  std::unique_ptr<texts::Gateway> gateway;
  Resealing resealing;
  rounds::Rounds rounds;
  std::vector<rounds::Worker> workers;
  std::unique_ptr<http::Server> server;
};

HallServer::HallServer(const Settings& settings, Site& site, const geo::Outlines& outlines)
    : inside_(std::make_unique<Inside>(settings, site, outlines)) {}
HallServer::~HallServer() = default;

void HallServer::start() {
  inside_->server->start();
  inside_->rounds.start();
  for (auto& worker : inside_->workers) worker.start();
}

void HallServer::stop() {
  inside_->server->stop(inside_->grace);
  for (auto& worker : inside_->workers) worker.stop();
  inside_->rounds.stop();
}

std::uint16_t HallServer::port() const { return inside_->server->port(); }

}  // namespace unionhall::app
