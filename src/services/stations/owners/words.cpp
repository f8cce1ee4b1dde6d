#include "http/http.h"
#include "services/stations/owners/owners.h"

namespace unionhall::stations::owners {

void add_words() {
  http::Texts::global().add({
      {"stations.no_owner", "门是工会自己的，没有门主可以问", "The door is the union's own; there is nobody to ask"},
      {"stations.owner_off_the_map", "驿站开放以后才请门主确认", "Its owner is asked once the station is open"},
      {"stations.owner_asked_enough", "今天已经请过 5 次，明天再请", "The owner was asked five times today. Ask again tomorrow"},
      {"stations.owner_link_fits_nothing", "没有对上，请照着再看一遍", "It does not fit. Please compare it once more"},
      {"stations.owner_answered", "这个链接已经回复过了，工会收到了", "This link was answered before, and the union has it"},
      {"stations.owner_ask_over", "这个链接不用回复了：过了日子，工会收回了，或者发过新的",
       "There is nothing to answer any more: its days are over, the union took it back, or a newer one was sent"},
      {"stations.hours_not_by_week", "这个驿站的时间随季节变，请用文字写给管理单位",
       "Its hours change with the season. Please tell its keeper in words what is wrong"},
      {"form.not_a_usual_week", "这里只改平时一周的时间", "Only the usual week is changed here"},

      {"notices.stations.owner.changed.title", "门主改了开放时间", "The owner changed a station's hours"},
      {"notices.stations.owner.changed.text", "{station}（{code}）：门主凭链接改了开放时间，已经生效。请看一眼对不对。",
       "{station} ({code}): its owner changed the hours by the link, and they hold. Please see whether they are right."},
      {"notices.stations.owner.told.title", "门主说开放时间不对", "The owner says that a station's hours are wrong"},
      {"notices.stations.owner.told.text", "{station}（{code}）：门主写了哪里不对，时间还没有改。请到驿站页面看，改好它。",
       "{station} ({code}): its owner wrote what is wrong, and nothing has changed yet. Please read it on its page and put it right."},
      {"notices.stations.owner.gone.title", "门主说驿站不在了", "The owner says that a station is gone"},
      {"notices.stations.owner.gone.text", "{station}（{code}）：门主说驿站不在了。它已排到后面，请去看看再处理。",
       "{station} ({code}): its owner says that it is gone. It stands further down the list. Please have a look and settle it."},
      {"notices.stations.owner.turned_away.title", "门主说驿站不再接待", "The owner says that a station lets nobody in"},
      {"notices.stations.owner.turned_away.text", "{station}（{code}）：门主说不再让外面的劳动者进来。它已排到后面，请去看看再处理。",
       "{station} ({code}): its owner lets nobody in any more. It stands further down the list. Please have a look and settle it."},
  });
}

}  // namespace unionhall::stations::owners
