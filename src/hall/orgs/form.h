#pragma once
// What a form says about a union, checked. Private to this folder.
#include "hall/orgs/orgs.h"

namespace unionhall::orgs {

/// The facts after what the form names; what it leaves out stays as it was, null clears what may be empty. Mistakes stand
/// in the form.
Facts read_facts(http::Form& form, Facts before);

}  // namespace unionhall::orgs
