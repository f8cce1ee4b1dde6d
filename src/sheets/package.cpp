#include "sheets/package.h"

#include <zip.h>

#include <algorithm>
#include <cstring>
#include <new>

#include "sheets/input_file.h"

namespace unionhall::sheets {
namespace {

constexpr std::uint64_t parts_max = 10'000;  // a workbook with 1,000 pictured sheets has about 4,000
constexpr std::uint64_t directory_bytes_max = 16ull << 20;
constexpr std::uint64_t unpacked_without_suspicion = 64ull << 20;  // tiny parts of one letter pack well beyond any ratio

std::uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = count; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

void check_directory(std::uint64_t parts, std::uint64_t directory_bytes) {
  if (parts > parts_max || directory_bytes > directory_bytes_max) throw Unreadable({Wrong::too_many_parts});
}

/// libzip reads the whole directory into memory before it says how long it is. So every place that could be the end
/// of the archive, in the way libzip looks for it, is asked first.
void check_directories(const InputFile& file) {
  constexpr std::size_t end_bytes = 22, locator_bytes = 20, zip64_end_bytes = 56, comment_bytes_max = 0xFFFF;
  constexpr std::uint64_t told_in_zip64 = 0xFFFFFFFF;
  std::string tail(std::min<std::uint64_t>(file.size(), zip64_end_bytes + locator_bytes + end_bytes + comment_bytes_max), '\0');
  tail.resize(file.read_at(file.size() - tail.size(), tail));

  for (std::size_t at = tail.find("PK\5\6"); at != std::string::npos; at = tail.find("PK\5\6", at + 1)) {
    if (at + end_bytes > tail.size()) break;
    const std::uint64_t directory_bytes = little_endian(tail, at + 12, 4);
    if (directory_bytes != told_in_zip64) check_directory(0, directory_bytes);
    const std::uint64_t parts = little_endian(tail, at + 10, 2);
    if (parts != 0xFFFF) check_directory(parts, 0);

    if (at < locator_bytes || tail.compare(at - locator_bytes, 4, "PK\6\7") != 0) continue;
    std::string end(zip64_end_bytes, '\0');
    end.resize(file.read_at(little_endian(tail, at - locator_bytes + 8, 8), end));
    if (end.size() == zip64_end_bytes) check_directory(little_endian(end, 32, 8), little_endian(end, 40, 8));
  }
}

}  // namespace

void Part::Close::operator()(zip_file* file) const { zip_fclose(file); }
void Package::Discard::operator()(zip* archive) const { zip_discard(archive); }

Package::Package(const std::filesystem::path& path, const Limits& limits) : limits_(limits) {
  const InputFile file(path);
  file_size_ = file.size();
  check_directories(file);
  // Not ZIP_CHECKCONS: it refuses what libxlsxwriter writes for large files.
  int error = 0;
  archive_.reset(zip_open(path.c_str(), ZIP_RDONLY, &error));
  if (error == ZIP_ER_MEMORY) throw std::bad_alloc();
  if (!archive_) throw Unreadable({Wrong::damaged_zip});
}

bool Package::has(const std::string& part) const { return zip_name_locate(archive_.get(), part.c_str(), ZIP_FL_NOCASE) >= 0; }

Part Package::open(const std::string& name, std::uint64_t bytes_max) const {
  const auto index = zip_name_locate(archive_.get(), name.c_str(), ZIP_FL_NOCASE);
  if (index < 0) throw Unreadable({Wrong::missing_part, {{"part", name}}});

  zip_stat_t about;
  if (zip_stat_index(archive_.get(), static_cast<zip_uint64_t>(index), 0, &about) != 0) throw Unreadable({Wrong::damaged_zip});
  if ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && about.encryption_method != ZIP_EM_NONE) {
    throw Unreadable({Wrong::encrypted_workbook});
  }
  // Spreadsheets know these two; others, lzma above all, can ask for gigabytes of memory.
  if (about.comp_method != ZIP_CM_STORE && about.comp_method != ZIP_CM_DEFLATE) throw Unreadable({Wrong::damaged_zip});

  Part part;
  part.file_.reset(zip_fopen_index(archive_.get(), static_cast<zip_uint64_t>(index), 0));
  if (!part.file_) throw Unreadable({Wrong::damaged_zip});
  part.name_ = name;
  part.bytes_max_ = bytes_max;
  part.ratio_max_ = limits_.unpacked_ratio;
  part.size_ = about.size;
  part.packed_ = std::min<std::uint64_t>(about.comp_size, file_size_);  // a claim beyond the file buys no ratio
  return part;
}

std::size_t Part::read(std::span<char> into) {
  const auto count = zip_fread(file_.get(), into.data(), into.size());
  if (count < 0) throw Unreadable({Wrong::damaged_zip});
  done_ += static_cast<std::uint64_t>(count);
  const bool swollen = done_ > unpacked_without_suspicion && done_ > packed_ * ratio_max_;
  if (done_ > bytes_max_ || swollen) throw Unreadable({Wrong::unpacks_too_much});
  return static_cast<std::size_t>(count);
}

}  // namespace unionhall::sheets
