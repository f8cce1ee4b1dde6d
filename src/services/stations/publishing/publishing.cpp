#include "services/stations/publishing/publishing.h"

#include <algorithm>

#include "hall/audit/audit.h"
#include "services/stations/publishing/store.h"

namespace unionhall::stations::publishing {
namespace {

constexpr StationId newest{std::numeric_limits<std::int64_t>::max()};

void record(db::Session& db, Hall& hall, const By& by, const Scope& scope, std::string_view detail) {
  audit::record(db, hall,
                {.actor = by.account,
                 .role = by.role,
                 .what = "change",
                 .subject_kind = "list",
                 .subject = scope.org.value,
                 .org = scope.org,
                 .detail = detail,
                 .request = by.request});
}

bool waits(const store::Line& line) { return line.part == Part::add || line.part == Part::update || line.part == Part::remove; }

}  // namespace

Result<SubmissionId, Refusal> submit(db::Session& db, Hall& hall, const Scope& scope, const By& by, Instant now) {
  std::vector<store::Line> taken;
  if (scope.only.empty()) {
    for (const auto part : {Part::add, Part::update, Part::remove}) {
      const auto left = submitted_most - static_cast<int>(taken.size());
      if (left <= 0) break;
      auto some = store::lines(db, scope, part, newest, left);
      std::ranges::move(some, std::back_inserter(taken));
    }
  } else {
    taken = store::lines(db, scope, {}, newest, submitted_most);
    const bool all = taken.size() == scope.only.size() &&
                     std::ranges::all_of(taken, [](const store::Line& line) { return waits(line) || line.part == Part::refused; });
    if (!all) return std::unexpected(Refusal::not_found);
  }
  if (taken.empty()) return std::unexpected(Refusal::nothing_waits);
  const Submission made{.id = hall.ids.next<StationSubmissionTag>(),
                        .org = scope.org,
                        .provider = scope.provider,
                        .stations = static_cast<std::int64_t>(taken.size()),
                        .at = now};
  store::add_submission(db, hall.ids.region(), made, by.account);
  store::write_submitted(db, hall.ids.region(), made.id, scope.provider, taken, by.account, now);
  record(db, hall, by, scope, "submitted");
  return made.id;
}

Result<std::int64_t, Refusal> settle(db::Session& db, Hall& hall, const Scope& scope, Settled as, std::string_view note, const By& by,
                                     Instant now) {
  const auto submitted = store::lines(db, scope, Part::submitted, newest, submitted_most);
  if (!scope.only.empty() && submitted.size() != scope.only.size()) return std::unexpected(Refusal::not_found);
  for (const auto& line : submitted) store::settle(db, line.id, scope.provider, as, note, by.account, now);
  if (!submitted.empty()) record(db, hall, by, scope, db::word(as));
  return static_cast<std::int64_t>(submitted.size());
}

Shifted shifted(Provider provider, const geo::Point& point) {
  if (provider == Provider::baidu) {
    const auto at = geo::to_bd09(point);
    return {at.lng, at.lat, "BD-09"};
  }
  const auto at = geo::to_gcj02(point);
  return {at.lng, at.lat, "GCJ-02"};
}

Problem problem_for(Refusal refusal) {
  switch (refusal) {
    case Refusal::nothing_waits:
      return {409, "stations.nothing_waits"};
    case Refusal::not_found:
      return {404, "stations.not_to_be_moved"};
  }
  std::unreachable();
}

void add_words() {
  http::Texts::global().add({
      {"stations.nothing_waits", "没有要上报的驿站，地图上的都是最新的", "Nothing waits: the map has all of them as they are"},
      {"stations.not_to_be_moved", "选中的驿站里有的状态已经变了，请刷新后再选",
       "Some of those chosen have moved on. Load the page again, then choose"},
      {"stations.refused_for_what", "请写明地图方为什么驳回", "Say why the map refused it"},
  });
}

}  // namespace unionhall::stations::publishing
