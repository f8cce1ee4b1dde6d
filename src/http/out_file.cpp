#include "http/out_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace unionhall::http {

OutFile::~OutFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void OutFile::open(const Response& response) {
  descriptor_ = ::open(response.file.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat info {};
  if (descriptor_ < 0 || ::fstat(descriptor_, &info) != 0) {
    throw std::system_error(errno, std::generic_category(), "cannot open the file of an answer");
  }
  if (response.remove_file) ::unlink(response.file.c_str());
  part_ = response.part.value_or(Response::Part{.begin = 0, .bytes = static_cast<std::uint64_t>(info.st_size)});
}

}  // namespace unionhall::http
