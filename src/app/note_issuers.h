#pragma once
#include "app/settings.h"
#include "services/transfers/notes.h"

namespace unionhall::app {

/// The federations that the settings' file lists; none where none is named. Throws BadSetting with the file and what is wrong in it.
std::vector<transfers::notes::Issuer> open_note_issuers(const Settings& settings);

}  // namespace unionhall::app
