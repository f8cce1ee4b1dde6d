#pragma once
// The work of a rotation of keys (hall/keys): turn after turn is taken when every process is ready for it, and what is under
// a key that leaves is sealed anew, in chunks that let waiting writes pass. Nothing of it is remembered between two starts:
// what is still under the old key says itself what is left to do. A value that does not open stays where it is, for
// `unionhall check` to name, and holds up nothing but the retirement of its key.
#include <atomic>
#include <deque>
#include <optional>
#include <vector>

#include "hall/keys/keys.h"
#include "hall/people/rekeying.h"

namespace unionhall::app {

class Resealing {
 public:
  explicit Resealing(Hall& hall) : hall_(hall) {}

  /// The next chunk, or the next turn. False when there is nothing to do now.
  bool step();

  /// For /metrics.
  std::int64_t sealed_anew() const { return sealed_anew_; }
  int keys_that_go() const { return keys_that_go_; }

 private:
  bool seal_anew(const std::vector<int>& old);
  bool find_rows(const std::vector<int>& old);
  bool sweep(const std::vector<int>& left);
  bool seal_clear_notes();
  void begin();

  Hall& hall_;
  std::int64_t turn_ = -1;
  std::size_t column_ = 0;
  std::vector<std::int64_t> rows_;  // of this column, still under an old key
  std::int64_t met_ = 0;            // values on this way through all columns
  bool all_sealed_ = false;
  std::deque<people::Sweep> sweeps_;
  std::optional<Instant> swept_at_;
  std::optional<std::vector<std::int64_t>> clear_notes_;  // on cases, from before notes were sealed
  std::atomic<std::int64_t> sealed_anew_ = 0;
  std::atomic<int> keys_that_go_ = 0;
};

}  // namespace unionhall::app
