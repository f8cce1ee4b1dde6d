#include "hall/access/access.h"
#include "hall/cases/cases.h"

namespace unionhall::cases {

void add_words() {
  access::add_words();
  http::Texts::global().add({
      {"cases.not_found", "没有这个办件，或者不归您办理", "There is no such case, or it is not yours to see"},
      {"cases.changed_meanwhile", "这个办件刚刚有了变化。刷新后看看现在到了哪一步",
       "This case has just changed. Refresh to see where it is now"},
      {"cases.no_such_step", "现在这一步办不了。刷新后看看轮到谁", "This cannot be done now. Refresh to see whose turn it is"},
      {"cases.own_case", "自己的申请由别的干部来办", "Another officer decides on your own application"},
      {"cases.second_officer", "提出的人自己不能办这一步，请另一位干部来办",
       "Whoever filed it does not take this step. Another officer does"},
      {"cases.has_ended", "这个办件已经办结", "This case has ended"},
      {"cases.which_inbox", "inbox 写 1（本工会）或 all（包括下级）", "inbox is 1 (this union's) or all (those below, too)"},
      {"cases.unknown_type", "没有这种办件", "There is no such kind of case"},
      {"cases.batch_too_large", "一次最多办 500 件，分几次办", "At most 500 cases at once. Do them in several turns"},
      {"cases.not_in_batches", "这一步要一件一件办", "This step is taken case by case"},

      {"cases.not_to_be_attached", "这里只收图片（JPG、PNG、WebP）、PDF 和录音",
       "Only pictures (JPG, PNG, WebP), PDFs and voice notes can be attached"},
      {"cases.sound_too_long", "录音太长了。一段最多 3 分钟，可以分几段录",
       "This recording is too long. At most 3 minutes each; record several"},
      {"cases.attachment_unreadable", "这张图片打不开，或者大得不寻常。换一张试试",
       "This picture does not open, or is unusually large. Try another one"},
      {"cases.names_its_author", "不具名的办件只收图片：PDF 里常常写着是谁做的，声音也会让人认出来",
       "Only pictures can be attached to a case without your name: a PDF often says who made it, and a voice is recognised"},
      {"cases.enough_helpers", "一个办件最多请 5 个单位协办", "At most five unions can be asked to help with a case"},
      {"cases.enough_attachments", "一个办件最多放 20 个附件", "A case holds at most 20 attachments"},

      {"notices.cases.moved.title", "办件有了进展", "Your case has moved"},
      {"notices.cases.moved.text", "{union}：办件 {number} 有了进展，打开看看。", "{union}: case {number} has moved. Open it to see."},
      {"notices.cases.said_to_you.title", "工会给您留言", "The union wrote to you"},
      {"notices.cases.said_to_you.text", "{union}在办件 {number} 里留了言。", "{union} wrote something in case {number}."},
      {"notices.cases.said_by_her.title", "申请人留言", "The applicant wrote"},
      {"notices.cases.said_by_her.text", "办件 {number}（{union}）有新的留言。", "There is a new comment in case {number} ({union})."},
      {"notices.cases.handed_over.title", "转来一个办件", "A case was handed over to you"},
      {"notices.cases.handed_over.text", "办件 {number}（{union}）转到您这里办理。", "Case {number} ({union}) is yours to handle now."},
      {"notices.cases.help_asked.title", "请您协办", "You are asked to help"},
      {"notices.cases.help_asked.text", "办件 {number}（{union}）请您这里协办。", "{union} asks you to help with case {number}."},
      {"notices.cases.helped.title", "协办有了回复", "Help has come"},
      {"notices.cases.helped.text", "办件 {number}（{union}）的协办单位回复了。",
       "Whoever was asked to help with case {number} ({union}) has answered."},
      {"notices.cases.came_up.title", "下级超期，转到您这里", "Overdue below: it came up to you"},
      {"notices.cases.came_up.text", "办件 {number}（{union}）超过期限，转到您这里办理。",
       "Case {number} ({union}) was late and is yours to handle now."},
      {"notices.cases.nearly_late.title", "办件快到期", "A case is nearly due"},
      {"notices.cases.nearly_late.text", "办件 {number}（{union}）的期限过了八成。",
       "Four fifths of the time for case {number} ({union}) have passed."},
      {"notices.cases.late.title", "办件超期", "A case is late"},
      {"notices.cases.late.text", "办件 {number}（{union}）超过期限了。", "Case {number} ({union}) is past its due day."},
      {"notices.count.cases.inbox", "{count} 件待办", "{count} cases wait"},
      {"notices.count.cases.overdue", "其中 {count} 件超期", "{count} of them late"},

      {"form.not_handed_over", "选一个别的、没有撤销的工会", "Choose another union that stands"},
      {"form.unknown_type", "没有这种办件", "No such kind of case"},
      {"form.not_corrected_here", "这一步不能改申请表", "The form is not changed with this step"},

      // Steps and events that many types share; a type says its own under cases.<type>.step.<word>.
      {"cases.step.filed", "提交申请", "Application sent"},
      {"cases.step.comment", "留言", "Comment"},
      {"cases.step.attached", "添加附件", "Attached"},
      {"cases.step.taken_back", "拿掉一个附件", "An attachment was taken back"},
      {"cases.step.handed_over", "转给别的工会办理", "Handed over to another union"},
      {"cases.step.help_asked", "请别的工会协办", "Asked another union to help"},
      {"cases.step.helped", "协办单位回复", "The union that was asked to help answered"},
      {"cases.step.escalated", "超过期限，转到上级工会", "Overdue: moved up to the union above"},
      {"cases.step.overdue", "超过期限", "Overdue"},
      {"cases.step.reminded", "提醒经办人", "The union was reminded"},
      {"cases.step.withdraw", "撤回申请", "Withdraw"},
      {"cases.step.resubmit", "改好再交", "Send again"},
      {"cases.step.return", "退回修改", "Return for changes"},
      {"cases.step.approve", "同意", "Approve"},
      {"cases.step.refuse", "不同意", "Refuse"},
      {"cases.step.object", "向上级工会提出异议", "Object to the union above"},
      {"cases.step.accept", "接受这个结果", "Accept the result"},
      {"cases.step.uphold", "维持原来的决定", "Uphold the decision"},
      {"cases.step.overrule", "改为同意", "Overrule and approve"},
      {"cases.step.lapse", "到期没有继续，办件结束", "Ended: nothing came in time"},
  });
}

}  // namespace unionhall::cases
