#include "http/http.h"
#include "services/transfers/words.h"

namespace unionhall::transfers {

void add_union_move_words() {
  http::Texts::global().add({
      {"cases.union_move.name", "整建制转接", "Move of a whole union"},
      {"cases.union_move.state.answering", "等两边上级工会答复", "Both unions above are asked"},
      {"cases.union_move.state.out_agreed", "原上级已同意，等新上级接收", "Let go; waiting for the new union above"},
      {"cases.union_move.state.in_agreed", "新上级已接收，等原上级同意", "Taken in; waiting for the old union above"},
      {"cases.union_move.state.refused", "上级工会没有同意", "A union above said no"},
      {"cases.union_move.state.objected", "再上一级工会复核中", "The union above them is looking at it"},
      {"cases.union_move.state.done", "已转到新上级", "Moved"},
      {"cases.union_move.state.upheld", "没有转", "Not moved"},
      {"cases.union_move.state.withdrawn", "已撤回，工会没有动", "Withdrawn: nothing has changed"},
      {"cases.union_move.state.overtaken", "工会已另行转移或撤销，不用再转", "Moved or dissolved in another way: nothing is left to do"},
      {"cases.union_move.step.filed", "提出整建制转接", "Move asked for"},
      {"cases.union_move.step.let_go", "同意转出", "Let go"},
      {"cases.union_move.step.let_go_silently", "原上级到期没有答复，视为同意转出", "The old union above was silent: that counts as yes"},
      {"cases.union_move.step.sent_by_old", "由原上级提出", "Started by the old union above"},
      {"cases.union_move.step.asked_by_new", "由新上级提出", "Started by the new union above"},
      {"cases.union_move.step.take_in", "同意接收", "Take in"},
      {"cases.union_move.step.keep", "不同意转出", "Do not let go"},
      {"cases.union_move.step.turn_away", "不接收", "Turn away"},
      {"cases.union_move.step.accept_silently", "没有提出异议，办件结束", "Ended: no objection came"},
      {"cases.union_move.step.overrule", "再上一级工会同意转接", "Moved by the union above them"},
      {"cases.union_move.step.settled_otherwise", "工会已另行转移或撤销，办件结束",
       "It was moved or dissolved in another way, and this ended"},

      {"notices.union_move.done.title", "工会已转好", "Your union has moved"},
      {"notices.union_move.done.text", "工会现在由{union}领导。会员的会籍、会员号和卡都不变。",
       "It stands below {union} now. Every member keeps her membership, number and card."},
      {"notices.union_move.refused.title", "整建制转接没有同意", "The move was refused"},
      {"notices.union_move.refused.text", "转接 {number} 没有通过。15 天内可以请再上一级工会复核。",
       "Move {number} was refused. You can ask the union above within 15 days."},

      {"union_moves.same_parent", "它已经在这个工会下面", "It stands below this union already"},
      {"union_moves.moves_already", "这个工会已经有一个整建制转接在办", "A move of this union is under way"},
      {"union_moves.settled_otherwise", "工会已经另行转移或撤销，这个办件很快自动结束",
       "The union was moved or dissolved in another way. This case closes by itself shortly"},
  });
}

}  // namespace unionhall::transfers
