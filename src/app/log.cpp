#include "app/log.h"

#include <fmt/format.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <boost/json.hpp>

#include "base/clock.h"

namespace unionhall::app {
namespace {

class JsonLines final : public spdlog::formatter {
 public:
  void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& out) override {
    const std::string_view said(message.payload.data(), message.payload.size());
    if (said.starts_with('{')) {
      out.append(said);
    } else {
      const auto level = spdlog::level::to_string_view(message.level);
      const boost::json::object line{{"at", rfc3339(std::chrono::floor<std::chrono::milliseconds>(message.time))},
                                     {"level", std::string_view(level.data(), level.size())},
                                     {"said", said}};
      out.append(boost::json::serialize(line));
    }
    out.push_back('\n');
  }
  std::unique_ptr<spdlog::formatter> clone() const override { return std::make_unique<JsonLines>(); }
};

}  // namespace

void log_as_json(std::string_view level) {
  auto logger = std::make_shared<spdlog::logger>("hall", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_formatter(std::make_unique<JsonLines>());
  logger->set_level(spdlog::level::from_str(std::string(level)));
  spdlog::set_default_logger(std::move(logger));
}

}  // namespace unionhall::app
