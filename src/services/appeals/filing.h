#pragma once
// How an appeal comes in, and how it is shown. Private to this folder.
#include "services/appeals/appeals.h"

namespace unionhall::appeals {

/// "2026-07", in Beijing
std::string month_of(Instant at);

/// The program's words, changed by the hall's.
Hints hints_of(db::Session& db);

cases::Filing file(Hall& hall, http::Form& form, const cases::Filer& filer);
http::json::object show(db::Session& db, const Hall& hall, const cases::Case& one, cases::Reader reader);

/// "生活服务 · 食堂"
std::map<cases::CaseId, std::string> briefs(db::Session& db, const std::vector<cases::CaseId>& ids, http::Language language);

/// What a step writes in the form (steps.cpp).
cases::Work step(Hall& hall, const cases::Case& one, const cases::Step& taken, http::Form* form);
/// How content she is, once there is something to rate; in the caller's transaction. Refusals: no_answer_yet, rated_already.
Result<cases::EventId, Refusal> rate(db::Session& db, Hall& hall, const cases::Case& one, std::int64_t satisfaction, const cases::By& by,
                                     Instant now);
/// How long a union has for it, by its difficulty.
std::optional<cases::Allowed> allowed(db::Session& db, const Hall& hall, const cases::Case& one, cases::Party party);

}  // namespace unionhall::appeals
