#include "hall/figures/words.h"

#include "http/http.h"

namespace unionhall::figures {

void add_words() {
  http::Texts::global().add({
      {"figures.members.label", "会员", "Members"},
      {"figures.members.definition", "会籍在籍、接转中和保留的人，按会籍所在工会及其下级合计，一人只算一次",
       "People whose membership is active, transferring or retained, at this union and all below it; each person once"},
      {"figures.verified.label", "已核验", "Verified"},
      {"figures.verified.definition", "会员中本人登录后核对过自己资料的人", "Members who signed in and confirmed their own record"},
      {"figures.verified_rate.label", "核验率", "Verified share"},
      {"figures.verified_rate.definition", "已核验 ÷ 会员", "Verified ÷ members"},
      {"figures.unions.label", "工会组织", "Unions"},
      {"figures.unions.definition", "本工会和所有下级工会，已撤销的不算", "This union and all below it, without those dissolved"},
      {"figures.officers.label", "工会干部", "Officers"},
      {"figures.officers.definition", "在本工会及下级担任工作角色的人，在每个工会只算一次；三类管理员不算",
       "People in a working role at this union or below, once for each union; the three administrators are left out"},
      {"figures.active.label", "在籍", "Active"},
      {"figures.active.definition", "会籍正常的会员", "Members in good standing"},
      {"figures.transferring.label", "接转中", "Transferring"},
      {"figures.transferring.definition", "会员关系正在转往另一个工会的会员", "Members whose membership is on its way to another union"},
      {"figures.retained.label", "保留会籍", "Retained"},
      {"figures.retained.definition", "暂时离开岗位、保留会籍的会员", "Members who have left work for a time and keep their membership"},
      {"figures.by_status.label", "按会籍", "By status"},
      {"figures.by_status.definition", "按现在的会籍状态，包括已经结束的会籍", "By the membership's status now, ended ones included"},
      {"figures.by_category.label", "按职业群体", "By occupation group"},
      {"figures.by_category.definition", "会员中的新就业形态劳动者，按职业群体", "Members in new forms of employment, by occupation group"},
      {"figures.by_sex.label", "按性别", "By sex"},
      {"figures.by_sex.definition", "会员，按证件上的性别", "Members, by the sex on their document"},
      {"figures.by_age.label", "按年龄", "By age"},
      {"figures.by_age.definition", "会员，按今年满的周岁（今年减出生年份）",
       "Members, by the age they reach this year (this year minus year of birth)"},
      {"figures.by_verification_method.label", "按核验方式", "By way of verification"},
      {"figures.by_verification_method.definition", "已核验的会员，按核验的方式", "Verified members, by how they verified"},
      {"figures.by_level.label", "按层级", "By level"},
      {"figures.by_level.definition", "工会组织，按层级", "Unions, by level"},
  });
}

}  // namespace unionhall::figures
