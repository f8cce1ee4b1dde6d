#pragma once
// Notes on cases that were written before notes were sealed: they are sealed behind everything that people do.
#include "hall/hall.h"

namespace unionhall::cases {

/// The rows of case_events whose note stands in clear.
std::vector<std::int64_t> notes_in_clear(db::Session& db);
/// Seals the notes of at most 500 of them. What somebody erases meanwhile stays erased.
void seal_notes(Hall& hall, const std::vector<std::int64_t>& events);

}  // namespace unionhall::cases
