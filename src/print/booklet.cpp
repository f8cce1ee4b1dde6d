#include <cairo-pdf.h>

#include <algorithm>
#include <memory>

#include "print/page.h"
#include "print/print.h"

namespace unionhall::print {
namespace {

constexpr double top = 20 * mm, bottom = 276 * mm, foot = 284 * mm;
constexpr double label_width = 44 * mm, gap = 5 * mm, says_left = margin + label_width + gap;

constexpr Hand title{.size = 26, .rgb = accent, .bold = true};
constexpr Hand subtitle{.size = 12, .rgb = second_ink, .line_height = 1.5};
constexpr Hand heading{.size = 17, .rgb = accent, .bold = true, .line_height = 1.4};
constexpr Hand entry_title{.size = 12, .rgb = text_ink, .bold = true, .line_height = 1.5};
constexpr Hand label{.size = 10.5, .rgb = second_ink, .line_height = 1.5};
constexpr Hand says{.size = 11, .rgb = text_ink, .line_height = 1.5};
constexpr Hand page_number{.size = 9, .rgb = second_ink};

/// Some lines of a text at their place, or where there is none the line under a heading.
struct Placed {
  std::shared_ptr<const SetText> text;
  double x = 0, y = 0;
  int first = 0, last = 0;
};

/// Sets one thing below the other and begins a new page where one is full. How many there are is known before any is drawn.
class Column {
 public:
  explicit Column(Lettering& letters) : letters_(letters) {}

  void skip(double height) { y_ += height; }
  /// A new page, unless so much fits on this one.
  void keep_together(double height) {
    if (y_ + height > bottom) turn_page();
  }
  void add(const std::string& text, const Hand& hand) { flow(set(text, text_width, hand), margin); }
  void add_rule() {
    pages_.back().push_back({.text = nullptr, .x = margin, .y = y_});
    y_ += 2.5 * mm;
  }
  void add(const Booklet::Fact& fact) {
    const auto name = set(fact.label, label_width, label),
               value = set(fact.says.empty() ? "—" : fact.says, text_width - label_width - gap, says);
    keep_together(std::max(name->height, std::min(value->height, 2 * value->line())));
    // On one line with what it names, though it is smaller.
    pages_.back().push_back({name, margin, y_ + (value->line() - name->line()) / 2, 0, Lettering::lines(*name)});
    const auto page = pages_.size();
    const double below_name = y_ + name->height;
    flow(value, says_left);
    if (pages_.size() == page) y_ = std::max(y_, below_name);
  }

  const std::vector<std::vector<Placed>>& pages() const { return pages_; }

 private:
  std::shared_ptr<const SetText> set(const std::string& text, double width, const Hand& hand) {
    return std::make_shared<const SetText>(letters_.set_prose(text, width, hand));
  }
  void turn_page() {
    pages_.emplace_back();
    y_ = top;
  }
  void flow(const std::shared_ptr<const SetText>& text, double x) {
    const int lines = Lettering::lines(*text);
    for (int line = 0; line < lines;) {
      const int room = static_cast<int>((bottom - y_) / text->line());
      if (room < 1) {
        turn_page();
        continue;
      }
      const int some = std::min(room, lines - line);
      pages_.back().push_back({text, x, y_, line, line + some});
      y_ += some * text->line();
      line += some;
    }
  }

  Lettering& letters_;
  std::vector<std::vector<Placed>> pages_{1};
  double y_ = top;
};

void add_section(Column& column, const Booklet::Section& section) {
  column.skip(7 * mm);
  column.keep_together(30 * mm);
  column.add(section.heading, heading);
  column.add_rule();
  if (!section.says.empty()) column.add(section.says, says);
  for (const auto& entry : section.entries) {
    if (!entry.title.empty()) {
      column.skip(2 * mm);
      column.keep_together(16 * mm);
      column.add(entry.title, entry_title);
    }
    for (const auto& fact : entry.facts) column.add(fact);
    column.skip(2 * mm);
  }
}

std::string numbered(std::string words, std::size_t page, std::size_t pages) {
  for (const auto& [name, number] : {std::pair{"{page}", page}, std::pair{"{pages}", pages}}) {
    if (const auto at = words.find(name); at != std::string::npos) words.replace(at, std::string_view(name).size(), std::to_string(number));
  }
  return words;
}

void draw(cairo_t* pen, const std::vector<Placed>& page, const SetText& foot_words) {
  ink(pen, white);
  cairo_paint(pen);
  for (const auto& one : page) {
    if (one.text) {
      Lettering::draw(pen, *one.text, one.x, one.y, one.first, one.last);
      continue;
    }
    ink(pen, line_ink);
    cairo_set_line_width(pen, 0.75);
    cairo_move_to(pen, margin, one.y);
    cairo_line_to(pen, page_width - margin, one.y);
    cairo_stroke(pen);
  }
  Lettering::draw(pen, foot_words, margin, foot);
  check(cairo_status(pen));
}

}  // namespace

std::string booklet_pdf(const Booklet& booklet) {
  const auto lock = lettering().lock();
  Column column(lettering());
  column.add(booklet.title, title);
  column.add(booklet.subtitle, subtitle);
  column.skip(3 * mm);
  column.add(booklet.says, says);
  for (const auto& section : booklet.sections) add_section(column, section);

  std::string pdf;
  const Surface surface(cairo_pdf_surface_create_for_stream(append_to, &pdf, page_width, page_height));
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, booklet.title.c_str());
  const Pen pen(cairo_create(surface.get()));
  const auto& pages = column.pages();
  for (std::size_t i = 0; i < pages.size(); ++i) {
    draw(pen.get(), pages[i], lettering().set(numbered(booklet.page_of, i + 1, pages.size()), text_width, 6 * mm, page_number));
    cairo_show_page(pen.get());
  }
  end_document(surface);
  return pdf;
}

}  // namespace unionhall::print
