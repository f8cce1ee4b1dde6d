#pragma once
// Words as a room above notices would hand them over.
#include "support/door.h"

namespace unionhall::test {

inline void add_notice_words() {
  http::Texts::global().add({
      {"notices.cases.approved.title", "{what}通过了", "{what} approved"},
      {"notices.cases.approved.text", "{org}已经通过您的{what}", "{org} approved your {what}"},
      {"notices.cases.arrived.title", "来了一件新的", "Something new came in"},
      {"notices.cases.arrived.text", "{what}，请在期限内办理", "{what}, to be done in time"},
      {"notices.count.cases.inbox", "{count} 件在等您办", "{count} wait for you"},
      {"notices.count.cases.overdue", "{count} 件超期", "{count} overdue"},
  });
}

}  // namespace unionhall::test
