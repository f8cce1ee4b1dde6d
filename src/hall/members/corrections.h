#pragma once
// What a member says is wrong in her record (更正): some fields as they should be. They are kept by whoever asked her, and written once
// her union agrees; then each says that it comes from herself.
#include "hall/members/members.h"

namespace unionhall::members {

/// A field as she wants it: a word of base/codes.h, a text, a phone in clear. Empty: there is no such thing.
using Wanted = std::map<std::string, std::string, std::less<>>;

/// Reads the fields that the form mentions, of those that a member may speak of; a mistake is a fault of the form. What is recorded so
/// already is left out.
Wanted read_corrections(http::Form& form, MemberId member, Hall& hall);

/// How such a field stands now, as a list may show it: a phone masked. Empty where nothing is recorded, or the record is gone.
std::string value_now(db::Session& db, const Hall& hall, MemberId member, std::string_view field);

/// Makes ready, outside the transaction, what writes these fields over the record as it is now. What it returns runs in one; it refuses
/// where somebody changed the record meanwhile. `account`: hers, 0 where she has none.
std::function<Result<void, Refusal>(db::Session&)> correction_of(Hall& hall, MemberId member, const Wanted& wanted, AccountId account);

}  // namespace unionhall::members
