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

      {"doubles.separated", "两条记录的人各有职务，三个管理员由三个人分别担任，也不兼工会干部，不能是同一个人",
       "The two hold offices that nobody holds both, so they are not joined"},
      {"doubles.yours", "这两条记录您自己就可以合并", "You may join these two yourself"},
      {"doubles.handed_up_already", "这两条记录已经交上去了，等上级工会处理", "These two have been handed up already"},

      {"cases.double.name", "重复的记录", "One person twice"},
      {"cases.double.state.deciding", "等上级工会判断", "The union above is deciding"},
      {"cases.double.state.joined", "已合并成一条", "Joined"},
      {"cases.double.state.apart", "不是同一个人", "Two people"},
      {"cases.double.state.withdrawn", "已撤回", "Withdrawn"},
      {"cases.double.step.filed", "交上级工会判断", "Handed up"},
      {"cases.double.step.join", "合并成一条", "Joined"},
      {"cases.double.step.keep_apart", "不是同一个人", "They are two people"},
      {"cases.double.step.withdraw", "撤回", "Withdraw"},
      {"notices.double.joined.title", "交上去的两条记录合并了", "The two records were joined"},
      {"notices.double.joined.text", "{number}：{union}看过了，是同一个人，已合并成一条。",
       "{number}: {union} found one person, and joined the records."},
      {"notices.double.apart.title", "交上去的两条记录是两个人", "The two records are of two people"},
      {"notices.double.apart.text", "{number}：{union}看过了，不是同一个人，理由在办件里。",
       "{number}: {union} found two people; the case says why."},

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
