#include "sheets_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace unionhall::sheets::fuzz;
  read(MemoryFile({reinterpret_cast<const char*>(data), size}));
  return 0;
}
