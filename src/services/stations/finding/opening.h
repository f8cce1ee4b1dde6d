#pragma once
// From the hours that a record holds to the intervals that pages and server compare. Private to this folder.
#include "hall/calendar/calendar.h"
#include "services/stations/finding/index.h"
#include "services/stations/hours/hours.h"

namespace unionhall::stations::finding {

constexpr int days_expanded = 60;

/// Of the 60 days from the one before `today` on, since yesterday's hours may reach over midnight. Unknown for hours that are
/// unknown, and for what a later version wrote that this one cannot read: that is never shown as open.
Opening expanded(std::string_view hours, const calendar::Calendar& calendar, Date today);
Opening expanded(const hours::Hours& hours, const calendar::Calendar& calendar, Date today);

}  // namespace unionhall::stations::finding
