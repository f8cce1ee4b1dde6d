#include "hall/members/members.h"

#include <fmt/format.h>

namespace unionhall::members {

void count(figures::Deltas& deltas, const Member& member, people::Sex sex, std::int64_t birth_month, std::int64_t by) {
  deltas.add(member.org, fmt::format("members.status.{}", db::word(member.status)), by);
  if (!alive(member.status)) return;

  deltas.add(member.org, "members", by);
  deltas.add(member.org, fmt::format("members.sex.{}", db::word(sex)), by);
  // By year of birth, which never changes; ages are worked out when the figure is read.
  deltas.add(member.org, fmt::format("members.born.{}", birth_month / 100), by);
  if (!member.category.empty()) deltas.add(member.org, "members.category." + member.category, by);
  if (!member.verified_method.empty()) {
    deltas.add(member.org, "verified", by);
    deltas.add(member.org, "verified.method." + member.verified_method, by);
  }
}

}  // namespace unionhall::members
