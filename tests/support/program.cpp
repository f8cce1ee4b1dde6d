#include "support/program.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace unionhall::test {
namespace {

constexpr std::chrono::milliseconds look_every{10};

std::string content_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

[[noreturn]] void become(const std::vector<std::string>& arguments, const std::filesystem::path& folder, const Limits& limits) {
  std::vector<char*> argv{const_cast<char*>(UNIONHALL_PROGRAM)};
  for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  if (limits.file_bytes_max > 0) {
    const rlimit limit{limits.file_bytes_max, limits.file_bytes_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    std::signal(SIGXFSZ, SIG_IGN);  // the write fails instead, as on a full disk
  }
  const auto redirect = [&](const char* name, int to) { ::dup2(::open((folder / name).c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600), to); };
  redirect("out", STDOUT_FILENO);
  redirect("errors", STDERR_FILENO);
  ::execv(argv.front(), argv.data());
  ::_exit(127);
}

}  // namespace

Program::Program(const std::vector<std::string>& arguments, const Limits& limits) {
  auto name = (std::filesystem::temp_directory_path() / "unionhall-program-XXXXXX").native();
  folder_ = ::mkdtemp(name.data());
  child_ = ::fork();
  if (child_ < 0) throw std::runtime_error("no child could be started");
  if (child_ == 0) become(arguments, folder_, limits);
}

Program::~Program() {
  if (runs()) {
    signal(SIGKILL);
    end();
  }
  std::filesystem::remove_all(folder_);
}

std::uint16_t Program::port() {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{60};
  constexpr std::string_view stem = "is open at http://127.0.0.1:";
  for (;;) {
    const auto said = content_of(folder_ / "out");
    if (const auto at = said.find(stem); at != std::string::npos && said.find('\n', at) != std::string::npos) {
      return static_cast<std::uint16_t>(std::stoi(said.substr(at + stem.size())));
    }
    if (!runs() || std::chrono::steady_clock::now() > until) throw std::runtime_error("the server did not open: " + errors_so_far());
    std::this_thread::sleep_for(look_every);
  }
}

void Program::signal(int number) const { ::kill(child_, number); }

bool Program::runs() {
  if (status_) return false;
  int status = 0;
  rusage used{};
  if (::wait4(child_, &status, WNOHANG, &used) != child_) return true;
  status_ = status;
  resident_bytes_max_ = std::int64_t{used.ru_maxrss} * 1024;
  return false;
}

Ended Program::end(std::chrono::seconds patience) {
  const auto until = std::chrono::steady_clock::now() + patience;
  while (runs()) {
    if (std::chrono::steady_clock::now() > until) signal(SIGKILL);
    std::this_thread::sleep_for(look_every);
  }
  return {.code = WIFEXITED(*status_) ? WEXITSTATUS(*status_) : 128 + WTERMSIG(*status_),
          .out = content_of(folder_ / "out"),
          .errors = errors_so_far(),
          .resident_bytes_max = resident_bytes_max_};
}

std::string Program::errors_so_far() const { return content_of(folder_ / "errors"); }

Ended run(const std::vector<std::string>& arguments, const Limits& limits) {
  return Program(arguments, limits).end(std::chrono::seconds{600});
}

}  // namespace unionhall::test
