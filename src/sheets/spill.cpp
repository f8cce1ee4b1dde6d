#include "sheets/spill.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace unionhall::sheets {
namespace {

[[noreturn]] void broken(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

/// Nobody else can open it, and it is gone with its descriptor.
int nameless_file(const std::filesystem::path& folder) {
  std::string name = (folder / "unionhall-XXXXXX").string();
  const int file = ::mkostemp(name.data(), O_CLOEXEC);
  if (file < 0) broken("make temporary file");
  ::unlink(name.c_str());
  return file;
}

}  // namespace

Spill::Spill(std::size_t memory_bytes, std::filesystem::path scratch) : memory_bytes_(memory_bytes), scratch_(std::move(scratch)) {}

Spill::~Spill() {
  if (mapped_ != nullptr) ::munmap(mapped_, written_);
  if (file_ >= 0) ::close(file_);
}

void Spill::append(std::string_view bytes) {
  // Once there is a file, the memory is only its waiting room.
  constexpr std::size_t waiting_bytes = 1024 * 1024;
  memory_.append(bytes);
  if (memory_.size() > (file_ < 0 ? memory_bytes_ : waiting_bytes)) write_out();
}

std::string_view Spill::seal() {
  if (file_ < 0) return memory_;
  write_out();
  memory_.shrink_to_fit();
  mapped_ = ::mmap(nullptr, written_, PROT_READ, MAP_PRIVATE, file_, 0);
  if (mapped_ == MAP_FAILED) {
    mapped_ = nullptr;
    broken("map temporary file");
  }
  return {static_cast<const char*>(mapped_), written_};
}

void Spill::write_out() {
  if (file_ < 0) file_ = nameless_file(scratch_.empty() ? std::filesystem::temp_directory_path() : scratch_);
  for (std::string_view left = memory_; !left.empty();) {
    const ssize_t count = ::write(file_, left.data(), left.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) broken("write temporary file");
    left.remove_prefix(static_cast<std::size_t>(count));
    written_ += static_cast<std::uint64_t>(count);
  }
  memory_.clear();
}

}  // namespace unionhall::sheets
