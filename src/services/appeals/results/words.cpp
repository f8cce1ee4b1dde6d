#include "services/appeals/results/words.h"

#include "http/http.h"

namespace unionhall::appeals::results {

void add_words() {
  http::Texts::global().add({
      {"appeals.no_such_results", "这个月没有公布结果", "No results were published for this month"},
      {"appeals.no_story", "这件诉求没有要公布的小事", "There is no story of this appeal"},
      {"appeals.story_by_city_alone", "公布小事由市总工会提出", "Only the city's federation proposes a story"},
      {"appeals.story_not_solved", "本人说解决了，才能写成小事公布", "Only an appeal that she called solved has a story"},
      {"appeals.story_nobody_to_ask", "没有本人的账号可问，或者本人不愿露面，不能公布",
       "She has no account to be asked by, or wanted to stay unnamed: there is no story"},
      {"appeals.story_asked_before", "已经问过本人一次，不再问第二次", "She was asked before, and nobody asks her twice"},
      {"appeals.story_nothing_to_answer", "没有等您回答的公布，或者您已经不同意", "There is nothing to agree to, or you said no before"},
      {"form.names_somebody", "里面有本人的名字，或者能找到人的号码", "It holds her name, or a number by which somebody is found"},

      {"cases.appeal.step.story_proposed", "请本人看一段要公布的话", "She is asked about words to publish"},
      {"cases.appeal.step.story_published", "本人同意公布", "She agreed to publish it"},
      {"cases.appeal.step.story_declined", "本人不同意公布", "She did not agree to publish it"},
      {"cases.appeal.step.story_withdrawn", "本人收回公布", "She took the publication back"},

      {"notices.appeal.story_proposed.title", "想把您的事讲给大家听", "May your story be told?"},
      {"notices.appeal.story_proposed.text", "诉求 {number} 解决了。工会写了一小段话，不写您的名字，您同意才公布，随时可以收回。",
       "Appeal {number} is solved. The union wrote a few words, without your name. They are published if you agree, and you can take "
       "them back at any time."},
  });
}

}  // namespace unionhall::appeals::results
