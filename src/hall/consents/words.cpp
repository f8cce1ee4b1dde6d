#include "hall/consents/words.h"

#include "http/http.h"

namespace unionhall::consents {

void add_words() {
  http::Texts::global().add({
      {"consents.not_current", "告知内容更新了，请看过新的一版再选择", "The notice has changed. Read the new version and choose again"},
      {"consents.notice_first", "请先看《个人信息告知》，再单独同意使用证件号码",
       "Read the privacy notice first, then agree to the use of the ID number on its own"},
      {"consents.not_given", "您没有给过这项同意，或者已经撤回", "You have not given this consent, or you withdrew it before"},
      {"consents.unknown_kind", "没有这项同意，从列表里重新选", "There is no such consent. Choose from the list"},
      {"consents.follows.notice",
       "已撤回，连同证件号码的单独同意。撤回前办好的事仍然有效；以后要办会员业务，会再次征求您的同意。要查看、更正或删除已有信息，请联系 "
       "{contact}",
       "Withdrawn, and with it the separate consent for the ID number. What was done before stays valid; before any further membership "
       "business you will be asked again. To see, correct or delete what is on record, contact {contact}"},
      {"consents.follows.id_number",
       "已撤回。撤回前办好的事仍然有效；以后办理要核对证件的事之前，会再次征求您的同意。要删除已有的证件号码，请联系 {contact}",
       "Withdrawn. What was done before stays valid; before anything that needs your document you will be asked again. To have the number "
       "on record deleted, contact {contact}"},
  });
}

}  // namespace unionhall::consents
