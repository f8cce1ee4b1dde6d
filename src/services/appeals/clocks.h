#pragma once
// How long the union has (时限): until it speaks to her for the first time, and until it answers. By difficulty; each number is a
// setting ("appeal.reply.ordinary" of case-days), and no setting goes beyond what the petition rules allow.
//
//                first contact      answer             once more, asked for before the end
//   urgent       2 hours            24 hours           –
//   question     1 working day      3 working days     2
//   ordinary     1 working day      5 working days     5
//   difficult    1 working day      15 working days    15
//   complex      15 days, written   60 days            30
//
// Source: 信访工作条例 Art. 23 (accepted in 15 days, and said so in writing), Art. 34 (60 days, 30 more); the rest are settings.
#include "services/appeals/appeals.h"

namespace unionhall::appeals::clocks {

cases::Deadline first_contact(const Hall& hall, Difficulty difficulty);
cases::Deadline reply(const Hall& hall, Difficulty difficulty, bool extended);
bool may_be_extended(Difficulty difficulty);

/// The moment at which the answer is due.
Instant reply_due(const Hall& hall, const Form& form, const calendar::Calendar& days);

}  // namespace unionhall::appeals::clocks
