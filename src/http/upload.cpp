#include "http/upload.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

namespace unionhall::http {

namespace {

[[noreturn]] void fail(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

}  // namespace

Upload::Upload(const std::filesystem::path& folder) {
  auto name = (folder / "upload-XXXXXX").native();
  descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);  // mode 0600
  if (descriptor_ < 0) fail("cannot make a file for an upload");
  ::unlink(name.c_str());
}

Upload::~Upload() { ::close(descriptor_); }

void Upload::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) fail("cannot write an upload");
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::filesystem::path Upload::path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

}  // namespace unionhall::http
