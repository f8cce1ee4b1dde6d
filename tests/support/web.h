#pragma once
// A small hall of the web for the tests of http: a reading room with a few routes.
#include <filesystem>
#include <fstream>
#include <string>

#include "http/http.h"

namespace unionhall::test {

inline const http::Guard anyone{"anyone", [](const http::Request&) { return std::nullopt; }};
inline const http::Guard nobody{"nobody", [](const http::Request&) { return Problem{403, "test.nobody"}; }};

/// A folder that goes when the test ends.
class Folder {
 public:
  Folder() {
    auto name = (std::filesystem::temp_directory_path() / "unionhall-test-XXXXXX").native();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path write(const std::string& name, std::string_view content) const {
    const auto file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
    return file;
  }

 private:
  std::filesystem::path path_;
};

inline void add(http::Application& application, std::string method, std::string pattern,
                std::function<http::Response(const http::Request&)> handler, http::RouteOptions options = {}, http::Guard guard = anyone) {
  if (method == "GET" || method == "DELETE") options.body = http::Body::none;
  application.router.add({std::move(method), std::move(pattern), std::move(guard), options, std::move(handler)});
}

inline http::Request request(std::string method, std::string path, http::Fields headers = {}, std::string body = {}) {
  http::Request request;
  request.method = std::move(method);
  request.path = std::move(path);
  request.headers = std::move(headers);
  request.body = std::move(body);
  return request;
}

inline http::Request form(std::string body) { return request("POST", "/forms", {{"content-type", "application/json"}}, std::move(body)); }

}  // namespace unionhall::test
