#include "services/joining/words.h"

#include <utility>

#include "http/http.h"

namespace unionhall::joining {

void add_words() {
  http::Texts::global().add({
      {"cases.joining.name", "入会申请", "Joining"},
      {"cases.joining.state.checking", "工会审核中", "The union is checking"},
      {"cases.joining.state.returned", "等您修改", "Waiting for your changes"},
      {"cases.joining.state.refused", "工会没有同意", "The union said no"},
      {"cases.joining.state.objected", "上级工会复核中", "The union above is looking at it"},
      {"cases.joining.state.granted", "已经入会", "You are a member"},
      {"cases.joining.state.upheld", "没有入会", "Not admitted"},
      {"cases.joining.state.withdrawn", "已撤回", "Withdrawn"},
      {"cases.joining.state.lapsed", "到期结束", "Ended without an answer"},
      {"cases.joining.step.filed", "提交入会申请", "Application sent"},
      {"cases.joining.step.approve", "同意入会", "Admit"},
      {"cases.joining.step.admit", "按工会的约定直接入会", "Admitted at once, as this union has agreed"},
      {"cases.joining.step.refuse", "不同意入会", "Refuse"},
      {"cases.joining.step.accept_silently", "没有提出异议，办件结束", "Ended: no objection came"},
      {"cases.joining.step.overrule", "上级工会同意入会", "Admitted by the union above"},
      {"cases.joining.field.name", "姓名", "name"},
      {"cases.joining.field.id_type", "证件类型", "kind of document"},
      {"cases.joining.field.id_number", "证件号码", "ID number"},
      {"cases.joining.field.phone", "手机号", "phone"},
      {"cases.joining.field.category", "做什么工作", "kind of work"},
      {"cases.joining.field.employer", "工作单位", "employer"},

      {"notices.joining.granted.title", "欢迎加入工会", "Welcome to the union"},
      {"notices.joining.granted.text", "{union}同意您入会，电子会员卡已经生效。", "{union} has admitted you. Your card is ready."},
      {"notices.joining.returned.title", "入会申请要改一下", "Your application needs a change"},
      {"notices.joining.returned.text", "{union}退回了入会申请 {number}，看看要改什么，再交一次。",
       "{union} returned your application {number}. See what to change and send it again."},
      {"notices.joining.refused.title", "工会没有同意入会", "The union did not admit you"},
      {"notices.joining.refused.text", "{union}没有同意入会申请 {number}。可以请上级工会复核，期限写在办件里。",
       "{union} did not accept application {number}. You can ask the union above; the case says until when."},

      {"joining.already_collected", "工会已经有您的登记，不用再填。核实一下是您本人就行",
       "The union has your record already. There is nothing to fill in: confirm that it is you"},
      {"joining.member_here", "您已经是这个工会的会员", "You are a member of this union already"},
      {"joining.member_elsewhere", "您已经是会员，不用再入会。换了单位，把会籍转过来就行",
       "You are a member already. If you changed employer, transfer your membership"},
      {"joining.applies_already", "您的申请已经在办，到“我的办件”看进度", "Your application is under way. Follow it under My cases"},
      {"joining.consent_missing", "先读一下个人信息的说明，并分别勾选同意", "Read how your data are used, and agree to each part first"},
      {"joining.collected_meanwhile", "这个证件刚刚有了登记。请申请人核实本人后再办",
       "This document has just come on record. The applicant confirms that it is hers first"},
      {"joining.union_dissolved", "这个工会已经撤销，请转给别的工会办", "This union was dissolved. Hand the case over to another"},
      {"joining.no_place_outside", "这个单位之外没有可以接收您的工会，请打 12351",
       "No union outside this employer could take you in. Call 12351"},
      {"joining.tried_too_often", "今天试的次数太多了，{hours} 小时后再来", "Too many tries today. Come back in {hours} h"},
      {"joining.channel_not_found", "没有这个入会码，看看是不是抄错了", "There is no such code. Check that it was copied right"},
      {"joining.channel_closed", "这个入会码已经停用。可以按单位名称找工会", "This code is no longer in use. Search the union by name"},

      {"joining.no_channels", "还没有在用的入会码，先建一个", "There is no code in use yet. Make one first"},
      {"joining.poster.title", "扫码加入工会", "Scan to join the union"},
      {"joining.poster.scan", "扫码", "Scan"},
      {"joining.poster.scan_says", "微信或相机都行", "with any camera"},
      {"joining.poster.write", "填写", "Fill in"},
      {"joining.poster.write_says", "姓名、证件号、做什么工作", "name, ID number, what you do"},
      {"joining.poster.done", "完成", "Done"},
      {"joining.poster.done_says", "办好了手机上告诉您", "your phone tells you"},
      {"joining.poster.says", "全程不到 60 秒，不收费，不用装软件", "Less than 60 seconds, free, nothing to install"},
      {"joining.poster.or_type", "或打开 {host} 输入", "or open {host} and type"},
      {"joining.poster.privacy", "填的内容只用来办入会，证件号加密保存。谁看过您的资料，您随时能查。",
       "What you write is used for joining alone; the ID number is kept sealed. You can see at any time who looked at your data."},

      {"form.no_such_place", "位置不对", "No such place"},
      {"form.id_bad_character", "有不是数字的字符", "Contains something that is no digit"},
      {"form.id_too_short", "号码少了几位", "Some digits are missing"},
      {"form.id_too_long", "号码多了几位", "There are too many digits"},
      {"form.id_fifteen_digits", "这是老的 15 位号码，请填新身份证上的 18 位",
       "This is the old number of 15 digits. Enter the 18 of the new card"},
      {"form.id_mistyped", "号码里有一位不对，再对一遍", "One digit is wrong. Compare once more"},
      {"form.id_bad_birth_date", "号码里的出生日期不对", "The date of birth in it cannot be"},
      {"form.id_other_document", "和选的证件对不上", "Does not fit the kind of document"},
      {"form.id_demo_number", "这是演示号码", "This number is for demonstrations"},
      {"form.id_real_number", "演示环境不收真实号码，用 619999 开头的", "A demo takes no real numbers; use one that begins with 619999"},
      {"form.too_young", "要满 {age} 周岁", "You must be {age} or older"},
      {"form.officers_alone", "只有工会干部可以替别人填写", "Only an officer fills it in for somebody else"},
      {"form.consent_on_paper", "先请本人在纸上同意，再勾选", "She agrees on paper first; then tick it"},
      {"form.sign_in_by_phone", "先用手机号登录", "Sign in by phone first"},
      {"form.no_such_channel", "没有这个入会码，或者已经停用", "There is no such code, or it is no longer in use"},
      {"form.no_such_union", "没有这个工会", "There is no such union"},
  });
}

}  // namespace unionhall::joining
