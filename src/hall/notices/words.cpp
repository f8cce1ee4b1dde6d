#include "hall/notices/words.h"

#include "http/http.h"

namespace unionhall::notices {

void add_words() {
  http::Texts::global().add({
      {"notices.digest.title", "今天等您办的", "What waits for you today"},
      {"notices.digest.text", "{list}", "{list}"},
      {"notices.between", "；", "; "},
      {"notices.too_many_pages", "您开着的页面太多了，这一页过 {seconds} 秒自己更新",
       "You have many pages open. This one updates itself in {seconds} s"},
  });
}

}  // namespace unionhall::notices
