#pragma once
// Terms of office that ask for something (换届提醒). Six months before its end a term is due soon, three months before it due;
// after it overdue, unless the union above has put the election off.
#include "hall/orgs/orgs.h"

namespace unionhall::orgs {

/// A union's term, whose election and length are known.
struct Term {
  OrgId id, parent;
  std::string path, name, chair;
  Date start;
  std::int64_t years = 0;
  std::optional<Date> postponed_until;

  Date end() const;
  /// The end, or the day to which the election is put off.
  Date last_day() const;
  TermState state(Date today) const;
};
BOOST_DESCRIBE_STRUCT(Term, (), (id, parent, path, name, chair, start, years, postponed_until))

/// Whether a term in this state asks for something: due soon, due, overdue or postponed.
bool asks(TermState state);

/// Active unions within the subtree at `path`, after the path `after`, whose terms ask for something; in one state where given.
std::vector<Term> terms_that_ask(db::Session& db, std::string_view path, std::string_view after, int limit, Date today,
                                 std::optional<TermState> state = {});

void mount_terms(http::Router& route, Hall& hall);

}  // namespace unionhall::orgs
