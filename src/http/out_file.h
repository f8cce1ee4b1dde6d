#pragma once
#include "http/http.h"

namespace unionhall::http {

/// The file of an answer, opened on a worker so that a slow disk holds up nobody else.
class OutFile {
 public:
  OutFile() = default;
  ~OutFile();
  OutFile(const OutFile&) = delete;
  OutFile& operator=(const OutFile&) = delete;

  /// Opens `response.file`, and unlinks it when it is to go: an open file outlives its name. Throws std::system_error.
  void open(const Response& response);

  int descriptor() const { return descriptor_; }
  std::uint64_t begin() const { return part_.begin; }
  std::uint64_t bytes() const { return part_.bytes; }

 private:
  int descriptor_ = -1;
  Response::Part part_;
};

}  // namespace unionhall::http
