#include "sheets/xml_reader.h"

#include <expat.h>

#include <cstring>
#include <new>

namespace unionhall::sheets {
namespace {

constexpr int block_bytes = 64 * 1024;
constexpr int depth_max = 64;                     // a sheet needs 7
constexpr XML_Index tag_bytes_max = 1024 * 1024;  // expat holds an unfinished tag or comment in memory

std::string_view local(const char* name) {
  const char* const colon = std::strchr(name, ':');
  return colon == nullptr ? name : colon + 1;
}

}  // namespace

std::string_view Attributes::operator[](std::string_view local_name) const {
  for (const char* const* at = list_; *at != nullptr; at += 2) {
    if (local(at[0]) == local_name) return at[1];
  }
  return {};
}

void XmlReader::Free::operator()(XML_ParserStruct* parser) const { XML_ParserFree(parser); }

XmlReader::XmlReader(Part part, XmlEvents& events) : part_(std::move(part)), events_(events), parser_(XML_ParserCreate(nullptr)) {
  if (!parser_) throw std::bad_alloc();
  XML_SetUserData(parser_.get(), this);
  XML_SetElementHandler(parser_.get(), on_begin, on_end);
  XML_SetCharacterDataHandler(parser_.get(), on_text);
  XML_SetStartDoctypeDeclHandler(parser_.get(), on_doctype);
}

XmlReader::~XmlReader() = default;

bool XmlReader::run() {
  if (paused_) {
    paused_ = false;
    check(XML_ResumeParser(parser_.get()));
  }
  while (!paused_) {
    if (at_end_) return false;
    void* const buffer = XML_GetBuffer(parser_.get(), block_bytes);
    if (buffer == nullptr) throw std::bad_alloc();
    const std::size_t count = part_.read({static_cast<char*>(buffer), block_bytes});
    at_end_ = count == 0;
    check(XML_ParseBuffer(parser_.get(), static_cast<int>(count), at_end_));
  }
  return true;
}

void XmlReader::pause() {
  paused_ = true;
  XML_StopParser(parser_.get(), XML_TRUE);
}

void XmlReader::check(int status) {
  if (thrown_) std::rethrow_exception(thrown_);
  if (status == XML_STATUS_ERROR) {
    if (XML_GetErrorCode(parser_.get()) == XML_ERROR_NO_MEMORY) throw std::bad_alloc();
    throw Unreadable({Wrong::damaged_xml, {{"part", part_.name()}}});
  }
  if (status == XML_STATUS_SUSPENDED) return;
  const auto waiting = static_cast<XML_Index>(part_.progress().done) - XML_GetCurrentByteIndex(parser_.get());
  if (waiting > tag_bytes_max + block_bytes) throw Unreadable({Wrong::damaged_xml, {{"part", part_.name()}}});
}

/// expat is C: an exception waits here until it has returned.
template <class F>
void XmlReader::guard(F&& tell) {
  if (thrown_) return;
  try {
    tell();
  } catch (...) {
    thrown_ = std::current_exception();
    XML_StopParser(parser_.get(), XML_FALSE);
  }
}

void XmlReader::on_begin(void* self, const char* name, const char** attributes) {
  auto& reader = *static_cast<XmlReader*>(self);
  reader.guard([&] {
    if (++reader.depth_ > depth_max) throw Unreadable({Wrong::damaged_xml, {{"part", reader.part_.name()}}});
    reader.events_.begin(local(name), Attributes(attributes));
  });
}

void XmlReader::on_end(void* self, const char* name) {
  auto& reader = *static_cast<XmlReader*>(self);
  --reader.depth_;
  reader.guard([&] { reader.events_.end(local(name)); });
}

void XmlReader::on_text(void* self, const char* text, int size) {
  auto& reader = *static_cast<XmlReader*>(self);
  reader.guard([&] { reader.events_.text({text, static_cast<std::size_t>(size)}); });
}

void XmlReader::on_doctype(void* self, const char*, const char*, const char*, int) {
  auto& reader = *static_cast<XmlReader*>(self);
  reader.guard([&] { throw Unreadable({Wrong::doctype_refused, {{"part", reader.part_.name()}}}); });
}

}  // namespace unionhall::sheets
