#include "services/exports/words.h"

#include "http/http.h"

namespace unionhall::exports {

void add_words() {
  http::Texts::global().add({
      {"full_exports.asked_already", "您还有一件全号导出在办，办完再申请", "Another export of yours is open; ask again when it is done"},
      {"full_exports.role_ended", "申请人已经不在申请时的岗位上，或者那个工会已经不归她负责，不能导出了",
       "Whoever asked no longer holds that role, or it does not reach that union any more: nothing can be exported"},
      {"form.not_within_days", "选今天起 {days} 天以内的一天", "Choose a day within {days} days from today"},

      {"cases.full_export.name", "全号导出", "Export with whole numbers"},
      {"cases.full_export.state.checking", "等另一位干部审核", "Waiting for a second officer"},
      {"cases.full_export.state.refused", "没有同意", "Refused"},
      {"cases.full_export.state.objected", "上级工会复核中", "The union above is looking at it"},
      {"cases.full_export.state.granted", "已同意，可取一次", "Approved: to be fetched once"},
      {"cases.full_export.state.upheld", "维持不同意", "The refusal stands"},
      {"cases.full_export.state.withdrawn", "已撤回", "Withdrawn"},
      {"cases.full_export.step.filed", "申请全号导出", "Export asked for"},
      {"cases.full_export.step.approve", "同意导出", "Let it out"},
      {"cases.full_export.step.refuse", "不同意", "Refuse"},
      {"cases.full_export.step.withdraw", "撤回", "Withdraw"},
      {"cases.full_export.step.accept_silently", "没有提出异议，办件结束", "Ended: no objection came"},
      {"cases.full_export.step.overrule", "上级工会同意导出", "Let out by the union above"},

      {"notices.full_export.granted.title", "全号导出同意了", "The export was approved"},
      {"notices.full_export.granted.text", "{number}：一天之内在“导出的名册”里用动态码取一次，过后就没有了。",
       "{number}: fetch it once within a day, under your exports, with the authenticator's code. Then it is gone."},
      {"notices.full_export.refused.title", "全号导出没有同意", "The export was refused"},
      {"notices.full_export.refused.text", "{number} 没有同意。可以请上级工会复核，期限写在办件里。",
       "{number} was refused. You can ask the union above; the case says until when."},
  });
}

}  // namespace unionhall::exports
