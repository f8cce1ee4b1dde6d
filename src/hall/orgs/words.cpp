#include "hall/orgs/words.h"

#include "http/http.h"

namespace unionhall::orgs {

void add_words() {
  http::Texts::global().add({
      {"orgs.not_found", "找不到这个工会，可能不在您负责的范围", "This union was not found, or lies outside your area"},
      {"orgs.parent_not_found", "上级工会已经撤销，重新选一个", "The parent union has been dissolved. Choose another"},
      {"orgs.name_taken", "这个上级下面已经有同名的工会，先看看是不是同一个",
       "A union of this name is already there. See whether it is the same one"},
      {"orgs.credit_code_taken", "这个统一社会信用代码已经登记在另一个工会名下，请对照证书再看一遍",
       "Another union holds this credit code. Check it against the certificate"},
      {"orgs.code_taken", "这个编号已经有工会在用，换一个", "Another union has this code. Choose another"},
      {"orgs.too_deep", "这样会超过 12 级，选一个更高的上级", "That would make more than 12 levels. Choose a parent further up"},
      {"orgs.into_itself", "不能移到自己的下级里，选别的上级", "A union cannot move below itself. Choose another parent"},
      {"orgs.changed_meanwhile", "您打开之后，别人改过这个工会。打开最新的内容再改",
       "Somebody changed this union since you opened it. Open it again, then change it"},
      {"orgs.not_from_above", "这件事要由上级工会来办，请上级工会的工作人员操作", "The union above decides this. Ask one of its officers"},
      {"orgs.dissolved", "这个工会已经撤销，不能再改", "This union has been dissolved and changes no more"},
      {"orgs.not_empty", "还不能撤销：下面和归口的工会还有 {unions} 家，会员还有 {members} 人。先移走或撤销那些工会、转走会员，再来撤销",
       "It cannot be dissolved yet. Unions below or following it: {unions}; members: {members}. Move or dissolve the unions and transfer "
       "the members first"},
      {"orgs.term_unknown", "还不知道这一届到哪天为止。先补上任期开始和任期年限，再办延期",
       "Nobody said when this term ends. Fill in when it began and for how long, then put the election off"},
      {"orgs.parent_or_within", "请给出 parent 或 within 中的一个", "Give either parent or within"},
      {"orgs.unknown_level", "没有这个层级，重新选一个", "No such level. Choose another"},

      {"form.credit_code_too_short", "统一社会信用代码是 18 位，还差几位", "A credit code has 18 characters; some are missing"},
      {"form.credit_code_too_long", "统一社会信用代码是 18 位，多了几位", "A credit code has 18 characters; there are too many"},
      {"form.credit_code_character", "统一社会信用代码只有数字和大写字母，没有 I、O、S、V、Z",
       "A credit code has digits and capital letters, without I, O, S, V and Z"},
      {"form.credit_code_check", "最后一位对不上，请照证书再看一遍", "The last character does not fit. Check it against the certificate"},
      {"form.credit_code_spoiled", "这个代码被表格软件改坏了，请照证书重新填",
       "This code was spoiled by a spreadsheet. Type it from the certificate"},
      {"form.credit_code_not_a_union", "工会的代码以 8 或 1 开头，这个是别的单位的",
       "A union's code begins with 8 or 1; this is another body's"},
      {"orgs.unknown_term_state", "state 写 due_soon、due、overdue 或 postponed", "state is due_soon, due, overdue or postponed"},
      {"orgs.term_ends", "{union}任期届满", "Term ends: {union}"},
      {"form.within_the_term", "这一届到 {end} 为止，要选这以后的日子", "The term lasts until {end}. Choose a day after it"},
      {"form.postponed_too_far", "最晚延到 {latest}", "The latest day is {latest}"},
      {"form.industry_parent_not_found", "找不到这个产业上级，可能不在您负责的范围",
       "This industry parent was not found, or lies outside your area"},
      {"form.industry_parent_below", "它自己或者它下面的工会不能当它的产业上级，换一个",
       "A union cannot follow itself or one below it. Choose another"},
      {"form.industry_parent_level", "产业上级要选产业工会或行业工会联合会",
       "Choose an industrial union or a trade federation as industry parent"},
      {"form.division_unknown", "没有这个行政区划代码", "There is no such division"},
      {"form.division_digits", "行政区划代码是 6 位或 12 位数字", "A division code has 6 or 12 digits"},
      {"form.term_years", "每届任期是三年或五年", "A term is three or five years"},
  });
}

}  // namespace unionhall::orgs
