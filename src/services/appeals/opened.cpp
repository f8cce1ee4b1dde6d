#include "services/appeals/opened.h"

#include <algorithm>

#include "services/appeals/appeals.h"

namespace unionhall::appeals {

cases::Opened open_appeal(db::Session& db, const http::Request& request) {
  auto opened = cases::open(db, access::actor(request), request.path_id<cases::CaseId>("id"));
  if (opened.one.type != type) throw Refused(cases::problem_for(cases::Refusal::not_found));
  return opened;
}

cases::Opened open_for_officer(db::Session& db, const http::Request& request) {
  auto opened = open_appeal(db, request);
  if (opened.standing.reader != cases::Reader::officer) throw Refused(cases::problem_for(cases::Refusal::not_found));
  return opened;
}

void require_handling(const cases::Opened& opened) {
  if (std::ranges::find(opened.standing.hands, cases::Party::addressed) != opened.standing.hands.end()) return;
  throw Refused(cases::problem_for(opened.standing.own ? cases::Refusal::own_case : cases::Refusal::no_such_step));
}

}  // namespace unionhall::appeals
