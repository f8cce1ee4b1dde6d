#include <cmath>
#include <stdexcept>

#include "print/page.h"
#include "print/qr.h"

namespace unionhall::print {
namespace {

// In points of a phone's screen, three pixels each.
constexpr double width = 360, side_gap = 24, pixels_a_point = 3, room = width - 2 * side_gap;
constexpr double band = 6, top_gap = 22, label_width = 62, between = 10, code_side = 116, foot_gap = 20;
constexpr std::size_t lines_most = 4;

struct Set {
  SetText kind, title, words, footer;
  std::vector<std::pair<SetText, SetText>> lines;
  double height = 0;
};

/// All its texts, and how high the whole gets.
Set set(Lettering& letters, const Card& card) {
  Set set{.kind = letters.set_prose(card.kind, room, {.size = 14, .rgb = accent, .bold = true}),
          .title = letters.set_prose(card.title, room, {.size = 25, .rgb = text_ink, .bold = true, .line_height = 1.25}),
          .words = letters.set_prose(card.code_words, room - code_side - side_gap, {.size = 15, .rgb = text_ink}),
          .footer = letters.set_prose(card.footer, room - code_side - side_gap, {.size = 11, .rgb = second_ink}),
          .lines = {}};
  set.height = top_gap + set.kind.height + set.title.height + 2 * between;
  for (const auto& line : card.lines) {
    auto label = letters.set_prose(line.label, label_width, {.size = 14, .rgb = second_ink});
    auto says = letters.set_prose(line.says, room - label_width, {.size = 14, .rgb = text_ink, .line_height = 1.35});
    set.height += says.height + between;
    set.lines.emplace_back(std::move(label), std::move(says));
  }
  set.height += between + code_side + foot_gap;
  return set;
}

void draw_all(cairo_t* pen, const Set& set, const Card& card) {
  ink(pen, white);
  cairo_paint(pen);
  ink(pen, accent);
  cairo_rectangle(pen, 0, 0, width, band);
  cairo_fill(pen);

  double y = top_gap;
  Lettering::draw(pen, set.kind, side_gap, y);
  y += set.kind.height;
  Lettering::draw(pen, set.title, side_gap, y);
  y += set.title.height + between;
  ink(pen, line_ink);
  cairo_rectangle(pen, side_gap, y, room, 1);
  cairo_fill(pen);
  y += between;
  for (const auto& [label, says] : set.lines) {
    Lettering::draw(pen, label, side_gap, y);
    Lettering::draw(pen, says, side_gap + label_width, y);
    y += says.height + between;
  }
  y += between;

  const auto modules = qr(card.link);
  ink(pen, text_ink);
  cairo_save(pen);
  cairo_translate(pen, side_gap, y);
  cairo_scale(pen, code_side / modules.side, code_side / modules.side);
  draw(pen, modules);
  cairo_restore(pen);
  Lettering::draw(pen, set.words, side_gap + code_side + side_gap, y + 4);
  Lettering::draw(pen, set.footer, side_gap + code_side + side_gap, y + code_side - set.footer.height);
  check(cairo_status(pen));
}

}  // namespace

std::string card_png(const Card& card) {
  if (card.lines.size() > lines_most) throw std::invalid_argument("a card says at most 4 things");
  const auto lock = lettering().lock();
  const auto texts = set(lettering(), card);
  const auto pixels = [](double points) { return static_cast<int>(std::lround(points * pixels_a_point)); };
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels(width), pixels(texts.height)));
  const Pen pen(cairo_create(surface.get()));
  cairo_scale(pen.get(), pixels_a_point, pixels_a_point);
  draw_all(pen.get(), texts, card);
  return png_of(surface);
}

}  // namespace unionhall::print
