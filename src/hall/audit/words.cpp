#include "hall/audit/words.h"

#include "http/http.h"

namespace unionhall::audit {

void add_words() {
  http::Texts::global().add({
      {"audit.not_a_day", "日期写成 2026-07-15 这样", "Write a day as 2026-07-15"},
      {"audit.nobody", "没有这个账号，从列表里选人", "No such account. Choose somebody from the list"},
      {"audit.proved_often", "刚才已经核对过多次了，{minutes} 分钟后再来", "It was proved often just now. Try again in {minutes} min"},
      {"audit.being_proved", "正有人在核对，等它完了再来", "The trail is being proved just now. Try again when that is done"},
      {"audit.too_many", "超过 {max} 条，一张表放不下。缩短日期，分几次导出",
       "More than {max} events. Choose fewer days, and save several tables"},
      {"form.narrower_days", "缩短日期", "Choose fewer days"},
      {"audit.kind_too_long", "没有这种记录，重新选一种", "No such kind of event. Choose another"},
  });
}

}  // namespace unionhall::audit
