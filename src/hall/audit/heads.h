#pragma once
// Heads (链头): where the chain ended, hour by hour, in a file outside the hall. Whoever owns the database can make the whole chain
// anew so that it is sound in itself; but not what stands on a machine that takes lines and gives none back.
//
//   2026-07-15T14:00:00+08:00 48213 9f2c…    when it was sealed, how many events the chain had, the SM3 of the last
#include <filesystem>
#include <optional>
#include <string>

#include "hall/audit/audit.h"

namespace unionhall::audit {

/// Appends where the chain ends now, durably. False: it ends where the last line says. Throws std::runtime_error when the file
/// cannot be read or written.
bool send_head(Hall& hall, const std::filesystem::path& file);

/// The first line of the file that the chain no longer bears out; nothing: it bears out all. Throws std::runtime_error when there is
/// no such file. A line that was cut off, as by a loss of power, says nothing.
std::optional<std::string> contradicting_head(db::Session& db, const std::filesystem::path& file);

}  // namespace unionhall::audit
