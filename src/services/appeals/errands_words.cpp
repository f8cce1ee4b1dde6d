#include "http/http.h"
#include "services/appeals/errands.h"

namespace unionhall::appeals::errands {

void add_words() {
  http::Texts::global().add({
      {"appeals.errands_enough", "这件诉求交办出去的还有 10 件没有回音，先等一等，或者收回几件",
       "Ten errands of this appeal are still open. Wait for some, or withdraw them"},
      {"appeals.errand_not_outside", "这件诉求对单位保密：只能交给单位以外的人，请先确认",
       "This appeal is hidden from the employer's side: give it only to somebody outside, and say so"},
      {"appeals.link_fits_nothing", "没有对上，请照着再看一遍", "It does not fit. Please compare it once more"},
      {"appeals.errand_answered", "这件事已经回复过了，工会收到了", "This was answered before, and the union has it"},
      {"appeals.errand_over", "这件事不用办了：工会收回了，或者诉求已经了结",
       "There is nothing to do any more: the union took it back, or the appeal has ended"},
      {"appeals.errand_photos_enough", "照片够多了，用文字说吧", "Enough photos. Please say the rest in words"},
      {"form.holds_a_phone", "里面不能写手机号", "No phone number may stand in it"},
      {"form.names_the_worker", "里面不能写提诉求的人的名字", "The name of whoever said it may not stand in it"},

      {"cases.appeal.step.errand_given", "交办", "Handed a task to somebody outside"},
      {"cases.appeal.step.errand_withdrawn", "收回交办", "Took a task back"},
      {"cases.appeal.step.errand_done", "交办的事办好了", "The task was done"},
      {"cases.appeal.step.errand_impossible", "交办的事办不了", "The task cannot be done"},

      {"notices.appeal.errand_done.title", "交办的事办好了", "A task was done"},
      {"notices.appeal.errand_done.text", "诉求 {number}：{name}说办好了。看看能不能答复。",
       "Appeal {number}: {name} says that it is done. See whether it can be answered."},
      {"notices.appeal.errand_impossible.title", "交办的事办不了", "A task cannot be done"},
      {"notices.appeal.errand_impossible.text", "诉求 {number}：{name}说办不了，写了原因。",
       "Appeal {number}: {name} cannot do it, and says why."},
      {"notices.appeal.errand_due.title", "交办的事今天到期", "A task is due today"},
      {"notices.appeal.errand_due.text", "诉求 {number}：{name}还没有回音，今天到期。",
       "Appeal {number}: there is no word from {name}, and it is due today."},
  });
}

}  // namespace unionhall::appeals::errands
