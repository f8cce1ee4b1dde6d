// The file that holds the keys: its owner alone may read it, and it is never half written.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "contexts.h"
#include "crypto.h"

namespace unionhall::crypto {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& why) {
  throw std::runtime_error("key file " + file.string() + ": " + why);
}

std::string read_private(const std::filesystem::path& file) {
  const Descriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (in.get() < 0) refuse(file, errno == ENOENT ? "it does not exist; make one with `unionhall keys init`" : std::strerror(errno));
  struct stat status {};
  if (::fstat(in.get(), &status) != 0) refuse(file, std::strerror(errno));
  if ((status.st_mode & 077) != 0) refuse(file, "others than its owner may read it; `chmod 600` it");
  if (status.st_size > 64 * 1024) refuse(file, "it is too large to be a key file");
  std::string text(static_cast<std::size_t>(status.st_size), '\0');
  if (::read(in.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size())) refuse(file, "it cannot be read whole");
  return text;
}

/// Written beside, synced, then put into place.
void write_private(const std::filesystem::path& file, std::string_view text, bool replace) {
  const auto beside = std::filesystem::path(file).concat(".new");
  {
    const Descriptor out(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (out.get() < 0) refuse(beside, std::strerror(errno));
    if (::write(out.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()) || ::fsync(out.get()) != 0) {
      refuse(beside, "it cannot be written");
    }
  }
  const int done = replace ? ::rename(beside.c_str(), file.c_str()) : ::link(beside.c_str(), file.c_str());
  const int error = errno;
  if (!replace) ::unlink(beside.c_str());
  if (done != 0) refuse(file, error == EEXIST ? "it exists already, and what it seals would be lost" : std::strerror(error));
  const Descriptor folder(::open(file.parent_path().empty() ? "." : file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.get() >= 0) ::fsync(folder.get());
}

std::string new_line(int number) {
  Sm3 master{};
  random_bytes(master);
  return std::to_string(number) + " " + base64url(master) + "\n";
}

}  // namespace

Keyring Keyring::load(const std::filesystem::path& file) {
  try {
    return parse(read_private(file));
  } catch (const std::runtime_error& error) {
    if (std::string_view(error.what()).starts_with("key file ")) throw;
    refuse(file, error.what());
  }
}

void Keyring::init(const std::filesystem::path& file) { write_private(file, "unionhall-keys 1\n" + new_line(1), false); }

void Keyring::rotate(const std::filesystem::path& file) {
  auto text = read_private(file);
  const auto ring = parse(text);
  if (!text.ends_with('\n')) text += '\n';
  write_private(file, text + new_line(ring.newest() + 1), true);
}

}  // namespace unionhall::crypto
