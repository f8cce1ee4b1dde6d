#pragma once
// Moments and days. Moments are UTC in milliseconds; days are Beijing days, UTC+8 all year.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace unionhall {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using Date = std::chrono::year_month_day;

inline std::int64_t unix_ms(Instant at) { return at.time_since_epoch().count(); }
inline Instant from_unix_ms(std::int64_t ms) { return Instant{std::chrono::milliseconds{ms}}; }

/// The Beijing day that `at` falls on.
Date beijing_date(Instant at);
/// The first moment of a Beijing day.
Instant beijing_midnight(Date day);

/// "2026-07-15T14:20:08.123+08:00", Beijing time.
std::string rfc3339(Instant at);
/// "2026-07-15"; the inverse accepts exactly this and only days that exist.
std::string iso_date(Date day);
std::optional<Date> parse_iso_date(std::string_view text);

/// Where code learns the time. Everything takes one, so tests can stand still.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

/// Stands still until told. Safe to move while other threads read.
class StillClock final : public Clock {
 public:
  explicit StillClock(Instant at) : now_ms_(unix_ms(at)) {}
  Instant now() const override { return from_unix_ms(now_ms_.load()); }
  void advance(std::chrono::milliseconds by) { now_ms_ += by.count(); }

 private:
  std::atomic<std::int64_t> now_ms_;
};

}  // namespace unionhall
