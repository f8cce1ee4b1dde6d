#include "sheets/input_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace unionhall::sheets {

InputFile::InputFile(const std::filesystem::path& path) : file_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
  if (file_ < 0) throw std::system_error(errno, std::generic_category(), "open table");
  struct stat status {};
  const int failed = ::fstat(file_, &status) == 0 ? 0 : errno;
  // A folder, a pipe or a device is nobody's roster, and some of them never end.
  if (failed != 0 || !S_ISREG(status.st_mode)) {
    ::close(file_);
    throw std::system_error(failed != 0 ? failed : EINVAL, std::generic_category(), "open table");
  }
  size_ = static_cast<std::uint64_t>(status.st_size);
}

InputFile::~InputFile() { ::close(file_); }

std::size_t InputFile::read(std::span<char> into) {
  const std::size_t count = read_at(offset_, into);
  offset_ += count;
  return count;
}

std::size_t InputFile::read_at(std::uint64_t offset, std::span<char> into) const {
  std::size_t done = 0;
  while (done < into.size()) {
    const ssize_t count = ::pread(file_, into.data() + done, into.size() - done, static_cast<off_t>(offset + done));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw std::system_error(errno, std::generic_category(), "read table");
    if (count == 0) break;
    done += static_cast<std::size_t>(count);
  }
  return done;
}

}  // namespace unionhall::sheets
