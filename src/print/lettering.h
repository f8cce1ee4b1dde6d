#pragma once
// Sets texts into boxes: as large as asked where they fit, smaller and on more lines where they are long.
#include <mutex>
#include <string>

#include "print/canvas.h"

namespace unionhall::print {

struct Hand {
  double size = 12;  // points, where there is room
  unsigned rgb = 0x1B2129;
  bool bold = false;
  int lines_max = 1;  // past it the text gets smaller first
  double line_height = 1.3;
  double spacing = 0;  // between characters, in points; for Latin and digits alone
};

/// A text that was set. Its lines are of about equal length: no last line with one character.
struct SetText {
  Text text;
  Hand hand;
  double size = 0;       // what it came to
  double box_width = 0;  // into which it was set
  double height = 0;     // from the first line's top to the last one's bottom
  bool prose = false;    // its lines begin on the left
  double line() const { return size * hand.line_height; }
};

/// The font cabinet. Pango's objects are not made for two threads at once, so whoever draws a page holds the lock from
/// its first text to its last.
class Lettering {
 public:
  Lettering();

  std::unique_lock<std::mutex> lock() { return std::unique_lock(mutex_); }

  /// Sets a text into a width and height. Throws std::invalid_argument where it would not fit in 6 points, and for what is no UTF-8.
  SetText set(const std::string& utf8, double width, double height, const Hand& hand);
  /// Sets prose into a width, however high it gets. Throws std::invalid_argument for what is no UTF-8.
  SetText set_prose(const std::string& utf8, double width, const Hand& hand);
  static int lines(const SetText& set);
  /// Draws it with its upper edge at y, in the middle of the width that it was set into, which begins at x; prose at x.
  static void draw(cairo_t* pen, const SetText& set, double x, double y) { draw(pen, set, x, y, 0, lines(set)); }
  /// Some of its lines, from the first to before the last one.
  static void draw(cairo_t* pen, const SetText& set, double x, double y, int first, int last);

 private:
  Text laid_out(const std::string& utf8, const Hand& hand);

  std::mutex mutex_;
  FontMap fonts_;
  Context context_;
};

}  // namespace unionhall::print
