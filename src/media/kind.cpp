#include <magic.h>

#include <memory>
#include <stdexcept>
#include <string>

#include "media/media.h"

namespace unionhall::media {
namespace {

struct Named {
  Kind kind;
  std::string_view content_type;
  std::string_view seen_as = "";  // libmagic's word, where it tells the vessel and not what is in it
};
constexpr Named kinds[] = {{Kind::jpeg, "image/jpeg"},
                           {Kind::png, "image/png"},
                           {Kind::webp, "image/webp"},
                           {Kind::pdf, "application/pdf"},
                           {Kind::ogg, "audio/ogg"},
                           {Kind::webm, "audio/webm", "video/webm"},
                           {Kind::m4a, "audio/mp4", "video/mp4"},
                           {Kind::m4a, "audio/mp4", "audio/x-m4a"}};

struct Close {
  void operator()(magic_set* cookie) const { magic_close(cookie); }
};

/// libmagic's cookie is one thread's; its table of signs takes some milliseconds to load.
magic_set* mine() {
  thread_local const std::unique_ptr<magic_set, Close> cookie(
      magic_open(MAGIC_MIME_TYPE | MAGIC_SYMLINK | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TAR));
  thread_local const bool loaded = cookie && magic_load(cookie.get(), nullptr) == 0;
  if (!loaded) throw std::runtime_error("libmagic has no table of file kinds");
  return cookie.get();
}

}  // namespace

std::optional<Kind> kind_of(const std::filesystem::path& file) {
  const char* said = magic_file(mine(), file.c_str());
  if (said == nullptr) return std::nullopt;
  for (const auto& [kind, content_type, seen_as] : kinds) {
    if (said == (seen_as.empty() ? content_type : seen_as)) return kind;
  }
  return std::nullopt;
}

bool is_picture(Kind kind) { return kind == Kind::jpeg || kind == Kind::png || kind == Kind::webp; }
bool is_sound(Kind kind) { return kind == Kind::ogg || kind == Kind::webm || kind == Kind::m4a; }

std::string_view content_type(Kind kind) {
  for (const auto& named : kinds) {
    if (named.kind == kind) return named.content_type;
  }
  std::unreachable();
}

}  // namespace unionhall::media
