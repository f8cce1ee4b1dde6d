#pragma once
// Streams one part of a workbook through expat, with what expat leaves open closed: no DOCTYPE, bounded depth and
// bounded size of a tag, exceptions that do not pass through C.
#include <exception>
#include <memory>
#include <string_view>

#include "sheets/package.h"

struct XML_ParserStruct;

namespace unionhall::sheets {

/// The attributes of an element, by local name: whatever prefix a writer chose.
class Attributes {
 public:
  explicit Attributes(const char* const* names_and_values) : list_(names_and_values) {}
  /// Empty when it is not there.
  std::string_view operator[](std::string_view local_name) const;
  const char* const* begin() const { return list_; }

 private:
  const char* const* list_;
};

/// Whom the elements are told to, by local name.
class XmlEvents {
 public:
  virtual void begin(std::string_view element, const Attributes& attributes) = 0;
  virtual void end(std::string_view element) = 0;
  virtual void text(std::string_view) {}

 protected:
  ~XmlEvents() = default;
};

class XmlReader {
 public:
  XmlReader(Part part, XmlEvents& events);
  ~XmlReader();

  /// Goes on until the events ask to pause or the part ends. False at the end.
  bool run();
  /// For the events: leave run() after this one.
  void pause();
  Progress progress() const { return part_.progress(); }

 private:
  static void on_begin(void* self, const char* name, const char** attributes);
  static void on_end(void* self, const char* name);
  static void on_text(void* self, const char* text, int size);
  static void on_doctype(void* self, const char*, const char*, const char*, int);
  template <class F>
  void guard(F&& tell);
  void check(int status);

  struct Free {
    void operator()(XML_ParserStruct* parser) const;
  };

  Part part_;
  XmlEvents& events_;
  std::unique_ptr<XML_ParserStruct, Free> parser_;
  std::exception_ptr thrown_;
  bool paused_ = false;
  bool at_end_ = false;
  int depth_ = 0;
};

}  // namespace unionhall::sheets
