#include "http/access_log.h"

#include <spdlog/spdlog.h>

namespace unionhall::http {

void log_access(const Request& request, int status, std::chrono::steady_clock::duration took) {
  auto* const logger = spdlog::default_logger_raw();
  if (!logger->should_log(spdlog::level::info)) return;
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  logger->info(R"({{"at":"{}","id":"{}","method":"{}","route":"{}","status":{},"ms":{:.3f}}})", rfc3339(now), request.id, request.method,
               request.route, status, std::chrono::duration<double, std::milli>(took).count());
}

}  // namespace unionhall::http
