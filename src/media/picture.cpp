#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <string>
#include <system_error>

#include "media/drawing.h"

namespace unionhall::media {
namespace {

/// Where it was installed, or built.
const std::string& program() {
  static const std::string found = [] {
    std::error_code none;
    const auto ours = std::filesystem::read_symlink("/proc/self/exe", none).parent_path();
    const auto installed = ours.parent_path() / "libexec" / "unionhall" / "unionhall-draw-picture";
    return std::filesystem::exists(installed, none) ? installed.string() : UNIONHALL_DRAW_PICTURE;  // a package knows no such place
  }();
  return found;
}

void must(int error, const char* what) {
  if (error != 0) throw std::system_error(error, std::generic_category(), what);
}

/// The picture at `from` on its one end, the file `to` on the other, and nothing else of ours: no descriptor and no environment.
class Ends {
 public:
  Ends(const std::filesystem::path& from, const std::filesystem::path& to) {
    must(::posix_spawn_file_actions_init(&actions_), "a picture's ends");
    must(::posix_spawn_file_actions_addopen(&actions_, 0, from.c_str(), O_RDONLY, 0), "a picture's beginning");
    must(::posix_spawn_file_actions_addopen(&actions_, 1, to.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), "a picture's end");
    must(::posix_spawn_file_actions_addopen(&actions_, 2, "/dev/null", O_WRONLY, 0), "a picture's log");
    must(::posix_spawn_file_actions_addclosefrom_np(&actions_, 3), "a picture's rest");
  }
  ~Ends() { ::posix_spawn_file_actions_destroy(&actions_); }
  Ends(const Ends&) = delete;
  Ends& operator=(const Ends&) = delete;

  /// How the program ended; nothing where it was ended.
  std::optional<int> draw(std::string kind) const {
    auto name = program();
    char* const words[] = {name.data(), kind.data(), nullptr};
    char* const nothing[] = {nullptr};
    pid_t child = 0;
    must(::posix_spawn(&child, name.c_str(), &actions_, nullptr, words, nothing), "unionhall-draw-picture");
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
      if (errno != EINTR) must(errno, "unionhall-draw-picture");
    }
    return WIFEXITED(status) ? std::optional(WEXITSTATUS(status)) : std::nullopt;
  }

 private:
  posix_spawn_file_actions_t actions_{};
};

}  // namespace

Result<Kind, Fault> redraw(const std::filesystem::path& from, Kind kind, const std::filesystem::path& to) {
  const auto drawn = kind == Kind::png ? Kind::png : Kind::jpeg;
  const auto ending = Ends(from, to).draw(std::string(drawn == Kind::png ? drawing::png : drawing::jpeg));
  if (!ending) return std::unexpected(Fault::unreadable);  // it did harm, and only there
  switch (*ending) {
    case drawing::drawn:
      return drawn;
    case drawing::unreadable:
      return std::unexpected(Fault::unreadable);
    case drawing::too_large:
      return std::unexpected(Fault::too_large);
    default:
      throw std::runtime_error("unionhall-draw-picture does not start");
  }
}

}  // namespace unionhall::media
