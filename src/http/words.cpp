#include "http/words.h"

namespace unionhall::http {

void add_words(Texts& texts) {
  texts.add({
      {"http.busy", "现在办事的人多，{seconds} 秒后再试一次", "Many people are here now. Try again in {seconds} s"},
      {"http.body_too_large", "内容太大，最多 {max}", "Too large: {max} at most"},
      {"http.cross_site", "这次操作来自别的网站，没有办理。请在本站页面上再做一次",
       "This came from another website and was not carried out. Do it again on our own page"},
      {"http.cursor_unreadable", "这一页的位置读不出来，从第一页再看", "That place in the list cannot be read. Begin at the first page"},
      {"http.expectation_failed", "不支持这个 Expect 要求", "This Expect header is not supported"},
      {"http.headers_too_large", "网址或请求头太长", "The address or the headers are too long"},
      {"http.idempotency_key_missing", "没有办理：缺少 Idempotency-Key。带上它，重复发送也只办一次",
       "Not carried out: Idempotency-Key is missing. With it, sending twice acts once"},
      {"http.idempotency_key_reused", "这个 Idempotency-Key 已经用在别的内容上，换一个再发",
       "This Idempotency-Key was used for something else. Send with a new one"},
      {"http.idempotency_key_too_long", "Idempotency-Key 最多 64 个字符", "An Idempotency-Key has 64 characters at most"},
      {"http.if_match_malformed", "If-Match 要写打开时得到的 ETag", "If-Match must be the ETag that came with the page"},
      {"http.if_match_missing", "先打开最新的内容，再修改", "Open the latest version before changing it"},
      {"http.internal", "没有办成，填的内容还在。再试一次；还不行，把编号告诉我们",
       "That did not work. What you typed is kept. Try again; if it fails again, tell us the number"},
      {"http.invalid_form", "有 {count} 处要改", "To correct: {count}"},
      {"http.json_duplicate_name", "JSON 里有重复的名称，没有收下", "A name stands twice in the JSON; nothing was stored"},
      {"http.json_malformed", "内容不是完整的 JSON，没有收下", "Not well-formed JSON; nothing was stored"},
      {"http.json_not_an_object", "内容应是一个 JSON 对象", "The body must be one JSON object"},
      {"http.json_null_character", "文字里有空字符（U+0000），请删掉再发", "A text holds U+0000. Remove it and send again"},
      {"http.limit_unreadable", "每页 1 到 {max} 行", "A page has 1 to {max} rows"},
      {"http.malformed_request", "请求不完整或格式不对，没有收下", "The request is incomplete or malformed; nothing was stored"},
      {"http.method_not_allowed", "这个地址不支持这种操作", "This address does not take that method"},
      {"http.not_found", "找不到这一页，可能不在您负责的范围", "Not found, or outside your area"},
      {"http.range_not_satisfiable", "要的这一段超出了文件", "That range lies outside the file"},
      {"http.timed_out", "网络太慢，没有收完整。再发一次", "The connection was too slow to receive it all. Send it again"},
      {"http.unsupported_type", "请用 {expected} 发送", "Send it as {expected}"},
      {"http.version_not_supported", "只支持 HTTP/1.1", "Only HTTP/1.1 is spoken here"},

      {"form.control_character", "有看不见的控制字符，删掉后重新输入", "It holds an invisible control character. Type it again"},
      {"form.day_to_come", "这一天还没到", "That day is still to come"},
      {"form.not_a_date", "日期写成 2026-07-15 这样，要有这一天", "Write the date as 2026-07-15, a day that exists"},
      {"form.not_a_form", "这里要一组填写的内容", "Fields are wanted here"},
      {"form.not_a_flag", "请选是或否", "Choose yes or no"},
      {"form.not_an_id", "编号不对，从列表里重新选", "Not a valid number. Choose from the list again"},
      {"form.not_an_integer", "请填整数", "Fill in a whole number"},
      {"form.not_text", "请填文字", "Fill in text"},
      {"form.required", "还没有填", "Still to fill in"},
      {"form.too_large", "最大 {max}", "{max} at most"},
      {"form.too_long", "多 {over} 个字，最多 {max} 个字", "Too long by {over}: {max} characters at most"},
      {"form.too_short", "少 {missing} 个字，至少 {min} 个字", "Too short by {missing}: {min} characters at least"},
      {"form.too_small", "最小 {min}", "{min} at least"},
      {"form.unknown_word", "没有这个选项，重新选一个", "No such choice. Choose another"},
  });
}

}  // namespace unionhall::http
