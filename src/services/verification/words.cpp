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
      {"notices.verification.refused.text", "核验 {number} 没有通过。15 天内可以请上级工会复核。",
       "Verification {number} was refused. You can ask the union above within 15 days."},

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
