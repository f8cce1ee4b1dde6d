#pragma once
// Reminders that a term of office ends and a new committee is to be elected (换届提醒).
//
//   due soon (six months before)    the union itself, once a week
//   due      (three months before)  the union and the one above, once
//   overdue                         the union and the one above, once: the one above sees to it (督办)
//   postponed by the one above      the union, once
//
// Told are those who hold a working role there for the organisation desk or for all desks: the chair among them.
#include "hall/orgs/terms.h"

namespace unionhall::elections {

/// What was said last.
struct Told {
  Date term_end;
  orgs::TermState state = orgs::TermState::normal;
  Date on;
};
BOOST_DESCRIBE_STRUCT(Told, (), (term_end, state, on))

/// Whether a union whose term ends on this day and stands so is to be told today.
bool is_to_be_told(const std::optional<Told>& last, Date term_end, orgs::TermState now, Date today);

/// Tells whom it concerns of all terms that ask for something. May be called at any time and by several processes; a union is told
/// in a transaction of its own. How many unions.
std::int64_t remind(Hall& hall);

void add_words();
void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::elections
