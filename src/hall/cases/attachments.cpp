#include "hall/cases/attachments.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "hall/cases/evidence.h"
#include "hall/cases/opened.h"
#include "hall/cases/store.h"
#include "hall/cases/telling.h"

namespace unionhall::cases::attachments {
namespace {

constexpr std::int64_t most = 20;  // of one case
constexpr std::size_t stem_chars_max = 80;
constexpr std::uintmax_t sound_bytes_max = 3 * 1024 * 1024;  // three minutes as a browser records them

std::string_view ending_of(media::Kind kind) { return kind == media::Kind::jpeg ? "jpg" : db::word(kind); }

bool sees(const Standing& standing, Audience audience) { return standing.reader == Reader::officer || audience == Audience::all; }

/// What is kept: a picture drawn anew, a PDF or a voice as it came.
struct Ready {
  media::Kind kind = media::Kind::pdf;
  std::optional<files::Opened> drawn;
};

Result<Ready, Refusal> made_ready(const Hall& hall, const std::filesystem::path& came) {
  const auto kind = media::kind_of(came);
  if (!kind) return std::unexpected(Refusal::not_to_be_attached);
  if (media::is_sound(*kind) && std::filesystem::file_size(came) > sound_bytes_max) return std::unexpected(Refusal::sound_too_long);
  if (!media::is_picture(*kind)) return Ready{*kind, {}};
  auto drawn = files::scratch(hall);
  const auto picture = media::redraw(came, *kind, drawn.path());
  if (!picture) return std::unexpected(Refusal::unreadable);
  return Ready{*picture, std::move(drawn)};
}

/// POST /api/v1/cases/{id}/attachments?name=&inside= (the file) → 201 {id}
http::Response post(const http::Request& request, Hall& hall) {
  const auto id = request.path_id<CaseId>("id");
  const auto opened = hall.db.snapshot([&](db::Session& db) { return open(db, access::actor(request), id); });
  if (!opened.one.outcome.empty()) return http::problem(problem_for(Refusal::has_ended), request);
  const auto ready = made_ready(hall, request.body_file);
  if (!ready) return http::problem(problem_for(ready.error()), request);
  const bool officer = opened.standing.reader == Reader::officer;
  // A PDF says who wrote it, and a voice is known.
  if (!officer && opened.one.discretion == Discretion::nameless && !media::is_picture(ready->kind)) {
    return http::problem(problem_for(Refusal::names_its_author), request);
  }

  const auto name = tidy_name(request.asked("name"), ready->kind);
  const auto file = files::keep(hall, ready->drawn ? ready->drawn->path() : request.body_file, name);
  const Attachment attachment{.id = hall.ids.next<struct CaseAttachmentTag>(),
                              .region = opened.one.region,
                              .of = id,
                              .file = file.id,
                              .kind = ready->kind,
                              .party = officer ? Party::addressed : Party::applicant,
                              .by = access::actor(request).account,
                              .audience = officer && request.asked("inside") == "1" ? Audience::inside : Audience::all,
                              .at = hall.clock.now()};
  const auto added = hall.write(request, [&](db::Session& db) -> Result<AttachmentId, Refusal> {
    if (store::count_attachments(db, id) >= most) return std::unexpected(Refusal::enough_attachments);
    store::add_attachment(db, attachment);
    const auto who = by(request, attachment.party);
    const auto event = record(db, hall, opened.one, attachment.audience, "attached", name, who, attachment.at);
    if (attachment.audience == Audience::all) telling::said(db, hall, opened.one, who, event, attachment.at);
    return attachment.id;
  });
  // A repeat was answered with the first one, which has a file of its own.
  if (!added || *added != attachment.id) files::remove(hall, file.id);
  return added ? http::created({{"id", added->text()}}) : http::problem(problem_for(added.error()), request);
}

/// Refused 404 when it is none of this case, was taken back, or is not for this reader.
Attachment require(db::Session& db, const http::Request& request, const Opened& opened) {
  const auto found = store::find_attachment(db, opened.one.id, request.path_id<AttachmentId>("attachment"));
  if (!found || !found->file || !sees(opened.standing, found->audience)) throw Refused({404, "http.not_found"});
  return *found;
}

/// GET /api/v1/cases/{id}/attachments/{attachment} → the file
http::Response get(const http::Request& request, Hall& hall) {
  std::optional<Opened> opened;
  const auto attachment = hall.db.snapshot([&](db::Session& db) {
    opened = open(db, access::actor(request), request.path_id<CaseId>("id"));
    return require(db, request, *opened);
  });
  look(hall, request, *opened);
  const auto file = hall.db.read([&](db::Session& db) { return files::find(db, *attachment.file); });
  auto content = files::open(hall, *attachment.file);
  if (!file || !content) throw Refused({404, "http.not_found"});
  auto kept = std::make_shared<const files::Opened>(*std::move(content));
  // A page of ours shows pictures and plays voices; a PDF never runs inside one.
  const auto how = attachment.kind == media::Kind::pdf ? "attachment" : "inline";
  return {.headers = {{"content-type", std::string(media::content_type(attachment.kind))},
                      {"content-disposition", http::disposition(how, file->name)},
                      {"content-security-policy", "default-src 'none'; sandbox"},
                      {"cache-control", "private, no-store"}},
          .file = kept->path(),
          .keeps = kept};
}

/// DELETE /api/v1/cases/{id}/attachments/{attachment}: by whoever added it, while the case is open.
http::Response take_back(const http::Request& request, Hall& hall) {
  std::optional<Opened> opened;
  const auto attachment = hall.db.snapshot([&](db::Session& db) {
    opened = open(db, access::actor(request), request.path_id<CaseId>("id"));
    return require(db, request, *opened);
  });
  if (attachment.by != opened->standing.account) return http::problem(problem_for(Refusal::no_such_step), request);
  if (!opened->one.outcome.empty()) return http::problem(problem_for(Refusal::has_ended), request);
  const auto taken = hall.db.write([&](db::Session& db) {
    if (!store::take_attachment_back(db, attachment.id)) return false;
    record(db, hall, opened->one, attachment.audience, "taken_back", "", by(request, attachment.party), hall.clock.now());
    return true;
  });
  if (taken) files::remove(hall, *attachment.file);
  return http::no_content();
}

}  // namespace

std::vector<Line> of(db::Session& db, CaseId id, const Standing& standing) {
  auto lines = store::attachments_of(db, id, most);
  std::erase_if(lines, [&](const Line& line) { return !sees(standing, line.audience); });
  return lines;
}

std::string tidy_name(std::string_view given, media::Kind kind) {
  const auto folded = text::folded(given).value_or("");
  auto name = std::string_view(folded);
  if (const auto slash = name.find_last_of("/\\"); slash != std::string_view::npos) name.remove_prefix(slash + 1);
  if (const auto dot = name.rfind('.'); dot != std::string_view::npos) name = name.substr(0, dot);
  std::string stem;
  std::size_t chars = 0;
  text::each_character(name, [&](std::string_view one) {
    if (one.find_first_of("\"<>:|?*") == std::string_view::npos && ++chars <= stem_chars_max) stem += one;
  });
  return fmt::format("{}.{}", stem.empty() ? "file" : stem, ending_of(kind));
}

}  // namespace unionhall::cases::attachments

namespace unionhall::cases::evidence {

Result<Picture, Refusal> keep(Hall& hall, const std::filesystem::path& came, std::string_view name) {
  const auto ready = attachments::made_ready(hall, came);
  if (!ready) return std::unexpected(ready.error());
  if (!ready->drawn) return std::unexpected(Refusal::not_to_be_attached);
  return Picture{files::keep(hall, ready->drawn->path(), attachments::tidy_name(name, ready->kind)).id, ready->kind};
}

Result<void, Refusal> attach(db::Session& db, Hall& hall, const Case& to, const std::vector<Picture>& pictures, Audience audience,
                             const By& by, Instant now) {
  if (store::count_attachments(db, to.id) + std::ssize(pictures) > attachments::most) return std::unexpected(Refusal::enough_attachments);
  for (const auto& picture : pictures) {
    store::add_attachment(db, {.id = hall.ids.next<attachments::CaseAttachmentTag>(),
                               .region = to.region,
                               .of = to.id,
                               .file = picture.file,
                               .kind = picture.kind,
                               .party = by.party,
                               .by = by.account,
                               .audience = audience,
                               .at = now});
  }
  return {};
}

}  // namespace unionhall::cases::evidence

namespace unionhall::cases::attachments {

void mount(http::Router& route, Hall& hall) {
  files::owned_by("case_attachments", store::attached_files);
  route.post(
      "/api/v1/cases/{id}/attachments", access::signed_in, hall, post,
      {.body = http::Body::file, .body_bytes_max = static_cast<std::size_t>(hall.settings.attachment_bytes), .makes_something = true});
  route.get("/api/v1/cases/{id}/attachments/{attachment}", access::signed_in, hall, get);
  route.del("/api/v1/cases/{id}/attachments/{attachment}", access::signed_in, hall, take_back);
}

}  // namespace unionhall::cases::attachments
