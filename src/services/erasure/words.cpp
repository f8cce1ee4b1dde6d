#include "services/erasure/words.h"

#include "http/http.h"

namespace unionhall::erasure {

void add_words() {
  http::Texts::global().add({
      {"cases.erasure.name", "删除个人信息", "Erasure of personal data"},
      {"cases.erasure.state.checking", "工会核对中", "The union is checking"},
      {"cases.erasure.state.waiting", "已同意，到期删除；到期以前可以撤回",
       "Agreed; erased when the time is up, and until then you may take it back"},
      {"cases.erasure.state.refused", "工会没有同意", "The union said no"},
      {"cases.erasure.state.objected", "上级工会复核中", "The union above is looking at it"},
      {"cases.erasure.state.erased", "已删除", "Erased"},
      {"cases.erasure.state.upheld", "没有删除", "Not erased"},
      {"cases.erasure.state.withdrawn", "已撤回，没有删除", "Taken back: nothing was erased"},
      {"cases.erasure.step.filed", "提出删除", "Asked to be erased"},
      {"cases.erasure.step.approve", "同意删除", "Agree"},
      {"cases.erasure.step.refuse", "不同意", "Refuse"},
      {"cases.erasure.step.withdraw", "撤回，不删了", "Take it back"},
      {"cases.erasure.step.erase", "到期删除", "Erased"},
      {"cases.erasure.step.accept_silently", "没有提出异议，办件结束", "Ended: no objection came"},
      {"cases.erasure.step.overrule", "上级工会同意删除", "The union above agreed"},

      {"notices.erasure.waiting.title", "删除申请已同意", "Your data will be erased"},
      {"notices.erasure.waiting.text",
       "{union}同意了您的删除申请 {number}。到期后您的档案清空、账号注销，不能恢复；到期以前可以在办件里撤回。",
       "{union} agreed to your request {number}. When the time is up your record is emptied and your account closed for good. Until then "
       "you "
       "can take it back in the case."},
      {"notices.erasure.refused.title", "删除申请没有同意", "Your data was not erased"},
      {"notices.erasure.refused.text", "删除申请 {number} 没有通过，原因在办件里。可以请上级工会复核。",
       "Request {number} was refused; the case says why. You can ask the union above to look at it."},

      {"erasure.member_still", "您还是会员。要删除个人信息，先退会", "You are a member still. Leave the union first"},
      {"erasure.officer_still", "您还有工会职务。先请任命您的工会免去职务",
       "You hold an office. Ask the union that appointed you to end it first"},
      {"erasure.cases_open", "您还有事在办。办完或者撤回以后再申请",
       "Something of yours is open. Let it end, or take it back, and ask then"},
      {"erasure.asked_already", "您已经提过了，到“我的办件”看进度", "You have asked already. Follow it under My cases"},
  });
}

}  // namespace unionhall::erasure
