#include "http/static_files.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>

#include "http/negotiation.h"

namespace unionhall::http {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 20> media_types{{
    {".css", "text/css; charset=utf-8"},
    {".geojson", "application/geo+json"},
    {".gif", "image/gif"},
    {".html", "text/html; charset=utf-8"},
    {".ico", "image/x-icon"},
    {".jpg", "image/jpeg"},
    {".js", "text/javascript; charset=utf-8"},
    {".json", "application/json"},
    {".md", "text/markdown; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".mp3", "audio/mpeg"},
    {".pdf", "application/pdf"},
    {".png", "image/png"},
    {".svg", "image/svg+xml"},
    {".txt", "text/plain; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".webmanifest", "application/manifest+json"},
    {".webp", "image/webp"},
    {".woff2", "font/woff2"},
    {".xml", "application/xml"},
}};

std::string_view media_type_of(const std::filesystem::path& file) {
  const auto found = std::ranges::find(media_types, file.extension().native(), &decltype(media_types)::value_type::first);
  return found == media_types.end() ? "application/octet-stream" : found->second;
}

/// Vite writes what may be kept for ever into assets/, with a hash of the content in the name: assets/index-BxZ3kq9_.js
bool has_hashed_name(const std::filesystem::path& file) {
  constexpr std::size_t hash_chars = 8;
  const auto stem = file.stem().native();
  return file.parent_path().filename() == "assets" && stem.size() > hash_chars + 1 && stem[stem.size() - hash_chars - 1] == '-';
}

/// Size and time of a regular file, as nginx does it: nothing to read, and new with every build.
std::optional<std::string> tag_of(const std::filesystem::path& file) {
  struct stat info {};
  if (::stat(file.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return std::nullopt;
  return fmt::format("\"{:x}-{:x}{:09}\"", info.st_size, info.st_mtim.tv_sec, info.st_mtim.tv_nsec);
}

/// Nothing when `path` names no file. The target's parser has refused "..", and hidden names are none of the web's business.
std::optional<std::filesystem::path> file_at(const StaticFiles& folder, std::string_view path) {
  if (path.starts_with('.') || path.find("/.") != std::string_view::npos || path.starts_with('/')) return std::nullopt;
  const auto name = path.substr(path.rfind('/') + 1);  // npos + 1 is the beginning
  if (name.find('.') == std::string_view::npos) return folder.root / "index.html";
  return folder.root / path;
}

/// "/office" before "/office/". Pages name their files relative to the latter.
bool is_door_of(const StaticFiles& folder, std::string_view path) {
  return path.size() + 1 == folder.mount.size() && folder.mount.starts_with(path);
}

}  // namespace

const StaticFiles* folder_of(const std::vector<StaticFiles>& folders, std::string_view path) {
  const StaticFiles* best = nullptr;
  for (const auto& folder : folders) {
    const bool inside = path.starts_with(folder.mount) || is_door_of(folder, path);
    if (inside && (!best || folder.mount.size() > best->mount.size())) best = &folder;
  }
  return best;
}

Response send_file(const StaticFiles& folder, const Request& request) {
  if (is_door_of(folder, request.path)) return {.status = 308, .headers = {{"location", folder.mount}}};

  const auto file = file_at(folder, std::string_view{request.path}.substr(folder.mount.size()));
  const auto plain_tag = file ? tag_of(*file) : std::nullopt;
  if (!plain_tag) return problem({404, "http.not_found"}, request);

  Response response{.headers = {{"cache-control", has_hashed_name(*file) ? "public, max-age=31536000, immutable" : "no-cache"},
                                {"content-type", std::string(media_type_of(*file))},
                                {"etag", *plain_tag},
                                {"vary", "accept-encoding"}},
                    .file = *file};
  // A part of a file is a part of the plain one: programs that fetch parts put them together themselves.
  if (request.header("range").empty()) {
    for (const auto& [coding, suffix] : {std::pair{"br", ".br"}, std::pair{"gzip", ".gz"}}) {
      if (!accepts_coding(request.header("accept-encoding"), coding)) continue;
      auto packed = *file;
      packed += suffix;
      const auto tag = tag_of(packed);
      if (!tag) continue;
      response.file = packed;
      response.headers["content-encoding"] = coding;
      response.headers["etag"] = *tag;
      break;
    }
  }
  if (request.header("if-none-match").find(response.headers["etag"]) != std::string_view::npos) {
    response.status = 304;
    response.file.clear();
  }
  return response;
}

}  // namespace unionhall::http
