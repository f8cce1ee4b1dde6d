#include "app/hall_server.h"

#include "app/front.h"
#include "hall/access/access.h"

namespace unionhall::app {
namespace {

constexpr int retry_after_s = 5;

/// The built pages of one app: beside the others where they were installed (share/unionhall/office), or in its own
/// dist where it was built (web/office/dist).
std::filesystem::path pages_of(const Settings& settings, std::string_view app) {
  std::error_code none;
  std::vector<std::filesystem::path> roots{settings.web};
  if (settings.web.empty()) {
    const auto program = std::filesystem::read_symlink("/proc/self/exe", none).parent_path();
    roots = {program.parent_path() / "share" / "unionhall", UNIONHALL_WEB_FOLDER};
  }
  for (const auto& root : roots) {
    for (const auto& folder : {root / app / "dist", root / app}) {
      if (std::filesystem::exists(folder / "index.html", none)) return folder;
    }
  }
  return {};
}

}  // namespace

void mount_rooms(http::Router&, Hall&) { access::add_words(); }

std::optional<Problem> explain(const std::exception& failure) {
  if (!dynamic_cast<const db::Unavailable*>(&failure)) return std::nullopt;
  return Problem{
      .status = 503, .key = "http.unavailable", .params = {{"seconds", std::to_string(retry_after_s)}}, .retry_after_s = retry_after_s};
}

struct HallServer::Inside {
  Inside(const Settings& settings, Site& site)
      : front{.hall = site.hall(), .city_division = settings.city_division, .metrics_from = settings.metrics_from},
        grace(settings.stop_grace) {
    mount_doors(application.router, front);
    mount_visitor(application.router, front);
    mount_rooms(application.router, site.hall());
    application.own_origins = settings.origins;
    application.explain = explain;
    if (auto pages = pages_of(settings, "office"); !pages.empty()) application.files.push_back({"/office/", std::move(pages)});
    const auto for_server = settings.for_server();
    std::filesystem::create_directories(for_server.upload_folder);
    server = std::make_unique<http::Server>(application, for_server);
    front.server = server.get();
  }

  http::Application application;
  Front front;
  std::chrono::seconds grace;
  std::unique_ptr<http::Server> server;
};

HallServer::HallServer(const Settings& settings, Site& site) : inside_(std::make_unique<Inside>(settings, site)) {}
HallServer::~HallServer() = default;

void HallServer::start() { inside_->server->start(); }

void HallServer::stop() { inside_->server->stop(inside_->grace); }

std::uint16_t HallServer::port() const { return inside_->server->port(); }

}  // namespace unionhall::app
