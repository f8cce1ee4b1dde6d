#pragma once
// Wordings by what they are. Private to this room.
#include <string>

#include "hall/consents/consents.h"
#include "hall/consents/wordings.h"

namespace unionhall::consents {

/// Throws std::logic_error when there is none.
const Wording& wording_of(Kind kind, std::int64_t version, http::Language language);
/// SM3 of the wording as it was built in, before the hall's name and contact stand in it.
const std::string& digest_of(const Wording& wording);
/// With the hall's name and contact.
std::string filled(const Wording& wording, const HallSettings& settings);

}  // namespace unionhall::consents
