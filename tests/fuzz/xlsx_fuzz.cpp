// The input is either an archive or, so that the fuzzer gets past the checksums, the texts of the four parts with
// "\n===\n" between them: sheet, shared strings, styles, workbook.
#include <zlib.h>

#include <array>
#include <vector>

#include "sheets_fuzz.h"

namespace unionhall::sheets::fuzz {
namespace {

std::string little_endian(std::uint32_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i, value >>= 8) out += static_cast<char>(value);
  return out;
}

/// An archive whose parts are stored as they are.
class Archive {
 public:
  void add(const std::string& name, std::string_view text) {
    const auto checksum = static_cast<std::uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size())));
    const auto size = static_cast<std::uint32_t>(text.size());
    const std::string about = little_endian(20, 2) + little_endian(0, 8) + little_endian(checksum, 4) + little_endian(size, 4) +
                              little_endian(size, 4) + little_endian(static_cast<std::uint32_t>(name.size()), 2) + little_endian(0, 2);
    const auto offset = static_cast<std::uint32_t>(parts_.size());
    parts_ += "PK\3\4" + about + name;
    parts_ += text;
    directory_ += "PK\1\2" + little_endian(20, 2) + about + little_endian(0, 10) + little_endian(offset, 4) + name;
    ++count_;
  }

  std::string bytes() const {
    return parts_ + directory_ + "PK\5\6" + little_endian(0, 4) + little_endian(count_, 2) + little_endian(count_, 2) +
           little_endian(static_cast<std::uint32_t>(directory_.size()), 4) + little_endian(static_cast<std::uint32_t>(parts_.size()), 4) +
           little_endian(0, 2);
  }

 private:
  std::string parts_, directory_;
  std::uint32_t count_ = 0;
};

std::string archive_of(std::string_view input) {
  constexpr std::string_view border = "\n===\n";
  constexpr std::array names = {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"};
  Archive archive;
  archive.add("xl/_rels/workbook.xml.rels", R"(<Relationships><Relationship Id="rId1" Type="/worksheet" Target="worksheets/sheet1.xml"/>)"
                                            R"(<Relationship Id="rId2" Type="/sharedStrings" Target="sharedStrings.xml"/>)"
                                            R"(<Relationship Id="rId3" Type="/styles" Target="styles.xml"/></Relationships>)");
  std::size_t part = 0;
  for (; part < names.size() && !input.empty(); ++part) {
    const std::size_t end = std::min(input.find(border), input.size());
    archive.add(names[part], input.substr(0, end));
    input.remove_prefix(std::min(end + border.size(), input.size()));
  }
  if (part < names.size()) archive.add("xl/workbook.xml", R"(<workbook><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>)");
  return archive.bytes();
}

}  // namespace
}  // namespace unionhall::sheets::fuzz

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace unionhall::sheets::fuzz;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  read(MemoryFile(input.starts_with("PK") ? std::string(input) : archive_of(input)));
  return 0;
}
