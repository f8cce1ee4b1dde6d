#include "app/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace unionhall::app {
namespace {

constexpr std::chrono::milliseconds redrawn_every{100};
constexpr std::chrono::seconds said_every{5};
constexpr int bar_width = 24;

}  // namespace

Progress::Progress() : terminal_(::isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() { end(); }

void Progress::show(const std::string& what, std::int64_t done, std::int64_t total) {
  const auto now = Steady::now();
  if (what != what_) {
    end();
    what_ = what;
    since_ = now;
    shown_ = {};
    began_with_ = done;
    open_ = true;
  }
  last_done_ = done;
  last_total_ = total;
  const bool whole = total > 0 && done >= total;
  if (!whole && now - shown_ < (terminal_ ? Steady::duration(redrawn_every) : Steady::duration(said_every))) return;
  shown_ = now;
  if (terminal_) {
    fmt::print(stderr, "\r\033[K{}", line(done, total));
  } else if (!whole) {  // end() says the last line
    fmt::print(stderr, "{}\n", line(done, total));
  }
  std::fflush(stderr);
}

void Progress::end() {
  if (!open_) return;
  open_ = false;
  fmt::print(stderr, "{}{}\n", terminal_ ? "\r\033[K" : "", line(last_done_, last_total_));
  what_.clear();
}

std::string Progress::line(std::int64_t done, std::int64_t total) const {
  const auto seconds = std::chrono::duration<double>(Steady::now() - since_).count();
  return progress_line(what_, done, total, seconds > 0.5 ? static_cast<double>(done - began_with_) / seconds : 0.0);
}

std::string progress_line(std::string_view what, std::int64_t done, std::int64_t total, double per_second) {
  if (total <= 0) return done > 0 ? fmt::format("{:<28} {}", what, grouped(done)) : std::string(what);

  const auto share = std::clamp(static_cast<double>(done) / static_cast<double>(total), 0.0, 1.0);
  const auto filled = static_cast<std::size_t>(share * bar_width);
  auto text = fmt::format("{:<28} [{}{}] {:3.0f} %  {} / {}", what, std::string(filled, '#'), std::string(bar_width - filled, '.'),
                          std::floor(share * 100), grouped(done), grouped(total));
  if (per_second >= 1) text += fmt::format("  {}/s", grouped(static_cast<std::int64_t>(per_second)));
  if (per_second >= 1 && done < total) text += fmt::format("  {:.0f} s left", std::ceil(static_cast<double>(total - done) / per_second));
  return text;
}

std::string grouped(std::int64_t number) {
  auto digits = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > (number < 0 ? 1 : 0); at -= 3) {
    digits.insert(static_cast<std::size_t>(at), 1, ',');
  }
  return digits;
}

}  // namespace unionhall::app
