#include "hall/audit/words.h"

#include "http/http.h"

namespace unionhall::audit {

void add_words() {
  http::Texts::global().add({
      {"audit.kind_too_long", "没有这种记录，重新选一种", "No such kind of event. Choose another"},
  });
}

}  // namespace unionhall::audit
