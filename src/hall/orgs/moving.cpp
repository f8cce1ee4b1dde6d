#include "hall/orgs/moving.h"

#include <mutex>

namespace unionhall::orgs {
namespace {

std::mutex guard;

MakeReady& handed_down() {
  static MakeReady one;
  return one;
}

}  // namespace

void moves_made_ready_by(MakeReady make_ready) {
  const std::scoped_lock lock(guard);
  handed_down() = std::move(make_ready);
}

bool make_ready_for_move(db::Session& db, Hall& hall, std::string_view path, const std::vector<OrgId>& above, Instant now) {
  MakeReady make_ready;
  {
    const std::scoped_lock lock(guard);
    make_ready = handed_down();
  }
  return make_ready && make_ready(db, hall, path, above, now);
}

}  // namespace unionhall::orgs
