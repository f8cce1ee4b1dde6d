#pragma once
// Table files made by hand, as the programs of the offices write them and as nobody should.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>
#include <zip.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "sheets/sheets.h"

namespace unionhall::sheets {

inline void PrintTo(Wrong wrong, std::ostream* out) { *out << word(wrong); }

}  // namespace unionhall::sheets

namespace unionhall::sheets::test {

/// A folder that goes with the test.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "unionhall-sheets-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const std::filesystem::path& path() const { return path_; }

  std::filesystem::path write(std::string_view bytes, const std::string& name = "table") const {
    const auto path = path_ / name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }

  std::filesystem::path zip(const std::map<std::string, std::string>& parts, const std::string& name = "table.xlsx") const {
    const auto path = path_ / name;
    std::filesystem::remove(path);
    zip_t* archive = zip_open(path.c_str(), ZIP_CREATE, nullptr);
    for (const auto& [part, text] : parts) {
      zip_file_add(archive, part.c_str(), zip_source_buffer(archive, text.data(), text.size(), 0), 0);
    }
    EXPECT_EQ(zip_close(archive), 0);
    return path;
  }

 private:
  std::filesystem::path path_;
};

/// The parts of a workbook that lies in `file`.
inline std::map<std::string, std::string> unzipped(const std::filesystem::path& file) {
  std::map<std::string, std::string> parts;
  zip_t* archive = zip_open(file.c_str(), ZIP_RDONLY, nullptr);
  EXPECT_NE(archive, nullptr) << file;
  for (zip_uint64_t i = 0; archive != nullptr && i < static_cast<zip_uint64_t>(zip_get_num_entries(archive, 0)); ++i) {
    zip_stat_t stat;
    EXPECT_EQ(zip_stat_index(archive, i, 0, &stat), 0);
    auto& text = parts[stat.name];
    text.resize(stat.size);
    zip_file_t* part = zip_fopen_index(archive, i, 0);
    EXPECT_EQ(zip_fread(part, text.data(), text.size()), static_cast<zip_int64_t>(text.size()));
    zip_fclose(part);
  }
  if (archive != nullptr) zip_discard(archive);
  return parts;
}

/// The parts of a workbook in which only what matters to a test need be said.
struct Book {
  std::string sheet_data;  // inside <sheetData>
  std::string styles = "";
  std::string shared_strings = "";
  std::string workbook_properties = "";
  std::string sheets = R"(<sheet name="会员信息" sheetId="6" r:id="rId1"/>)";

  std::map<std::string, std::string> parts() const {
    const std::string xml = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
    const std::string main = R"( xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main")";
    const std::string r = R"( xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships")";
    const std::string rels = R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
    const std::string type = R"(Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/)";
    std::map<std::string, std::string> parts = {
        {"_rels/.rels",
         xml + rels + R"(<Relationship Id="rId1" )" + type + R"(officeDocument" Target="xl/workbook.xml"/></Relationships>)"},
        {"xl/workbook.xml", xml + "<workbook" + main + r + ">" + workbook_properties + "<sheets>" + sheets + "</sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels", xml + rels + R"(<Relationship Id="rId1" )" + type +
                                           R"(worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" )" + type +
                                           R"(worksheet" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="rId3" )" + type +
                                           R"(styles" Target="styles.xml"/><Relationship Id="rId4" )" + type +
                                           R"(sharedStrings" Target="sharedStrings.xml"/></Relationships>)"},
        {"xl/worksheets/sheet1.xml", xml + "<worksheet" + main + "><sheetData>" + sheet_data + "</sheetData></worksheet>"},
    };
    if (!styles.empty()) parts["xl/styles.xml"] = xml + "<styleSheet" + main + ">" + styles + "</styleSheet>";
    if (!shared_strings.empty()) parts["xl/sharedStrings.xml"] = xml + "<sst" + main + ">" + shared_strings + "</sst>";
    return parts;
  }
};

using Texts = std::vector<std::string>;

struct Read {
  std::uint64_t number;
  Texts texts;
  bool operator==(const Read&) const = default;
};

inline void PrintTo(const Read& row, std::ostream* out) {
  *out << row.number << ": ";
  for (const std::string& text : row.texts) *out << "[" << text << "]";
}

inline std::vector<Read> read_rows(Reader& reader) {
  std::vector<Read> rows;
  RowView row;
  while (reader.next(row)) {
    rows.push_back({row.number, {}});
    for (const Cell& cell : row.cells) rows.back().texts.emplace_back(cell.text);
  }
  return rows;
}

inline std::vector<Read> read_all(const std::filesystem::path& path, const Limits& limits = {}) { return read_rows(*open(path, limits)); }

/// What is wrong with a file, having read it as far as it goes.
inline Fault fault_of(const std::filesystem::path& path, const Limits& limits = {}) {
  try {
    read_all(path, limits);
  } catch (const Unreadable& unreadable) {
    return unreadable.fault;
  }
  ADD_FAILURE() << "the file was read without a fault";
  return {Wrong::not_a_table};
}

inline std::vector<Read> rows_of(const Book& book, const Limits& limits = {}) {
  Folder folder;
  return read_all(folder.zip(book.parts()), limits);
}

inline Fault fault_of(const Book& book, const Limits& limits = {}) {
  Folder folder;
  return fault_of(folder.zip(book.parts()), limits);
}

/// How much more memory than at its beginning a piece of work has used at its peak.
class MemoryWatch {
 public:
  MemoryWatch() : before_(kilobytes("VmRSS:")) { std::ofstream("/proc/self/clear_refs") << 5; }  // 5: the peak begins anew
  std::uint64_t growth_mb() const {
    const auto peak = kilobytes("VmHWM:");
    return peak > before_ ? (peak - before_) / 1024 : 0;
  }

 private:
  static std::uint64_t kilobytes(const std::string& name) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
      if (line.starts_with(name)) return std::stoull(line.substr(name.size()));
    }
    return 0;
  }
  std::uint64_t before_;
};

/// While it lives, no file of this process grows beyond a size: a disk that fills up.
class SmallDisk {
 public:
  explicit SmallDisk(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit small{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
  }
  ~SmallDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  void (*handler_)(int);
  rlimit before_{};
};

}  // namespace unionhall::sheets::test
