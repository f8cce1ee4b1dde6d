// What is attached to a case: who may, what is kept of it, who sees it.
#include <gmock/gmock.h>

#include "cases_test.h"
#include "hall/files/files.h"
#include "support/pictures.h"
#include "support/web.h"

namespace unionhall {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::string_view pdf = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

class CaseAttachments : public test::Asking {
 protected:
  test::Reply attach(const test::Player& who, const std::string& id, std::string_view bytes,
                     const std::string& query = "?name=IMG_01.HEIC") {
    return hall.as(who).upload("/api/v1/cases/" + id + "/attachments" + query, bytes);
  }
  test::Reply fetch(const test::Player& who, const std::string& id, const std::string& attachment) {
    return hall.as(who).get("/api/v1/cases/" + id + "/attachments/" + attachment);
  }
};
UNIONHALL_ON_EACH_ENGINE(CaseAttachments);

TEST_P(CaseAttachments, APhotoIsKeptWithoutWhatThePhoneWroteIntoIt) {
  const auto id = ask(hall.worker, hall.riverside);
  const auto photo = test::photo();
  ASSERT_THAT(photo, HasSubstr("SECRETPHONE"));
  const auto made = attach(hall.worker, id, photo);
  ASSERT_EQ(made.status, 201) << made.body;

  const auto one = seen(hall.chair, id);
  EXPECT_EQ(one.text("/attachments/0/name"), "IMG_01.jpg");
  EXPECT_EQ(one.text("/attachments/0/kind"), "jpeg");
  EXPECT_EQ(one.at("/attachments/0/own"), http::json::value(false));
  EXPECT_THAT(keys_of(one), ElementsAre("filed", "attached"));
  const auto file = fetch(hall.chair, id, made.text("id"));
  ASSERT_EQ(file.status, 200);
  EXPECT_EQ(file.header("content-type"), "image/jpeg");
  EXPECT_THAT(file.header("content-disposition"), HasSubstr("inline"));
  EXPECT_THAT(file.header("content-security-policy"), HasSubstr("sandbox"));
  EXPECT_THAT(file.body, Not(HasSubstr("SECRETPHONE")));
  EXPECT_THAT(file.body, HasSubstr("\xFF\xD8\xFF"));
  EXPECT_EQ(count("SELECT count(*) FROM audit_events WHERE what = 'look' AND subject_kind = 'case'"), 1);
}

TEST_P(CaseAttachments, APdfIsToBeKeptAndNeverShownInAPage) {
  const auto id = ask(hall.worker, hall.riverside);
  const auto made = attach(hall.worker, id, pdf, "?name=C%3A%5C%E5%90%88%E5%90%8C.exe");
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(seen(hall.worker, id).text("/attachments/0/name"), "合同.pdf");
  const auto file = fetch(hall.worker, id, made.text("id"));
  EXPECT_EQ(file.header("content-type"), "application/pdf");
  EXPECT_THAT(file.header("content-disposition"), HasSubstr("attachment"));
  EXPECT_EQ(file.body, pdf);
}

TEST_P(CaseAttachments, WhatIsNoPictureAndNoPdfChangesNothing) {
  const auto id = ask(hall.worker, hall.riverside);
  EXPECT_EQ(attach(hall.worker, id, "<html><script>1</script></html>").key(), "cases.not_to_be_attached");
  EXPECT_EQ(attach(hall.worker, id, test::photo().substr(0, 500)).key(), "cases.attachment_unreadable");
  EXPECT_THAT(seen(hall.worker, id).at("attachments").as_array(), IsEmpty());
  EXPECT_EQ(count("SELECT count(*) FROM files"), 0);
}

TEST_P(CaseAttachments, ForWhomTheCaseIsNotItsFilesAreNot) {
  const auto id = ask(hall.worker, hall.riverside);
  const auto other = ask(hall.add_player("别人"), hall.riverside);
  const auto attachment = attach(hall.worker, id, pdf).text("id");
  EXPECT_EQ(attach(hall.neighbour, id, pdf).status, 404);
  EXPECT_EQ(fetch(hall.neighbour, id, attachment).status, 404);
  EXPECT_EQ(fetch(hall.chair, other, attachment).status, 404) << "of another case";
  const auto inside = attach(hall.chair, id, pdf, "?name=a&inside=1").text("id");
  EXPECT_EQ(fetch(hall.worker, id, inside).status, 404);
  EXPECT_EQ(fetch(hall.officer, id, inside).status, 200);
  EXPECT_EQ(seen(hall.worker, id).at("attachments").as_array().size(), 1u);
}

TEST_P(CaseAttachments, WhoAddedItTakesItBackWhileTheCaseIsOpen) {
  const auto id = ask(hall.worker, hall.riverside);
  const auto attachment = attach(hall.worker, id, pdf).text("id");
  const auto at = "/api/v1/cases/" + id + "/attachments/" + attachment;
  EXPECT_EQ(hall.as(hall.chair).del(at).status, 409);
  EXPECT_EQ(hall.as(hall.worker).del(at).status, 204);
  EXPECT_EQ(fetch(hall.worker, id, attachment).status, 404);
  EXPECT_EQ(count("SELECT count(*) FROM files"), 0) << "its key is destroyed";
  const auto kept = attach(hall.worker, id, pdf).text("id");
  take(hall.chair, id, "approve");
  EXPECT_EQ(hall.as(hall.worker).del("/api/v1/cases/" + id + "/attachments/" + kept).key(), "cases.has_ended");
  EXPECT_EQ(attach(hall.worker, id, pdf).key(), "cases.has_ended");
}

TEST_P(CaseAttachments, ARepeatAttachesOnceAndTwentyAreEnough) {
  const auto id = ask(hall.worker, hall.riverside);
  const auto path = "/api/v1/cases/" + id + "/attachments?name=a";
  const auto first = hall.as(hall.worker).with("idempotency-key", "one").upload(path, pdf).text("id");
  EXPECT_EQ(hall.as(hall.worker).with("idempotency-key", "one").upload(path, pdf).text("id"), first);
  EXPECT_EQ(count("SELECT count(*) FROM files"), 1);
  for (int i = 1; i < 20; ++i) EXPECT_EQ(attach(hall.worker, id, pdf).status, 201);
  EXPECT_EQ(attach(hall.worker, id, pdf).key(), "cases.enough_attachments");
  EXPECT_EQ(count("SELECT count(*) FROM files"), 20);
}

TEST_P(CaseAttachments, WhatAKilledProgramLeftIsRemovedAndWhatIsAttachedStays) {
  const auto id = ask(hall.worker, hall.riverside);
  const auto made = attach(hall.worker, id, pdf);
  ASSERT_EQ(made.status, 201) << made.body;
  // Killed after the file was kept and before its row was written.
  const test::Folder folder;
  const auto left = files::keep(hall.hall(), folder.write("left", pdf), "left.pdf");
  hall.advance(std::chrono::hours{25});
  EXPECT_EQ(files::remove_ownerless(hall.hall()), 1);
  EXPECT_FALSE(files::open(hall.hall(), left.id));
  EXPECT_EQ(fetch(hall.chair, id, made.text("id")).body, pdf);
}

TEST_P(CaseAttachments, ACaseWithoutANameHasNoneAnywhere) {
  const auto id = ask(hall.worker, hall.riverside, {{"nameless", true}, {"subject", "刘小红"}});
  const auto one = seen(hall.chair, id);
  EXPECT_EQ(one.text("discretion"), "nameless");
  EXPECT_THAT(one.body, Not(HasSubstr("刘小红")));
  EXPECT_THAT(one.body, Not(HasSubstr(hall.worker.account.text())));
  EXPECT_THAT(hall.as(hall.chair).get("/api/v1/cases?inbox=1").body, Not(HasSubstr("刘小红")));
  EXPECT_EQ(attach(hall.worker, id, pdf).key(), "cases.names_its_author");
  EXPECT_EQ(attach(hall.worker, id, test::photo()).status, 201);
  EXPECT_EQ(attach(hall.chair, id, pdf).status, 201) << "the union's own says nothing of her";
  EXPECT_EQ(count("SELECT count(*) FROM audit_events WHERE what = 'case' AND actor = " + hall.worker.account.text()), 0);
  EXPECT_EQ(take(hall.chair, id, "approve").status, 200);
  EXPECT_EQ(seen(hall.worker, id).text("state"), "granted") << "she follows it all the same";
}

}  // namespace
}  // namespace unionhall
