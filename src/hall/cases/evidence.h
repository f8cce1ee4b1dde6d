#pragma once
// Evidence (办理凭证): pictures that a service takes in from somebody without an account, and attaches with what she says. Kept like any
// attachment (attachments.h): drawn anew, without what a phone writes into them.
#include "hall/cases/cases.h"
#include "hall/files/files.h"
#include "media/media.h"

namespace unionhall::cases::evidence {

struct Picture {
  files::FileId file;
  media::Kind kind = media::Kind::jpeg;
};
BOOST_DESCRIBE_STRUCT(Picture, (), (file, kind))

/// Keeps the picture at `came`; it is nobody's until its service has written it down (files::owned_by). Not to be called inside a
/// write. Refusals: not_to_be_attached, unreadable.
Result<Picture, Refusal> keep(Hall& hall, const std::filesystem::path& came, std::string_view name);

/// Makes them the case's, in the caller's transaction, which says on the track where they came from. Refusals: enough_attachments.
Result<void, Refusal> attach(db::Session& db, Hall& hall, const Case& to, const std::vector<Picture>& pictures, Audience audience,
                             const By& by, Instant now);

}  // namespace unionhall::cases::evidence
