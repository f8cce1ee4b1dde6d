#include "services/transfers/words.h"

#include "http/http.h"

namespace unionhall::transfers {

void add_words() {
  http::Texts::global().add({
      {"cases.transfer.name", "会籍接转", "Transfer"},
      {"cases.transfer.state.answering", "等两边工会答复", "Both unions are asked"},
      {"cases.transfer.state.out_agreed", "原工会已同意，等新工会接收", "Let go; waiting for the new union"},
      {"cases.transfer.state.in_agreed", "新工会已接收，等原工会同意", "Taken in; waiting for the old union"},
      {"cases.transfer.state.refused", "工会没有同意", "A union said no"},
      {"cases.transfer.state.objected", "上级工会复核中", "The union above is looking at it"},
      {"cases.transfer.state.done", "已转入新工会", "Transferred"},
      {"cases.transfer.state.upheld", "没有转", "Not transferred"},
      {"cases.transfer.state.withdrawn", "已撤回，会籍没有变", "Withdrawn: nothing has changed"},
      {"cases.transfer.state.overtaken", "会籍已经结束，不用再转", "The membership has ended: nothing is left to transfer"},
      {"cases.transfer.step.filed", "提出接转", "Transfer asked for"},
      {"cases.transfer.step.let_go", "同意转出", "Let go"},
      {"cases.transfer.step.let_go_silently", "原工会到期没有答复，视为同意转出", "The old union was silent: that counts as yes"},
      {"cases.transfer.step.sent_by_old", "由原工会提出", "Started by the old union"},
      {"cases.transfer.step.asked_by_new", "由新工会提出", "Started by the new union"},
      {"cases.transfer.step.take_in", "同意接收", "Take in"},
      {"cases.transfer.step.keep", "不同意转出", "Do not let go"},
      {"cases.transfer.step.turn_away", "不接收", "Turn away"},
      {"cases.transfer.step.accept_silently", "没有提出异议，办件结束", "Ended: no objection came"},
      {"cases.transfer.step.overrule", "上级工会同意接转", "Transferred by the union above"},
      {"cases.transfer.step.membership_ended", "会籍结束，接转随之结束", "The membership ended, and this with it"},

      {"notices.transfer.answering.title", "会籍接转已提出", "A transfer was asked for"},
      {"notices.transfer.answering.text", "您的会籍要转到{union}（{number}）。", "Your membership is to move to {union} ({number})."},
      {"notices.transfer.out_agreed.title", "原工会同意转出", "The old union lets you go"},
      {"notices.transfer.out_agreed.text", "等{union}接收（{number}）。", "{union} has to take you in ({number})."},
      {"notices.transfer.in_agreed.title", "新工会同意接收", "The new union takes you in"},
      {"notices.transfer.in_agreed.text", "{union}已同意接收，等原工会答复（{number}）。",
       "{union} takes you in; the old union has to answer ({number})."},
      {"notices.transfer.done.title", "会籍已转好", "Your membership has moved"},
      {"notices.transfer.done.text", "您现在是{union}的会员。", "You are a member of {union} now."},
      {"notices.transfer.refused.title", "接转没有同意", "The transfer was refused"},
      {"notices.transfer.refused.text", "接转 {number} 没有通过。15 天内可以请上级工会复核。",
       "Transfer {number} was refused. You can ask the union above within 15 days."},

      {"transfers.no_membership", "还没有会籍可以转，先申请入会", "There is no membership to transfer. Apply to join first"},
      {"transfers.same_union", "会籍就在这个工会", "This is the union that it is in already"},
      {"transfers.transfers_already", "已经有一个接转在办，到“我的办件”看进度", "A transfer is under way. Follow it under My cases"},
      {"transfers.hers_to_ask", "转到这个工会，要由本人提出", "A transfer to this union is hers alone to ask for"},
      {"transfers.changed_meanwhile", "会籍刚刚有了变化，刷新后再看", "The membership has just changed. Refresh and look again"},
      {"transfers.union_dissolved", "新工会已经撤销，换一个工会", "The new union was dissolved. Choose another"},
      {"form.no_such_union", "没有这个工会", "There is no such union"},
  });
}

}  // namespace unionhall::transfers
