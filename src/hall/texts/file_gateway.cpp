#include <fcntl.h>
#include <unistd.h>

#include "hall/texts/gateways.h"

namespace unionhall::texts {
namespace {

class FileGateway final : public Gateway {
 public:
  explicit FileGateway(const std::filesystem::path& file) {
    if (file.empty()) throw std::runtime_error("the file for text messages is not set");
    const auto folder_path = std::filesystem::absolute(file).parent_path();
    std::filesystem::create_directories(folder_path);
    descriptor_ = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
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
    const auto line = http::json::serialize(http::json::object{{"at", rfc3339(text.made_at)},
                                                               {"to", text.to},
                                                               {"template", text.template_word},
                                                               {"params", http::json::value_from(text.params)}}) +
                      '\n';
    if (::write(descriptor_, line.data(), line.size()) != static_cast<ssize_t>(line.size()) || ::fdatasync(descriptor_) != 0) {
      throw std::runtime_error("the file for text messages cannot be written");
    }
  }

 private:
  int descriptor_ = -1;
};

}  // namespace

std::unique_ptr<Gateway> file_gateway(const std::filesystem::path& file) { return std::make_unique<FileGateway>(file); }

}  // namespace unionhall::texts
