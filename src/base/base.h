#pragma once
// Values without input or output. Everything else stands on these.
#include "base/clock.h"
#include "base/id.h"
#include "base/page.h"
#include "base/problem.h"
#include "base/result.h"
