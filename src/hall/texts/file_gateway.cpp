#include <fcntl.h>
#include <unistd.h>

#include <fstream>

#include "hall/texts/gateways.h"

namespace unionhall::texts {
namespace {

class FileGateway final : public Gateway {
 public:
  explicit FileGateway(const std::filesystem::path& file) : file_(file) {
    if (file.empty()) throw std::runtime_error("the file for text messages is not set");
    const auto folder_path = std::filesystem::absolute(file).parent_path();
    std::filesystem::create_directories(folder_path);
    descriptor_ = ::open(file.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor_ < 0) throw std::runtime_error("the file for text messages cannot be opened");
    // A new file lasts once its folder knows it.
    const int folder = ::open(folder_path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
      ::fsync(folder);
      ::close(folder);
    }
  }
  ~FileGateway() override { ::close(descriptor_); }
  FileGateway(const FileGateway&) = delete;
  FileGateway& operator=(const FileGateway&) = delete;

  void send(const Outgoing& text) override {
    const auto line = (ends_its_line() ? "" : "\n") +
                      http::json::serialize(http::json::object{{"at", rfc3339(text.made_at)},
                                                               {"id", text.id.text()},
                                                               {"to", text.to},
                                                               {"template", text.template_word},
                                                               {"params", http::json::value_from(text.params)}}) +
                      '\n';
    if (::write(descriptor_, line.data(), line.size()) != static_cast<ssize_t>(line.size()) || ::fdatasync(descriptor_) != 0) {
      throw std::runtime_error("the file for text messages cannot be written");
    }
  }

  /// A line that broke off is none: whoever reads the file does not understand it either.
  Taken was_taken(const Outgoing& text) override {
    std::ifstream lines(file_);
    if (!lines) return Taken::unknown;
    const auto id = R"("id":")" + text.id.text() + '"';
    for (std::string line; std::getline(lines, line);) {
      if (line.find(id) != std::string::npos && line.ends_with('}')) return Taken::yes;
    }
    return Taken::no;
  }

 private:
  /// A full disk or a kill can leave half a line behind.
  bool ends_its_line() const {
    const auto size = ::lseek(descriptor_, 0, SEEK_END);
    char last = '\n';
    return size <= 0 || ::pread(descriptor_, &last, 1, size - 1) != 1 || last == '\n';
  }

  std::filesystem::path file_;
  int descriptor_ = -1;
};

}  // namespace

std::unique_ptr<Gateway> file_gateway(const std::filesystem::path& file) { return std::make_unique<FileGateway>(file); }

}  // namespace unionhall::texts
