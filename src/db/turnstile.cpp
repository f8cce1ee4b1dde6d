#include "db/turnstile.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

#include "db/database.h"

namespace unionhall::db {

Turnstile::Turnstile(const std::filesystem::path& file) : file_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
  if (file_ < 0) throw Unavailable(file.string() + " cannot be opened");
}

Turnstile::~Turnstile() { ::close(file_); }

void Turnstile::lock() {
  while (::flock(file_, LOCK_EX) != 0) {
    if (errno != EINTR) throw Unavailable("the turnstile of the database cannot be locked");
  }
}

void Turnstile::unlock() { ::flock(file_, LOCK_UN); }

}  // namespace unionhall::db
