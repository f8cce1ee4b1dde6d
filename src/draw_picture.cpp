// unionhall-draw-picture: draws one picture anew, from standard input to standard output, as the kind that its argument says.
//
// A program of its own that ends with its picture, for whoever wants to break in by one breaks in here: it gives away what could be of
// use to her before it looks at the first byte. And the libraries that it takes, larger than the rest of the hall, are nowhere else.
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>
#include <vips/vips8>

#include <vips/vector.h>  // which needs the one above

#include "media/drawing.h"

namespace {

using namespace unionhall::media;

constexpr int jpeg_quality = 85;

/// Only the kinds that are asked for, no memory kept for a next picture, one thread.
void begin() {
  if (VIPS_INIT("unionhall-draw-picture") != 0) ::_exit(drawing::failed);
  vips_operation_block_set("VipsForeignLoad", TRUE);
  for (const auto* loader : {"VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp"}) vips_operation_block_set(loader, FALSE);
  vips_cache_set_max(0);
  vips_concurrency_set(1);
  vips_vector_set_enabled(FALSE);  // which writes machine code and runs it
}

void limit(__rlimit_resource what, rlim_t most) {
  const rlimit both{.rlim_cur = most, .rlim_max = most};
  if (::setrlimit(what, &both) != 0) ::_exit(drawing::failed);
}

/// No memory that could be written and then run, where the system knows that (Linux 6.3); the hall's unit allows none either.
void refuse_new_code() {
  constexpr int set_mdwe = 65, refuse_exec_gain = 1;  // PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN: newer than Debian 12's headers
  if (::prctl(set_mdwe, refuse_exec_gain, 0, 0, 0) != 0 && errno != EINVAL) ::_exit(drawing::failed);
}

/// From here on it opens nothing more, neither a file nor a socket, and is ended where it takes too long or grows too large.
void shut_in() {
  refuse_new_code();
  limit(RLIMIT_NOFILE, 0);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_CPU, drawing::seconds_max);
  limit(RLIMIT_FSIZE, drawing::bytes_max);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // which reserve more than any machine has
  limit(RLIMIT_AS, drawing::memory_max);
#endif
}

drawing::Ending draw(const vips::VSource& from, std::string_view kind, const vips::VTarget& to) try {
  // The head alone says how much would have to be unpacked.
  const auto head = vips::VImage::new_from_source(from, "", vips::VImage::option()->set("access", VIPS_ACCESS_SEQUENTIAL));
  if (std::int64_t{head.width()} * head.height() > pixels_max) return drawing::too_large;

  // Turned as the phone was held, and never made larger. `fail_on` alone is not heard here, as it is where the picture is a file.
  auto drawn = vips::VImage::thumbnail_source(from, side_max,
                                              vips::VImage::option()
                                                  ->set("height", side_max)
                                                  ->set("size", VIPS_SIZE_DOWN)
                                                  ->set("export_profile", "srgb")
                                                  ->set("option_string", "fail_on=truncated"));
  if (kind == drawing::png) {
    drawn.pngsave_target(to, vips::VImage::option()->set("strip", true));
    return drawing::drawn;
  }
  if (drawn.has_alpha()) drawn = drawn.flatten(vips::VImage::option()->set("background", 255.0));
  drawn.jpegsave_target(to, vips::VImage::option()->set("strip", true)->set("Q", jpeg_quality)->set("interlace", true));
  return drawing::drawn;
} catch (const vips::VError&) {
  return drawing::unreadable;
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) return drawing::failed;
  begin();
  const auto from = vips::VSource::new_from_descriptor(STDIN_FILENO);
  const auto to = vips::VTarget::new_to_descriptor(STDOUT_FILENO);
  shut_in();
  // Without the goodbyes of libraries, which would want to open something.
  ::_exit(draw(from, words[1], to));
}
