#include "services/roster/roster.h"
#include "services/roster/words.h"

namespace unionhall::roster {

void offer() {
  add_words();
  imports::offer(members_kind());
  imports::offer(orgs_kind());
  imports::offer(officers_kind());
}

}  // namespace unionhall::roster
