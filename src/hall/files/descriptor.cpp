#include "hall/files/descriptor.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace unionhall::files {
namespace {

[[noreturn]] void broken(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

int opened(int number, const char* what) {
  if (number < 0) broken(what);
  return number;
}

}  // namespace

Descriptor Descriptor::read(const std::filesystem::path& path) {
  return Descriptor(opened(::open(path.c_str(), O_RDONLY | O_CLOEXEC), "a file cannot be opened"));
}

Descriptor Descriptor::make(const std::filesystem::path& path) {
  return Descriptor(opened(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600), "a file cannot be made"));
}

Descriptor Descriptor::nameless(const std::filesystem::path& folder) {
  auto name = (folder / "opened-XXXXXX").native();
  Descriptor file(opened(::mkostemp(name.data(), O_CLOEXEC), "a file cannot be made"));
  ::unlink(name.c_str());
  return file;
}

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

std::string Descriptor::take(std::size_t bytes) const {
  std::string taken(bytes, '\0');
  std::size_t size = 0;
  while (size < bytes) {
    const auto count = ::read(number_, taken.data() + size, bytes - size);
    if (count == 0) break;
    if (count < 0 && errno != EINTR) broken("a file cannot be read");
    if (count > 0) size += static_cast<std::size_t>(count);
  }
  taken.resize(size);
  return taken;
}

void Descriptor::append(std::string_view bytes) const {
  while (!bytes.empty()) {
    const auto count = ::write(number_, bytes.data(), bytes.size());
    if (count < 0 && errno != EINTR) broken("a file cannot be written");
    if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void Descriptor::settle() const {
  if (::fsync(number_) != 0) broken("a file cannot be brought to disk");
}

void settle_folder(const std::filesystem::path& folder) { Descriptor::read(folder).settle(); }

}  // namespace unionhall::files
