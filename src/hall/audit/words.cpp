#include "hall/audit/words.h"

#include "http/http.h"

namespace unionhall::audit {

void add_words() {
  http::Texts::global().add({
      {"audit.not_a_day", "日期写成 2026-07-15 这样", "Write a day as 2026-07-15"},
      {"audit.nobody", "没有这个账号，从列表里选人", "No such account. Choose somebody from the list"},
      {"audit.proved_often", "刚才已经核对过多次了，{minutes} 分钟后再来", "It was proved often just now. Try again in {minutes} min"},
      {"audit.kind_too_long", "没有这种记录，重新选一种", "No such kind of event. Choose another"},
  });
}

}  // namespace unionhall::audit
