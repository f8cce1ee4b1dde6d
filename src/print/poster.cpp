#include <cairo-pdf.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <system_error>

#include "print/page.h"
#include "print/qr.h"

namespace unionhall::print {
namespace {

// From top to bottom: a red head with title and name, a white card over its lower edge with code and the code to type,
// the steps, and the small print under a line.
constexpr double head_bottom = 138 * mm, head_text_top = 15 * mm, head_text_bottom = 59 * mm;
constexpr int version_min = 3;  // 29 modules: a link of up to 42 bytes
constexpr double code_side = 94 * mm, code_quiet = code_side * quiet_zone / (17 + 4 * version_min) + 1 * mm;
constexpr double card_top = 63 * mm, card_bottom = 206 * mm, card_width = code_side + 2 * code_quiet;
constexpr double steps_top = 218 * mm, steps_bottom = 252 * mm;
constexpr double body_says_bottom = 264 * mm;
constexpr double foot_line = 269 * mm, foot_bottom = 287 * mm;

void rounded(cairo_t* pen, double x, double y, double width, double height, double radius) {
  cairo_new_sub_path(pen);
  cairo_arc(pen, x + width - radius, y + radius, radius, -M_PI / 2, 0);
  cairo_arc(pen, x + width - radius, y + height - radius, radius, 0, M_PI / 2);
  cairo_arc(pen, x + radius, y + height - radius, radius, M_PI / 2, M_PI);
  cairo_arc(pen, x + radius, y + radius, radius, M_PI, 3 * M_PI / 2);
  cairo_close_path(pen);
}

void draw_head(cairo_t* pen, Lettering& letters, const Poster& poster) {
  ink(pen, accent);
  cairo_rectangle(pen, 0, 0, page_width, head_bottom);
  cairo_fill(pen);

  const double room = head_text_bottom - head_text_top, gap = 3 * mm;
  const auto name = letters.set(poster.subtitle, text_width, room * 0.52, {.size = 29, .rgb = white, .lines_max = 2});
  const auto title =
      letters.set(poster.title, text_width, room - gap - name.height, {.size = 62, .rgb = white, .bold = true, .line_height = 1.2});
  const double top = head_text_top + (room - title.height - gap - name.height) / 2;
  Lettering::draw(pen, title, margin, top);
  Lettering::draw(pen, name, margin, top + title.height + gap);
}

/// A link that needs more modules gets smaller ones: the code stays as large, and its quiet zone ample.
void draw_card(cairo_t* pen, Lettering& letters, const Poster& poster) {
  const Modules modules = qr_of_version(poster.link, version_min);
  const double left = (page_width - card_width) / 2;

  ink(pen, white);
  rounded(pen, left, card_top, card_width, card_bottom - card_top, 4 * mm);
  cairo_fill_preserve(pen);
  ink(pen, line_ink);  // where the card leaves the head, it would have no edge
  cairo_set_line_width(pen, 0.75);
  cairo_stroke(pen);

  ink(pen, text_ink);
  cairo_save(pen);
  cairo_translate(pen, left + code_quiet, card_top + code_quiet);
  cairo_scale(pen, code_side / modules.side, code_side / modules.side);
  draw(pen, modules);
  cairo_restore(pen);

  const double typed_top = card_top + code_quiet + code_side + 9 * mm, padding = 6 * mm, width = card_width - 2 * padding;
  const auto words = letters.set(poster.code_words, width, 8 * mm, {.size = 17, .rgb = second_ink});
  const auto code =
      letters.set(poster.code, width, 16 * mm, {.size = 40, .rgb = text_ink, .bold = true, .line_height = 1.15, .spacing = 1.5});
  Lettering::draw(pen, words, left + padding, typed_top);
  Lettering::draw(pen, code, left + padding, typed_top + words.height);
}

/// A chevron between two steps: ›
void draw_arrow(cairo_t* pen, double x, double y) {
  ink(pen, second_ink);
  cairo_set_line_width(pen, 2);
  cairo_set_line_cap(pen, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join(pen, CAIRO_LINE_JOIN_ROUND);
  cairo_move_to(pen, x - 1.5 * mm, y - 3 * mm);
  cairo_line_to(pen, x + 1.5 * mm, y);
  cairo_line_to(pen, x - 1.5 * mm, y + 3 * mm);
  cairo_stroke(pen);
}

/// Sets each step's text as large as the longest of them allows, so that all are of one size.
template <class Member>
std::vector<SetText> set_alike(Lettering& letters, const std::vector<Step>& steps, Member member, double width, double height, Hand hand) {
  std::vector<SetText> set;
  for (const Step& step : steps) {
    set.push_back(letters.set(step.*member, width, height, hand));
    hand.size = std::min(hand.size, set.back().size);
  }
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (set[i].size > hand.size) set[i] = letters.set(steps[i].*member, width, height, hand);
  }
  return set;
}

void draw_body(cairo_t* pen, Lettering& letters, const Poster& poster) {
  if (poster.body.size() > 4) throw std::invalid_argument("a poster shows at most 4 steps");
  const double gap = 10 * mm, count = static_cast<double>(poster.body.size());
  const double width = (text_width - (count - 1) * gap) / count, room = steps_bottom - steps_top;
  const auto words = set_alike(letters, poster.body, &Step::word, width, room * 0.5, {.size = 35, .rgb = text_ink, .bold = true});
  const auto says = set_alike(letters, poster.body, &Step::says, width, room * 0.5, {.size = 16, .rgb = second_ink, .lines_max = 2});
  double x = margin;
  for (std::size_t i = 0; i < words.size(); ++i) {
    Lettering::draw(pen, words[i], x, steps_top);
    Lettering::draw(pen, says[i], x, steps_top + words[i].height);
    if (poster.in_order && i + 1 < words.size()) draw_arrow(pen, x + width + gap / 2, steps_top + words[i].height / 2);
    x += width + gap;
  }
  const auto below = letters.set(poster.body_says, text_width, body_says_bottom - steps_bottom, {.size = 22, .rgb = accent, .bold = true});
  Lettering::draw(pen, below, margin, body_says_bottom - below.height);
}

void draw_foot(cairo_t* pen, Lettering& letters, const Poster& poster) {
  ink(pen, line_ink);
  cairo_set_line_width(pen, 1);
  cairo_move_to(pen, margin, foot_line);
  cairo_line_to(pen, page_width - margin, foot_line);
  cairo_stroke(pen);
  const auto footer = letters.set(poster.footer, text_width, foot_bottom - foot_line - 3 * mm,
                                  {.size = 12, .rgb = second_ink, .lines_max = 2, .line_height = 1.45});
  Lettering::draw(pen, footer, margin, foot_line + 3 * mm);
}

void draw_page(cairo_t* pen, const Poster& poster) {
  const auto lock = lettering().lock();
  ink(pen, white);
  cairo_paint(pen);
  draw_head(pen, lettering(), poster);
  draw_card(pen, lettering(), poster);
  draw_body(pen, lettering(), poster);
  draw_foot(pen, lettering(), poster);
  check(cairo_status(pen));
}

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

cairo_status_t write_to_file(void* file, const unsigned char* bytes, unsigned int size) {
  return std::fwrite(bytes, 1, size, static_cast<std::FILE*>(file)) == size ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

void write_posters(std::span<const Poster> posters, const std::filesystem::path& path) {
  const auto fail = [] { throw std::system_error(errno, std::generic_category(), "write posters"); };
  std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "wb"));
  if (!file) fail();
  {
    const Surface surface(cairo_pdf_surface_create_for_stream(write_to_file, file.get(), page_width, page_height));
    const Pen pen(cairo_create(surface.get()));
    for (const Poster& poster : posters) {
      draw_page(pen.get(), poster);
      cairo_show_page(pen.get());
    }
    end_document(surface);
  }
  if (std::fclose(file.release()) != 0) fail();
}

}  // namespace

std::string poster_pdf(const Poster& poster) {
  std::string pdf;
  const Surface surface(cairo_pdf_surface_create_for_stream(append_to, &pdf, page_width, page_height));
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, (poster.title + " " + poster.subtitle).c_str());
  const Pen pen(cairo_create(surface.get()));
  draw_page(pen.get(), poster);
  cairo_show_page(pen.get());
  end_document(surface);
  return pdf;
}

std::string poster_png(const Poster& poster, int dots_per_inch) {
  if (dots_per_inch < 36 || dots_per_inch > 600) throw std::invalid_argument("a picture has 36 to 600 dots per inch");
  const double scale = dots_per_inch / 72.0;
  const auto dots = [&](double points) { return static_cast<int>(std::lround(points * scale)); };
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, dots(page_width), dots(page_height)));
  const Pen pen(cairo_create(surface.get()));
  cairo_scale(pen.get(), scale, scale);
  draw_page(pen.get(), poster);
  return png_of(surface);
}

void posters_pdf(std::span<const Poster> posters, const std::filesystem::path& path) {
  try {
    write_posters(posters, path);
  } catch (...) {
    std::error_code ignored;
    if (std::filesystem::is_regular_file(path, ignored)) std::filesystem::remove(path, ignored);
    throw;
  }
}

}  // namespace unionhall::print
