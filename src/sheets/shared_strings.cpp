#include "sheets/shared_strings.h"

#include <cstring>

#include "sheets/cell_text.h"

namespace unionhall::sheets {
namespace {

class SharedStringsEvents final : public XmlEvents {
 public:
  SharedStringsEvents(Spill& texts, Spill& ends, const Limits& limits) : texts_(texts), ends_(ends), item_(limits) {}

  void begin(std::string_view element, const Attributes&) override {
    if (element == "si") {
      item_.clear();
    } else {
      item_.begin(element);
    }
  }

  void end(std::string_view element) override {
    if (element != "si") return item_.end(element);
    texts_.append(item_.finish());
    const std::uint64_t end = texts_.size();
    ends_.append({reinterpret_cast<const char*>(&end), sizeof end});
  }

  void text(std::string_view text) override { item_.append(text); }

 private:
  Spill& texts_;
  Spill& ends_;
  RichText item_;
};

}  // namespace

SharedStrings::SharedStrings(Part part, const Limits& limits)
    : text_store_(limits.strings_in_memory / 4 * 3, limits.scratch), end_store_(limits.strings_in_memory / 4, limits.scratch) {
  SharedStringsEvents events(text_store_, end_store_, limits);
  XmlReader(std::move(part), events).run();
  texts_ = text_store_.seal();
  ends_ = end_store_.seal();
}

std::string_view SharedStrings::operator[](std::uint64_t number) const {
  std::uint64_t bounds[2] = {0, 0};
  if (number == 0) {
    std::memcpy(&bounds[1], ends_.data(), sizeof bounds[1]);
  } else {
    std::memcpy(bounds, ends_.data() + (number - 1) * sizeof bounds[0], sizeof bounds);
  }
  return texts_.substr(bounds[0], bounds[1] - bounds[0]);
}

void RichText::clear() {
  text_.clear();
  in_text_ = false;
  phonetic_ = 0;
}

void RichText::begin(std::string_view element) {
  if (element == "rPh") ++phonetic_;
  if (element == "t") in_text_ = phonetic_ == 0;
}

void RichText::end(std::string_view element) {
  if (element == "rPh") --phonetic_;
  if (element == "t") in_text_ = false;
}

void RichText::append(std::string_view text) {
  if (!in_text_) return;
  text_ += text;
  check_written_length(text_.size(), limits_);
}

std::string_view RichText::finish() { return checked_text(text_, decoded_, limits_); }

}  // namespace unionhall::sheets
