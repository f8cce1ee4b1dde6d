#pragma once
// What the hall puts on paper: QR codes (二维码), slips (凭证) that somebody takes along, booklets (资料) to read at home, and posters
// (海报) that are put up at a union, a station, a village or a town. A poster is one A4 page to be read at two metres: what to do, whose it
// is, a large code to scan, and the same way for whoever types.
//
//   qr(text) ──► Modules ──► qr_svg, qr_png
//   Poster ──► poster_pdf, poster_png; posters_pdf: a whole county's in one file
//   Slip ──► slip_pdf
//   Booklet ──► booklet_pdf
//   Card ──► card_png, which is passed on from phone to phone
//
// Texts come from outside; no words stand in here. All may be called from any thread: pages are drawn one at a time.
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/base.h"

namespace unionhall::print {

/// A QR code without its quiet zone.
struct Modules {
  int side = 0;
  std::vector<bool> dark;  // row by row
  bool at(int x, int y) const { return dark[static_cast<std::size_t>(y * side + x)]; }
};

/// White around a code that readers rely on, in modules. Source: GB/T 18284-2000 (ISO/IEC 18004), 4 on each side.
inline constexpr int quiet_zone = 4;

/// The code of a text, readable with 15 % of it damaged (error correction M).
/// @throws std::invalid_argument  for an empty text, one with U+0000 in it, or one of more than 2,331 bytes
Modules qr(std::string_view text);

/// Pictures of it with the quiet zone. The SVG takes the size that the page gives it.
std::string qr_svg(const Modules& modules);
std::string qr_png(const Modules& modules, int pixels_per_module = 10);

/// One step of the few that a poster shows side by side.
struct Step {
  std::string word;       // "扫码"
  std::string says = {};  // "微信或相机都行"
};

struct Poster {
  std::string title;         // "扫码加入工会"
  std::string subtitle;      // whose it is: "咸阳市秦都区快递行业工会联合会"
  std::vector<Step> body;    // at most 4
  bool in_order = true;      // one step after the other; else each by itself
  std::string body_says{};   // under the steps: "全程不到 60 秒"
  std::string link;          // what the code says
  std::string code_words{};  // before the code to type: "或打开 hall.example 输入"
  std::string code;          // "8K3T-92QF"
  std::string footer;        // about privacy
};

/// A poster on one page of A4. Texts that are long wrap and shrink, and are never cut off. Fonts are embedded, only the
/// characters that are used; the texts can be searched and copied.
/// @throws std::invalid_argument  where qr(link) does, for more than 4 steps, for what is no UTF-8, and for a text that
///                                would not fit in 6 points
std::string poster_pdf(const Poster& poster);
std::string poster_png(const Poster& poster, int dots_per_inch = 150);

/// One file with a page for each, written as the pages are drawn. Where it fails, no file is left.
void posters_pdf(std::span<const Poster> posters, const std::filesystem::path& path);

/// A paper to hand in (凭证): what it says line by line, and a code by which anybody can check it.
struct Slip {
  struct Line {
    std::string label, says;
  };
  std::string title, subtitle;  // "转会凭证", who issued it
  std::vector<Line> lines;
  std::string link;  // what the code says
  std::string code_words, code;
  std::string footer;
};

/// A slip on one page of A4, as a poster's texts.
/// @throws std::invalid_argument  where poster_pdf does, and for a slip without lines
std::string slip_pdf(const Slip& slip);

/// A picture to pass on (分享卡): what it is about, a few facts, and a code that opens the rest. For the screen of a phone.
struct Card {
  struct Line {
    std::string label, says;
  };
  std::string kind, title;   // "工会驿站", its name
  std::vector<Line> lines;   // at most 4
  std::string link;          // what the code says
  std::string code_words{};  // beside the code: "扫码看导航"
  std::string footer{};      // who stands behind it
};

/// 1080 pixels wide. A text that is long goes on in a next line, and the picture gets higher.
/// @throws std::invalid_argument  where qr(link) does, for more than 4 lines, and for what is no UTF-8
std::string card_png(const Card& card);

/// Facts to read at home, in sections, on as many pages as they take.
struct Booklet {
  struct Fact {
    std::string label, says;  // a line break begins a new line
  };
  struct Entry {
    std::string title;  // empty: the facts alone
    std::vector<Fact> facts;
  };
  struct Section {
    std::string heading, says{};  // under the heading
    std::vector<Entry> entries{};
  };
  std::string title, subtitle, says;
  std::vector<Section> sections;
  std::string page_of;  // "第 {page} 页，共 {pages} 页"
};

/// A text that is long goes on, on the next page where this one is full; nothing shrinks or is cut off.
/// @throws std::invalid_argument  for what is no UTF-8
std::string booklet_pdf(const Booklet& booklet);

}  // namespace unionhall::print
