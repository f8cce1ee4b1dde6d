#include "http/http.h"
#include "services/doubles/doubles.h"

namespace unionhall::doubles {

void add_words() {
  http::Texts::global().add({
      {"doubles.own_record", "自己的记录不能由自己合并，请另一位干部来办", "Nobody joins her own record with another. Ask another officer"},
      {"doubles.case_open", "要结束的那份会籍上还有没办完的事，办完再合并",
       "Something is still open that hangs on the membership that would end. Settle it first"},
      {"doubles.hidden", "其中一位要求对另一条记录所在的单位保密，不能合并",
       "One of the two asked not to be seen where the other is on record, so they are not joined"},

      {"notices.doubles.merged.title", "您的两条记录已合并成一条", "Your two records have become one"},
      {"notices.doubles.merged.text", "您的会籍在{union}。登录、职务和办件都没有变。有不对的地方，请在“我的信息”里更正。",
       "Your membership is with {union}. Your sign-in, posts and cases are as they were. If something is wrong, correct it in your "
       "record."},
      {"notices.doubles.parted.title", "合并撤销了，您的记录和原来一样", "Your record stands by itself again"},
      {"notices.doubles.parted.text", "您的记录和另一条合并过，现在分开了。您的记录在{union}。有不对的地方，请在“我的信息”里更正。",
       "It had been joined with another record, which is undone. It is with {union}. If something is wrong, correct it in your record."},
  });
}

}  // namespace unionhall::doubles
