#include "hall/audit/heads.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <fstream>

#include "hall/audit/store.h"

namespace unionhall::audit {
namespace {

constexpr std::size_t digest_size = 64;

struct Line {
  std::int64_t position = 0;
  std::string digest;
};

std::optional<Line> read_line(const std::string& text) {
  const auto first = text.find(' '), second = text.rfind(' ');
  if (first == text.npos || first == second || text.size() - second - 1 != digest_size) return std::nullopt;
  Line line{.digest = text.substr(second + 1)};
  const auto [end, error] = std::from_chars(text.data() + first + 1, text.data() + second, line.position);
  return error == std::errc{} && end == text.data() + second ? std::optional(line) : std::nullopt;
}

/// The last whole line, and whether another may begin behind what stands there.
struct End {
  std::optional<Line> last;
  bool ends_its_line = true;
};

End end_of(const std::filesystem::path& file) {
  End end;
  std::ifstream in(file, std::ios::binary);
  for (std::string text; std::getline(in, text);) {
    end.ends_its_line = !in.eof();
    if (auto line = read_line(text)) end.last = std::move(line);
  }
  return end;
}

}  // namespace

bool send_head(Hall& hall, const std::filesystem::path& file) {
  const auto now = hall.db.read([](db::Session& db) { return head(db); });
  const auto end = end_of(file);
  if (now.position == 0 || (end.last && end.last->digest == now.digest)) return false;
  const auto line =
      fmt::format("{}{} {} {}\n", end.ends_its_line ? "" : "\n", rfc3339(from_unix_ms(now.sealed_at_ms)), now.position, now.digest);
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
  const bool written =
      descriptor >= 0 && ::write(descriptor, line.data(), line.size()) == static_cast<ssize_t>(line.size()) && ::fdatasync(descriptor) == 0;
  if (descriptor >= 0) ::close(descriptor);
  if (!written) throw std::runtime_error("the file of the audit's heads cannot be written");
  return true;
}

std::optional<std::string> contradicting_head(db::Session& db, const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("the file of the audit's heads cannot be read");
  for (std::string text; std::getline(in, text);) {
    const auto line = read_line(text);
    if (line && store::digest_at(db, line->position) != line->digest) return text;
  }
  return std::nullopt;
}

}  // namespace unionhall::audit
