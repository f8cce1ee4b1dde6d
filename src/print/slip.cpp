#include <cairo-pdf.h>

#include <algorithm>

#include "print/page.h"
#include "print/qr.h"

namespace unionhall::print {
namespace {

constexpr double title_top = 26 * mm, title_height = 18 * mm, subtitle_height = 10 * mm;
constexpr double lines_top = 62 * mm, line_height_max = 13 * mm, lines_bottom = 186 * mm;
constexpr double label_width = 48 * mm, gap = 6 * mm;
constexpr double code_top = 196 * mm, code_side = 52 * mm;
constexpr double foot_line = 269 * mm, foot_bottom = 287 * mm;

void rule(cairo_t* pen, double y) {
  ink(pen, line_ink);
  cairo_set_line_width(pen, 0.75);
  cairo_move_to(pen, margin, y);
  cairo_line_to(pen, page_width - margin, y);
  cairo_stroke(pen);
}

void draw_lines(cairo_t* pen, Lettering& letters, const std::vector<Slip::Line>& lines) {
  const double height = std::min(line_height_max, (lines_bottom - lines_top) / static_cast<double>(lines.size()));
  double top = lines_top;
  for (const auto& line : lines) {
    const auto label = letters.set(line.label, label_width, height, {.size = 13, .rgb = second_ink});
    const auto says = letters.set(line.says, text_width - label_width - gap, height, {.size = 16, .rgb = text_ink, .lines_max = 2});
    Lettering::draw(pen, label, margin, top + (height - label.height) / 2);
    Lettering::draw(pen, says, margin + label_width + gap, top + (height - says.height) / 2);
    top += height;
    rule(pen, top);
  }
}

/// To the left the code to scan, to the right the one to type.
void draw_code(cairo_t* pen, Lettering& letters, const Slip& slip) {
  const auto modules = qr(slip.link);
  ink(pen, text_ink);
  cairo_save(pen);
  cairo_translate(pen, margin + 4 * mm, code_top);
  cairo_scale(pen, code_side / modules.side, code_side / modules.side);
  draw(pen, modules);
  cairo_restore(pen);

  const double left = margin + code_side + 16 * mm, width = page_width - margin - left;
  const auto words = letters.set(slip.code_words, width, 18 * mm, {.size = 14, .rgb = second_ink, .lines_max = 2});
  const auto code = letters.set(slip.code, width, 16 * mm, {.size = 26, .rgb = text_ink, .bold = true, .spacing = 1});
  const double top = code_top + (code_side - words.height - code.height) / 2;
  Lettering::draw(pen, words, left, top);
  Lettering::draw(pen, code, left, top + words.height);
}

void draw_page(cairo_t* pen, const Slip& slip) {
  const auto lock = lettering().lock();
  auto& letters = lettering();
  ink(pen, white);
  cairo_paint(pen);
  const auto title = letters.set(slip.title, text_width, title_height, {.size = 34, .rgb = accent, .bold = true});
  Lettering::draw(pen, title, margin, title_top);
  const auto subtitle = letters.set(slip.subtitle, text_width, subtitle_height, {.size = 16, .rgb = second_ink});
  Lettering::draw(pen, subtitle, margin, title_top + title.height);
  draw_lines(pen, letters, slip.lines);
  draw_code(pen, letters, slip);
  rule(pen, foot_line);
  const auto footer = letters.set(slip.footer, text_width, foot_bottom - foot_line - 3 * mm,
                                  {.size = 12, .rgb = second_ink, .lines_max = 2, .line_height = 1.45});
  Lettering::draw(pen, footer, margin, foot_line + 3 * mm);
  check(cairo_status(pen));
}

}  // namespace

std::string slip_pdf(const Slip& slip) {
  if (slip.lines.empty()) throw std::invalid_argument("a slip says something");
  std::string pdf;
  const Surface surface(cairo_pdf_surface_create_for_stream(append_to, &pdf, page_width, page_height));
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, (slip.title + " " + slip.code).c_str());
  const Pen pen(cairo_create(surface.get()));
  draw_page(pen.get(), slip);
  cairo_show_page(pen.get());
  end_document(surface);
  return pdf;
}

}  // namespace unionhall::print
