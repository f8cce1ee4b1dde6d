#include "hall/members/members.h"

#include <fmt/format.h>

#include "hall/members/verifying.h"

namespace unionhall::members {

void count(figures::Deltas& deltas, const Member& member, people::Sex sex, std::int64_t birth_month, std::int64_t by) {
  deltas.add(member.org, fmt::format("members.status.{}", db::word(member.status)), by);
  if (!alive(member.status)) return;

  deltas.add(member.org, "members", by);
  deltas.add(member.org, fmt::format("members.sex.{}", db::word(sex)), by);
  // By year of birth, which never changes; ages are worked out when the figure is read.
  deltas.add(member.org, fmt::format("members.born.{}", birth_month / 100), by);
  if (!member.category.empty()) deltas.add(member.org, "members.category." + member.category, by);
  if (!member.verified_method.empty()) count_verified(deltas, member, by);
}

Result<void, Refusal> check_step(Status from, Status to) {
  using enum Status;
  const auto allowed = [&] {
    switch (from) {
      case active:
        return true;
      case transferring:
        return to != retained;
      case retained:
        return to != transferring && to != deemed_withdrawn;  // who is retained pays no dues, so none are overdue
      case transferred_out:
      case deceased:
      case cancelled:
        return to == active;
      case withdrawn:
      case deemed_withdrawn:
      case expelled:
        return false;
    }
    return false;
  }();
  if (from != to && !allowed) return std::unexpected(Refusal::status_not_from_here);
  return {};
}

std::string_view case_of_step(Status from, Status to) {
  if (from == to) return "";
  switch (to) {
    case Status::withdrawn:
      return "leaving";
    case Status::deemed_withdrawn:
      return "deemed_withdrawal";
    case Status::expelled:
      return "expulsion";
    case Status::deceased:
    case Status::cancelled:
      return "record_end";
    case Status::active:
      return from == Status::deceased || from == Status::cancelled ? "restoration" : "";
    case Status::transferring:
    case Status::retained:
    case Status::transferred_out:
      return "";
  }
  return "";
}

std::string_view change_kind_of(Status to) {
  switch (to) {
    case Status::retained:
      return "retained";
    case Status::transferred_out:
      return "transferred_out";
    case Status::expelled:
      return "expelled";
    case Status::withdrawn:
    case Status::deemed_withdrawn:
      return "withdrawn";
    case Status::active:
    case Status::transferring:
    case Status::deceased:
    case Status::cancelled:
      return "";
  }
  return "";
}

const std::vector<std::string_view>& reveal_purposes() {
  static const std::vector<std::string_view> words{"handle_request", "contact", "check_record", "benefits", "urgent", "legal_duty"};
  return words;
}

}  // namespace unionhall::members
