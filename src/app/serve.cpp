#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "app/commands.h"
#include "app/front.h"
#include "app/hall_server.h"
#include "app/log.h"
#include "app/note_issuers.h"
#include "app/outlines.h"
#include "app/stopping.h"
#include "services/joining/joining.h"
#include "services/stations/stations.h"

namespace unionhall::app {

void serve(const Settings& settings) {
  watch_for_stop();
  log_as_json(settings.log_level);
  const auto outlines =
      std::make_shared<const geo::Outlines>(open_outlines(settings));  // before the doors open: a file that is no good is told at once
  joining::counties_are(outlines);
  stations::counties_are(outlines);
  transfers::notes::issuers_are(open_note_issuers(settings));
  Site site(settings, IfEmpty::make);
  if (!site.hall().settings.demo && settings.outlines.empty()) {
    spdlog::warn("counties are told apart by outlines made for demonstration ({}): set outlines", outlines->divisions().size());
  }
  if (!site.hall().settings.demo && settings.texts.provider == "file") {
    spdlog::warn("text messages are written to {} and reach nobody: set texts.provider", settings.texts.file.string());
  }

  HallServer server(settings, site, *outlines);
  server.start();
  const bool six = settings.address.find(':') != std::string::npos;
  const auto here = fmt::format("http://{}:{}", six ? "[" + settings.address + "]" : settings.address, server.port());
  fmt::print("{} is open at {}/, its desk at {}/office/\n", settings.name, here, here);
  std::fflush(stdout);

  wait_for_stop();
  server.stop();
}

}  // namespace unionhall::app
