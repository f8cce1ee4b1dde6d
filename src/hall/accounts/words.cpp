#include "hall/accounts/words.h"

#include "hall/access/access.h"

namespace unionhall::accounts {

void add_words() {
  access::add_words();
  http::Texts::global().add({
      {"accounts.nameless", "还没有名字的账号", "An account without a name yet"},
      {"accounts.code_too_often", "验证码已发过，{seconds} 秒后可以再发", "Code sent. You can ask again in {seconds} s"},
      {"accounts.address_too_often", "从您这里的网络试得太多了，{minutes} 分钟后再试",
       "Too many tries came from your network. Try again in {minutes} min"},
      {"accounts.code_wrong", "验证码对不上，还可以试 {left} 次", "That is not the code. {left} more tries"},
      {"accounts.code_expired", "验证码过期了，或者已经用过。重新获取一个", "The code has expired or was used. Ask for a new one"},
      {"accounts.code_spent", "这个验证码已经试了 5 次。重新获取一个", "This code was tried 5 times. Ask for a new one"},
      {"accounts.not_on_phone", "这个手机号下没有您选的人，从列表里重新选",
       "The person you chose does not use this phone. Choose from the list again"},
      {"accounts.token_unknown", "这次登录已经结束，请重新登录", "This session has ended. Sign in again"},
      {"accounts.totp_wrong", "动态码对不上，看一眼手机上现在的 6 位数字。还可以试 {left} 次",
       "That is not the code. Look at the 6 digits on your phone now. {left} more tries"},
      {"accounts.totp_used", "这个动态码用过了，等下一个，最多 30 秒", "This code was used. Wait for the next one, 30 s at most"},
      {"accounts.totp_too_often", "动态码试了 5 次，{minutes} 分钟后再试", "The code was tried 5 times. Try again in {minutes} min"},
      {"accounts.not_enrolled", "您还没有绑定动态码。请任命您的工会发一个绑定二维码",
       "You have no authenticator yet. Ask the union that appointed you for an enrolment code"},
      {"accounts.nothing_waits", "您的动态码已经给您看过了。没有存下的话，请任命您的工会换一个",
       "Your second factor has been shown to you. If you did not keep it, ask the union that appointed you for another"},
      {"accounts.not_your_role", "您现在不担任这个岗位。刷新后从列表里选",
       "You do not hold this role now. Refresh and choose from the list"},
      {"accounts.already_holds", "这个人已经在这个工会担任这个岗位", "This person already holds this role at this union"},
      {"accounts.separated_duties", "系统、安全、审计三个管理员由三个人分别担任，也不兼工会干部。换一个人再任命",
       "The system, security and audit administrators are three people, and none of them is an officer. Appoint somebody else"},
      {"accounts.own_role", "自己的岗位由别人来任免。请上级工会或安全管理员办理",
       "Nobody appoints or ends herself. Ask the union above or the security administrator"},
      {"accounts.not_appointable", "这个岗位由别的人任免。请上级工会或安全管理员办理",
       "Somebody else appoints to this role. Ask the union above or the security administrator"},

      {"form.code_wrong", "对不上，还可以试 {left} 次", "Not the code. {left} more tries"},
      {"form.code_expired", "过期或用过了", "Expired or used"},
      {"form.code_spent", "已经试了 5 次", "Tried 5 times"},
      {"form.totp_wrong", "对不上，还可以试 {left} 次", "Not the code. {left} more tries"},
      {"form.totp_used", "用过了，等下一个", "Used. Wait for the next one"},
      {"accounts.own_data_file", "我的数据 {day}.json", "my data {day}.json"},
      {"accounts.own_data_too_often", "刚才已经取过多次了，{minutes} 分钟后再取",
       "You fetched your data many times just now. Try again in {minutes} minutes"},
      {"form.phone_missing", "还没有填手机号", "The phone number is still to fill in"},
      {"form.phone_not_digits", "手机号只有数字", "A phone number has digits only"},
      {"form.phone_too_short", "位数不够：手机号是 11 位", "Too short: a mobile number has 11 digits"},
      {"form.phone_too_long", "位数多了：手机号是 11 位", "Too long: a mobile number has 11 digits"},
      {"form.phone_not_a_mobile", "手机号以 13 到 19 开头", "A mobile number begins with 13 to 19"},
      {"form.phone_demo_number", "12 开头的是演示号码，这里用真的手机号",
       "Numbers that begin with 12 are for demonstration. Use a real one here"},
      {"form.phone_real_number", "这里是演示，用 12 开头的号码", "This is a demonstration. Use a number that begins with 12"},
      {"form.name_bad_character", "姓名里有不能用的字符，照证件再写一遍",
       "The name holds a character that cannot be used. Write it as on the card"},
  });
}

}  // namespace unionhall::accounts
