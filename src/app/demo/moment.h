#pragma once
// The moment at which the demo city stands: its clock and its ids begin here. Private to this room.
#include "base/clock.h"

namespace unionhall::demo {

constexpr Date demo_day{std::chrono::year{2026}, std::chrono::month{7}, std::chrono::day{15}};
/// 14:20:08 in Beijing.
constexpr Instant demo_moment =
    Instant{std::chrono::sys_days{demo_day}} + std::chrono::hours{6} + std::chrono::minutes{20} + std::chrono::seconds{8};

}  // namespace unionhall::demo
