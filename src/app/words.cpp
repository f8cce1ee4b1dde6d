#include "app/words.h"

#include "http/http.h"

namespace unionhall::app {

void add_words() {
  http::Texts::global().add({
      {"http.unavailable", "系统现在存不了数据，没有办理。填的内容还在，{seconds} 秒后再试一次",
       "Nothing can be stored at the moment, so this was not done. What you typed is kept. Try again in {seconds} s"},
  });
}

}  // namespace unionhall::app
