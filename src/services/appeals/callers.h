#pragma once
// Callers (来电人): whom an officer wrote down with a phone, and who has no account. When it is her turn (an answer lies before her,
// something is asked or proposed) she gets a text with a link, by which she reads it and takes the steps that are hers alone. Nobody
// takes them for her: not the union, and not the seat that wrote her down. One appeal, one link (crypto/link_code.h); it opens until
// the appeal has ended.
//
// A number that was written down wrongly leads to a stranger, so the phone alone proves nothing: she also says with what surname she
// called, which is what the seat heard and a stranger did not. Where none was written down, the link is all that there is. Whatever does
// not fit is answered alike, and three wrong names shut the link for good; she is called back as anybody who gave no answer.
#include "services/appeals/appeals.h"

namespace unionhall::appeals::callers {

constexpr int tries_most = 3;
constexpr std::chrono::minutes look_good_for{30};

enum class Refusal {
  fits_nothing,  // 422, whatever it is
  look_over,     // it was opened too long ago
  over,          // the appeal has ended
};
Problem problem_for(Refusal refusal);

/// Draws the link of an appeal that was written down with a phone, in the caller's transaction. Nothing is sent yet.
void expect(db::Session& db, Hall& hall, const cases::Case& one, const std::string& address, Instant now);

/// A step's work, and after it a text to the caller where it is her turn now.
cases::Work told_after(Hall& hall, cases::Work work);

/// Links of open appeals under this key.
std::int64_t open_under(db::Session& db, int key_no);

void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::appeals::callers
