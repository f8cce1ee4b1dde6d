#pragma once
// The words of `opening_hours`. Private to this folder.
#include <array>
#include <chrono>
#include <string_view>

namespace unionhall::hours::osm {

constexpr std::array<std::string_view, 7> weekdays{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 3> modifiers{"open", "off", "closed"};

/// February has its 29th, which comes every four years.
constexpr std::chrono::day last_day(std::chrono::month month) { return (std::chrono::year{2024} / month / std::chrono::last).day(); }

}  // namespace unionhall::hours::osm
