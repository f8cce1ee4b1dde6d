#include "sheets/workbook.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "sheets/numbers.h"
#include "sheets/xml_reader.h"

namespace unionhall::sheets {
namespace {

constexpr std::size_t sheets_max = 4'096;
constexpr std::uint64_t index_bytes_max = 16ull << 20;  // these parts are kept in memory
constexpr std::size_t styles_max = 65'536;              // Excel's own limit is 65,490

int number(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool is_true(std::string_view text) { return text == "1" || text == "true"; }

/// The part that a target means, seen from the folder of the part that names it: "/xl/a.xml" is absolute, "../a.xml"
/// and "a.xml" are not.
std::string resolve(const std::string& from, std::string_view target) {
  const std::filesystem::path path =
      target.starts_with('/') ? std::filesystem::path(target.substr(1)) : std::filesystem::path(from).parent_path() / target;
  return path.lexically_normal().generic_string();
}

struct Relation {
  std::string type;  // the last word of its URI, the same in transitional and strict files
  std::string part;  // empty when it lies outside
  bool outside = false;
};

/// The relations of a part, by id: in xl/_rels/workbook.xml.rels for xl/workbook.xml.
class Relations final : public XmlEvents {
 public:
  Relations(const Package& package, const std::string& part) : part_(part) {
    const std::filesystem::path path(part);
    const std::string rels = (path.parent_path() / "_rels" / (path.filename().string() + ".rels")).generic_string();
    if (package.has(rels)) XmlReader(package.open(rels, index_bytes_max), *this).run();
  }

  /// The first of a type; none is an empty Relation.
  Relation of_type(std::string_view type) const {
    const auto found = std::ranges::find(by_id_, type, [](const auto& entry) { return entry.second.type; });
    return found == by_id_.end() ? Relation{} : found->second;
  }
  Relation of_id(std::string_view id) const {
    const auto found = by_id_.find(std::string(id));
    return found == by_id_.end() ? Relation{} : found->second;
  }

 private:
  void begin(std::string_view element, const Attributes& attributes) override {
    if (element != "Relationship" || by_id_.size() == sheets_max) return;
    const std::string_view type = attributes["Type"];
    const bool outside = attributes["TargetMode"] == "External";
    by_id_[std::string(attributes["Id"])] = {std::string(type.substr(type.rfind('/') + 1)),
                                             outside ? std::string{} : resolve(part_, attributes["Target"]), outside};
  }
  void end(std::string_view) override {}

  std::string part_;
  std::map<std::string, Relation> by_id_;
};

class WorkbookEvents final : public XmlEvents {
 public:
  WorkbookEvents(const Relations& relations, Workbook& workbook) : relations_(relations), workbook_(workbook) {}

 private:
  void begin(std::string_view element, const Attributes& attributes) override {
    if (element == "workbookPr") {
      workbook_.counts_from_1904 = is_true(attributes["date1904"]);
    } else if (element == "sheet" && workbook_.sheets.size() < sheets_max) {
      const Relation relation = relations_.of_id(attributes["id"]);
      if (!relation.type.empty() && relation.type != "worksheet") return;  // a chart on a sheet of its own
      const std::string_view state = attributes["state"];
      const bool hidden = state == "hidden" || state == "veryHidden";
      workbook_.sheets.push_back({std::string(attributes["name"]), relation.part, relation.outside, hidden});
    }
  }
  void end(std::string_view) override {}

  const Relations& relations_;
  Workbook& workbook_;
};

class StylesEvents final : public XmlEvents {
 public:
  explicit StylesEvents(std::vector<bool>& date_styles) : date_styles_(date_styles) {}

 private:
  void begin(std::string_view element, const Attributes& attributes) override {
    if (element == "numFmt" && date_formats_.size() < styles_max) {
      date_formats_[number(attributes["numFmtId"])] = is_date_format(attributes["formatCode"]);
    } else if (element == "cellXfs") {
      in_cell_formats_ = true;
    } else if (element == "xf" && in_cell_formats_ && date_styles_.size() < styles_max) {
      const int format = number(attributes["numFmtId"]);
      const auto own = date_formats_.find(format);
      date_styles_.push_back(own != date_formats_.end() ? own->second : is_date_format(format));
    }
  }
  void end(std::string_view element) override {
    if (element == "cellXfs") in_cell_formats_ = false;
  }

  std::vector<bool>& date_styles_;
  std::map<int, bool> date_formats_;
  bool in_cell_formats_ = false;
};

/// Other things that come as a zip.
[[noreturn]] void refuse_other_archive(const Package& package) {
  if (package.has("mimetype") && package.has("content.xml")) throw Unreadable({Wrong::open_document});
  if (package.has("word/document.xml")) throw Unreadable({Wrong::not_a_table, {{"kind", "word"}}});
  if (package.has("ppt/presentation.xml")) throw Unreadable({Wrong::not_a_table, {{"kind", "slides"}}});
  throw Unreadable({Wrong::not_a_table, {{"kind", "archive"}}});
}

std::string workbook_part(const Package& package) {
  const std::string named = Relations(package, "").of_type("officeDocument").part;
  const std::string part = named.empty() ? "xl/workbook.xml" : named;
  if (part.ends_with(".bin")) throw Unreadable({Wrong::binary_workbook});
  if (!package.has(part) || part.starts_with("word/") || part.starts_with("ppt/")) refuse_other_archive(package);
  return part;
}

}  // namespace

Workbook read_workbook(const Package& package) {
  const std::string part = workbook_part(package);
  const Relations relations(package, part);
  Workbook workbook;
  WorkbookEvents events(relations, workbook);
  XmlReader(package.open(part, index_bytes_max), events).run();
  workbook.shared_strings = relations.of_type("sharedStrings").part;
  if (const std::string styles = relations.of_type("styles").part; !styles.empty() && package.has(styles)) {
    StylesEvents style_events(workbook.date_styles);
    XmlReader(package.open(styles), style_events).run();
  }
  return workbook;
}

}  // namespace unionhall::sheets
