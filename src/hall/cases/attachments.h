#pragma once
// Attachments (附件) of a case: pictures, PDFs and voice notes, at most twenty. A picture is drawn anew before it is kept, so that
// nothing but what it shows goes along; a PDF is kept as it is and never shown inside a page, a voice as it was recorded. Private to
// this folder.
#include "hall/cases/cases.h"
#include "hall/files/files.h"
#include "media/media.h"

namespace unionhall::cases::attachments {

using AttachmentId = Id<struct CaseAttachmentTag>;

struct Attachment {
  AttachmentId id;
  std::int64_t region = 0;
  CaseId of;
  std::optional<files::FileId> file;  // nothing: taken back
  media::Kind kind = media::Kind::jpeg;
  Party party = Party::applicant;
  AccountId by;
  Audience audience = Audience::all;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(Attachment, (), (id, region, of, file, kind, party, by, audience, at))

/// One that is there, with what its file is called.
struct Line {
  AttachmentId id;
  media::Kind kind = media::Kind::jpeg;
  Party party = Party::applicant;
  AccountId by;
  Audience audience = Audience::all;
  Instant at;
  std::string name;
  std::int64_t bytes = 0;
};
BOOST_DESCRIBE_STRUCT(Line, (), (id, kind, party, by, audience, at, name, bytes))

/// Those that are there, the first first, as this reader may see them.
std::vector<Line> of(db::Session& db, CaseId id, const Standing& standing);

/// The last part of a path, without signs that a name should not have, at most 80 characters, with the ending of its kind:
/// "C:\\x\\合同.JPEG" → "合同.jpg".
std::string tidy_name(std::string_view given, media::Kind kind);

void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::cases::attachments
