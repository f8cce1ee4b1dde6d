#pragma once
// A member's card (电子会员卡): her number, which a transfer note says too, and a code that lives for a minute.
#include "hall/members/members.h"

namespace unionhall::members::cards {

constexpr std::chrono::seconds code_lives{60};

/// Sixteen digits: six of the division, nine drawn at random, one to catch a mistyped digit (Luhn). Neither sex nor birth stands
/// in it. Source: a proposal of this hall's; no national rule of numbering was found.
std::string drawn_number(std::string_view division);

/// Her number, drawn now where she has none yet, in the caller's transaction.
std::string number_of(db::Session& db, PersonId person, std::string_view division, Instant now);

/// What the code says: whose card, until when. Whoever reads it learns nothing; the hall alone can open it.
std::string code_of(const Hall& hall, PersonId person, Instant now);
/// Whose card it is; nothing when it is none, or its minute is over.
std::optional<PersonId> holder_of(const Hall& hall, std::string_view code, Instant now);

}  // namespace unionhall::members::cards
