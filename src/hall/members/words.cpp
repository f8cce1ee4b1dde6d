#include "hall/members/api.h"

namespace unionhall::members {

void add_words() {
  http::Texts::global().add({
      {"members.changed_meanwhile", "有人刚改过这条记录。看看现在的内容，再改您的",
       "Somebody has just changed this record. Look at it as it is now, then make your change"},
      {"members.status_not_from_here", "现在的会籍不能直接改成这样。退会、除名的，请本人重新入会",
       "Membership cannot go from its present state to that one. Who withdrew or was expelled joins anew"},
      {"members.by_case", "这样的变动不能直接改，要作为办件提出", "Such a change is not written: it is asked for as a case"},
      {"members.union_dissolved", "这个工会已经撤销，会籍要接转到别的工会",
       "This union has been dissolved; transfer the membership to another"},
      {"members.alive_elsewhere", "她在别的工会还有会籍，一个人只有一份。请走会员关系接转",
       "She is a living member of another union, and a person has one membership. Use a transfer"},
      {"members.reveals_spent", "今天已看过 {max} 次完整号码，明天可以再看",
       "You have seen {max} whole values today. You can see more tomorrow"},
      {"members.nothing_to_reveal", "这条记录里没有这一项", "There is no such value on this record"},
      {"members.lookups_spent", "这一小时已按号码查过 {max} 次，{minutes} 分钟后可以再查。按姓名查不受限制",
       "You have looked up {max} numbers this hour. More in {minutes} min; names can be searched at any time"},
      {"members.exports_spent", "这一小时已导出 {max} 次，{minutes} 分钟后可以再导出",
       "You have exported {max} lists this hour. More in {minutes} min"},
      {"members.whole_by_code", "这份名册有完整号码，输入动态码才能取", "This list holds whole numbers: it is fetched with the authenticator's code"},
      {"members.whole_fetched", "这份名册已经取过一次，不能再取。还要用的话，重新申请", "This list was fetched once and cannot be fetched again. Ask anew if you need it"},
      {"members.full_mark", "{number} · {name}（{org}）{day} 导出 · 用到 {until} 即销毁 · 标记 {mark} · 用途：{purpose}",
       "{number} · {name} ({org}), exported {day} · to be destroyed by {until} · mark {mark} · for: {purpose}"},
      {"form.nothing_whole", "至少选一种要完整的号码", "Choose at least one kind of number that is to be whole"},
      {"form.number_not_here", "这里不能按号码找人，只能按姓名或条件", "Nobody is looked up by number here: use a name or filters"},
      {"members.checked_too_often", "这里核验得太多了，过一会儿再试", "Too many checks from here. Try again in a while"},
      {"members.no_such_account", "没有这个账号", "There is no such account"},
      {"members.no_such_day", "日期要像 2026-07-15 这样", "A day reads like 2026-07-15"},
      {"members.not_recorded_then", "那一天这条记录还没有", "The record was not there yet on that day"},
      {"members.no_record_yet", "还没有找到您的会员记录。您所在的工会采集之后，这里就能看到",
       "No record of you yet. Once your union has collected it, it is shown here"},

      {"members.purpose.handle_request", "办理本人申请", "To handle her own request"},
      {"members.purpose.contact", "联系本人", "To contact her"},
      {"members.purpose.check_record", "核对、更正信息", "To check or correct the record"},
      {"members.purpose.benefits", "发放福利、帮扶", "To give benefits or help"},
      {"members.purpose.urgent", "紧急情况", "An emergency"},
      {"members.purpose.legal_duty", "依法提供", "A duty under the law"},

      {"form.asked_by_leaving", "退会由本人提出", "She asks to leave herself"},
      {"form.asked_by_deemed_withdrawal", "先告知本人，十五天没有异议才生效：请提出“视为自动退会”",
       "She is told first and has fifteen days to object: start a deemed withdrawal"},
      {"form.asked_by_expulsion", "由基层工会提出、上级工会备案后生效：请提出“开除会籍”",
       "Her union starts it and the union above puts it on file: start an expulsion"},
      {"form.asked_by_record_end", "要另一位干部确认：请提出“会籍注销”", "A second officer confirms it: start the end of a record"},
      {"form.asked_by_restoration", "要另一位干部同意：请提出“会籍更正恢复”", "A second officer agrees to it: start a restoration"},
      {"form.words_too_short", "至少写两个字，或两个拼音首字母", "Write at least two characters, or two pinyin initials"},
      {"form.number_not_whole", "按号码查要写完整的证件号码或手机号，并且没有写错",
       "To search by number, write the whole ID number or phone, without a slip"},
      {"form.phone_not_whole", "要完整的手机号，11 位", "Write the whole mobile number, 11 digits"},
      {"form.too_many_by_name", "超过 {max} 人，不能按姓名排。缩小范围，或按组织顺序看",
       "More than {max} people cannot be put in order by name. Narrow the list, or see it by union"},
      {"form.figure_without_members", "这个数字数的不是这些会员", "That figure does not count these members"},
      {"form.name_too_long", "姓名最多 50 个字", "A name has 50 characters at most"},
      {"form.day_before_joining", "早于入会日期 {day}", "Before the day of joining, {day}"},
      {"form.same_person", "这两条记录是同一个人", "These two records are of one person"},
  });
}

}  // namespace unionhall::members
