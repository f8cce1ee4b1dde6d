#include "services/verification/words.h"

#include "http/http.h"

namespace unionhall::verification {

void add_words() {
  http::Texts::global().add({
      {"cases.verification.name", "本人核验", "Is this you?"},
      {"cases.verification.state.waiting", "等登记手机或工会确认", "Waiting for the phone on record, or the union"},
      {"cases.verification.state.refused", "工会没有确认", "The union did not confirm"},
      {"cases.verification.state.objected", "上级工会复核中", "The union above is looking at it"},
      {"cases.verification.state.granted", "已核验", "Verified"},
      {"cases.verification.state.upheld", "没有核验", "Not verified"},
      {"cases.verification.state.withdrawn", "已撤回", "Withdrawn"},
      {"cases.verification.step.filed", "提出核验", "Verification asked for"},
      {"cases.verification.step.confirm", "用登记手机收到的验证码确认", "Confirm with the code sent to the phone on record"},
      {"cases.verification.step.approve", "确认是本人", "It is she"},
      {"cases.verification.step.refuse", "不是本人", "It is not she"},
      {"cases.verification.step.accept_silently", "没有提出异议，办件结束", "Ended: no objection came"},
      {"cases.verification.step.overrule", "上级工会确认是本人", "Confirmed by the union above"},

      {"notices.verification.granted.title", "核验好了", "Verified"},
      {"notices.verification.granted.text", "{union}确认了您的登记，可以看“我的登记”了。",
       "{union} has confirmed your record. It is open to you now."},
      {"notices.verification.refused.title", "工会没有确认是本人", "The union did not confirm that it is you"},
      {"notices.verification.refused.text", "核验 {number} 没有通过。可以请上级工会复核，期限写在办件里。",
       "Verification {number} was refused. You can ask the union above; the case says until when."},

      {"cases.correction.name", "更正登记", "Correction"},
      {"cases.correction.state.checking", "工会核对中", "The union is checking"},
      {"cases.correction.state.refused", "没有改", "Not corrected"},
      {"cases.correction.state.objected", "上级工会复核中", "The union above is looking at it"},
      {"cases.correction.state.granted", "已改好", "Corrected"},
      {"cases.correction.state.upheld", "维持原登记", "The record stays"},
      {"cases.correction.state.withdrawn", "已撤回", "Withdrawn"},
      {"cases.correction.step.filed", "提出更正", "Correction asked for"},
      {"cases.correction.step.approve", "同意，改好", "Accept and correct"},
      {"cases.correction.step.refuse", "不改", "Refuse"},
      {"cases.correction.step.withdraw", "撤回", "Withdraw"},
      {"cases.correction.step.accept_silently", "没有提出异议，办件结束", "Ended: no objection came"},
      {"cases.correction.step.overrule", "上级工会同意更正", "Corrected by the union above"},

      {"notices.correction.granted.title", "登记改好了", "Your record is corrected"},
      {"notices.correction.granted.text", "{union}同意了您的更正 {number}，“我的登记”里已经是新的。",
       "{union} accepted your correction {number}. My record shows it."},
      {"notices.correction.refused.title", "登记没有改", "Your record was not corrected"},
      {"notices.correction.refused.text", "更正 {number} 没有通过，原因在办件里。可以请上级工会复核，期限写在办件里。",
       "Correction {number} was refused; the reason is in the case. You can ask the union above; the case says until when."},

      {"verification.nothing_fits", "对不上。看看短信里的编号和证件后四位有没有填错；试三次还不对，请找工会",
       "This does not fit. Check the code in the message and the last four signs of your document. After three tries, ask your union"},
      {"verification.link_used", "这个链接已经用过了，不用再办", "This link has been used; there is nothing left to do"},
      {"verification.look_over", "打开太久了，请重新填一次证件后四位", "It was open for too long. Give the last four signs once more"},
      {"verification.links_tried_too_often", "这个网络今天试的次数太多了，{minutes} 分钟后再来",
       "Too many tries from this network. Come back in {minutes} min"},
      {"verification.no_such_step", "现在不能这样做，看看页面是不是旧了", "This is not possible now; the page may be old"},
      {"verification.mailing_at_work", "这个工会已经有一批核验短信没有发完，先发完或者结束它",
       "A mailing of this union is under way. Finish or end it first"},
      {"verification.no_record", "还没有您的会员登记，没有可更正的", "There is no member's record of you to correct"},
      {"verification.corrected_already", "您已经提过更正，工会处理完再提下一次",
       "A correction of yours is under way. Wait until the union has answered"},
      {"verification.changed_meanwhile", "登记刚刚被改过，请刷新再看", "The record has just changed. Look at it anew"},
      {"verification.not_alive", "会籍已经结束，不用核验", "The membership has ended; there is nothing to verify"},
      {"form.nothing_wrong", "哪里不对？改一项，或者写几句", "What is wrong? Change a field, or write a few words"},
      {"form.document_not_seen", "先看过本人证件才能核验", "See her document first"},

      {"verification.no_match", "没有找到这个姓名和证件号的登记。看看有没有填错；没有登记过的，直接申请入会",
       "There is no record of this name and number. Check them; if the union has no record of you, apply to join"},
      {"verification.is_known", "这个账号已经是另一个人的。换自己的手机号登录再试",
       "This account belongs to somebody else. Sign in with your own phone"},
      {"verification.claimed_already", "已经在核验了，到“我的办件”看进度", "This is under way. Follow it under My cases"},
      {"verification.tried_too_often", "今天试的次数太多了，{hours} 小时后再来，或者去工会办",
       "Too many tries today. Come back in {hours} h, or ask your union"},
      {"form.claim_code_wrong", "验证码对不上，或者已经过期", "Not the code, or it has expired"},
      {"form.verified_elsewhere", "从“我的登记”里核验", "Begin it at My record"},
  });
}

}  // namespace unionhall::verification
