#include <array>

#include "sheets/csv_reader.h"
#include "sheets/csv_writer.h"
#include "sheets/input_file.h"
#include "sheets/sheets.h"
#include "sheets/xlsx_reader.h"
#include "sheets/xlsx_writer.h"

namespace unionhall::sheets {
namespace {

struct Mark {
  std::string_view begin;
  std::string_view kind;
};

constexpr std::string_view zip_mark = "PK\x03\x04";
constexpr std::string_view compound_file_mark = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";  // what Office wrote before 2007

/// What people send instead of a table. Old systems export web pages under the name .xls, hence html and xml.
constexpr std::array not_tables = std::to_array<Mark>({
    {"%PDF", "pdf"},
    {"\x89PNG", "picture"},
    {"\xFF\xD8\xFF", "picture"},
    {"GIF8", "picture"},
    {"{\\rtf", "rtf"},
    {"Rar!", "archive"},
    {"7z\xBC\xAF\x27\x1C", "archive"},
    {"\x1F\x8B", "archive"},
    {"PK\x05\x06", "archive"},  // an empty zip
    {"\x7F"
     "ELF",
     "program"},
});

/// A workbook with a password is a compound file, too; its one big stream has this name in UTF-16.
bool has_encrypted_package(InputFile& file) {
  constexpr std::string_view name("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);
  std::string window;
  std::string block(256 * 1024, '\0');
  while (const std::size_t count = file.read(block)) {
    window.append(block, 0, count);
    if (window.find(name) != std::string::npos) return true;
    if (window.size() > name.size()) window.erase(0, window.size() - name.size());
  }
  return false;
}

std::string_view without_leading_space(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  return first == std::string_view::npos ? std::string_view{} : text.substr(first);
}

void refuse_what_is_no_table(std::string_view begin) {
  for (const Mark& mark : not_tables) {
    if (begin.starts_with(mark.begin)) throw Unreadable({Wrong::not_a_table, {{"kind", std::string(mark.kind)}}});
  }
  if (begin.starts_with("\xEF\xBB\xBF")) begin.remove_prefix(3);
  begin = without_leading_space(begin);
  for (const std::string_view tag : {"<?xml", "<html", "<HTML", "<!DOCTYPE", "<!doctype", "<table", "<TABLE", "<meta", "<head"}) {
    if (begin.starts_with(tag)) throw Unreadable({Wrong::not_a_table, {{"kind", "html"}}});
  }
}

}  // namespace

std::unique_ptr<Reader> open(const std::filesystem::path& path, const Limits& limits) {
  InputFile file(path);
  std::array<char, 512> first;
  const std::string_view begin(first.data(), file.read_at(0, first));
  if (begin.empty()) throw Unreadable({Wrong::empty_file});
  if (begin.starts_with(zip_mark)) return std::make_unique<XlsxReader>(path, limits);
  if (begin.starts_with(compound_file_mark)) {
    throw Unreadable({has_encrypted_package(file) ? Wrong::encrypted_workbook : Wrong::old_excel});
  }
  refuse_what_is_no_table(begin);
  return std::make_unique<CsvReader>(path, limits);
}

std::unique_ptr<Writer> create(const std::filesystem::path& path, Format format, const Layout& layout) {
  switch (format) {
    case Format::csv:
      return std::make_unique<CsvWriter>(path, layout);
    case Format::xlsx:
      return std::make_unique<XlsxWriter>(path, layout);
  }
  std::unreachable();
}

}  // namespace unionhall::sheets
