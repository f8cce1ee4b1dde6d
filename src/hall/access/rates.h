#pragma once
// How often something may be tried: sign-in codes, exact look-ups, reveals. A try is committed on its own before a
// refusal is answered, so that it outlives the refusal.
#include "hall/hall.h"

namespace unionhall::access {

struct Rate {
  std::int64_t most;
  std::chrono::seconds window;  // windows are fixed, counted from 1970
};

struct Spent {
  bool allowed = true;
  std::int64_t left = 0;  // in this window, after this try
  int retry_after_s = 0;  // until the window ends, once nothing is left
};

/// Counts one try of `bucket` ("code:" + digest, "lookup:" + account) in the caller's transaction.
Spent spend(db::Session& db, std::string_view bucket, const Rate& rate, Instant now);
/// A try that was none: a right code does not count among the wrong ones.
void give_back(db::Session& db, std::string_view bucket, const Rate& rate, Instant now);
/// Deletes windows that ended more than a day ago, at most 500; how many.
std::int64_t forget_old_rates(db::Session& db, Instant now);

}  // namespace unionhall::access
