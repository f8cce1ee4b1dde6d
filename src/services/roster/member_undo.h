#pragma once
#include "services/roster/before_image.h"

namespace unionhall::roster {

void undo_members(Hall& hall, const imports::Import& import, const imports::OnUndone& on_undone, const std::function<bool()>& go_on);

}  // namespace unionhall::roster
