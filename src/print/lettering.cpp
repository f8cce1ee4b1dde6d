#include "print/lettering.h"

#include <algorithm>
#include <stdexcept>

#include "base/text.h"

namespace unionhall::print {
namespace {

constexpr double smallest = 6;                      // points: nobody reads less
constexpr double shrink = 0.96;                     // from one try to the next
constexpr double middle_of_em = 0.38;               // above the baseline, in sizes
constexpr const char* family = "Noto Sans CJK SC";  // of fonts-noto-cjk; it has the rare characters of names, too

double points(int pango_units) { return static_cast<double>(pango_units) / PANGO_SCALE; }
int pango_units(double in_points) { return static_cast<int>(in_points * PANGO_SCALE); }

int line_count(const Text& text) { return pango_layout_get_line_count(text.get()); }

bool within(const Text& text, double width, double height, double line, int lines_max) {
  PangoRectangle ink{}, logical{};
  pango_layout_get_extents(text.get(), &ink, &logical);
  const double reach = std::max(points(logical.width), points(ink.width));
  return line_count(text) <= lines_max && reach <= width && line_count(text) * line <= height;
}

void resize(const Text& text, double size, const Hand& hand) {
  const Font font(pango_font_description_new());
  pango_font_description_set_family_static(font.get(), family);
  pango_font_description_set_weight(font.get(), hand.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size(font.get(), size * PANGO_SCALE);
  pango_layout_set_font_description(text.get(), font.get());
}

/// The narrowest width that takes no line more, so that all lines are about as long.
void balance(const Text& text, double width) {
  const int wanted = line_count(text);
  if (wanted == 1) return;
  double low = width / wanted / 2, high = width;
  while (high - low > 1) {
    const double middle = (low + high) / 2;
    pango_layout_set_width(text.get(), pango_units(middle));
    (line_count(text) > wanted ? low : high) = middle;
  }
  pango_layout_set_width(text.get(), pango_units(high));
}

}  // namespace

Lettering::Lettering() : fonts_(pango_cairo_font_map_new()), context_(pango_font_map_create_context(fonts_.get())) {
  // One unit is one point; the same lines on paper and on every screen.
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts_.get()), 72);
  const FontOptions options(cairo_font_options_create());
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(context_.get(), options.get());
  // Han characters have one code and several national shapes.
  pango_context_set_language(context_.get(), pango_language_from_string("zh-cn"));
  pango_context_set_base_dir(context_.get(), PANGO_DIRECTION_LTR);
}

Text Lettering::laid_out(const std::string& utf8, const Hand& hand) {
  if (!text::length(utf8) || utf8.contains('\0')) throw std::invalid_argument("a text for paper is no UTF-8");
  Text text(pango_layout_new(context_.get()));
  pango_layout_set_text(text.get(), utf8.data(), static_cast<int>(utf8.size()));
  pango_layout_set_wrap(text.get(), PANGO_WRAP_WORD_CHAR);
  if (hand.spacing > 0) {
    PangoAttrList* attributes = pango_attr_list_new();
    pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(pango_units(hand.spacing)));
    pango_layout_set_attributes(text.get(), attributes);
    pango_attr_list_unref(attributes);
  }
  return text;
}

SetText Lettering::set(const std::string& utf8, double width, double height, const Hand& hand) {
  auto text = laid_out(utf8, hand);
  // First smaller on the lines it may have; where that gets too small for the wall, on as many as there is room for.
  const double readable = hand.size * 0.6;
  for (double size = hand.size; size >= smallest; size *= shrink) {
    resize(text, size, hand);
    pango_layout_set_width(text.get(), pango_units(width));
    const double line = size * hand.line_height;
    if (!within(text, width, height, line, size >= readable ? hand.lines_max : 1000)) continue;
    balance(text, width);
    const double set_height = line_count(text) * line;
    return {.text = std::move(text), .hand = hand, .size = size, .box_width = width, .height = set_height};
  }
  throw std::invalid_argument("a text is too long for its place on the page");
}

SetText Lettering::set_prose(const std::string& utf8, double width, const Hand& hand) {
  auto text = laid_out(utf8, hand);
  resize(text, hand.size, hand);
  pango_layout_set_width(text.get(), pango_units(width));
  const double height = line_count(text) * hand.size * hand.line_height;
  return {.text = std::move(text), .hand = hand, .size = hand.size, .box_width = width, .height = height, .prose = true};
}

int Lettering::lines(const SetText& set) { return line_count(set.text); }

/// Line by line, as far apart as the hand says: what a font calls its height differs from font to font, and a fallback for
/// one rare character must not move the page.
void Lettering::draw(cairo_t* pen, const SetText& set, double x, double y, int first, int last) {
  ink(pen, set.hand.rgb);
  for (int i = first; i < last; ++i) {
    PangoLayoutLine* const words = pango_layout_get_line_readonly(set.text.get(), i);
    PangoRectangle logical{};
    pango_layout_line_get_extents(words, nullptr, &logical);
    const double spare = set.prose ? 0 : set.box_width - points(logical.width);
    cairo_move_to(pen, x + spare / 2, y + (i - first + 0.5) * set.line() + middle_of_em * set.size);
    pango_cairo_show_layout_line(pen, words);
  }
}

}  // namespace unionhall::print
