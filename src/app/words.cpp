#include "app/words.h"

#include "http/http.h"

namespace unionhall::app {

void add_words() {
  http::Texts::global().add({
      {"keys.not_ours", "这台服务器的密钥文件和数据库对不上。请把最新的密钥文件放到位",
       "This server's key file does not match the database. Bring the newest key file"},
      {"http.unavailable", "系统现在存不了数据，没有办理。填的内容还在，{seconds} 秒后再试一次",
       "Nothing can be stored at the moment, so this was not done. What you typed is kept. Try again in {seconds} s"},
  });
}

}  // namespace unionhall::app
