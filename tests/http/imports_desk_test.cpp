// The desk's way of an import, through HTTP: a file comes in, is matched, checked, decided about, confirmed, written,
// reported and taken back.
#include <gmock/gmock.h>

#include <set>

#include "hall/imports/worker.h"
#include "hall/people/people.h"
#include "hall/sources/sources.h"
#include "support/rosters.h"

namespace unionhall::test {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class ImportDesk : public testing::TestWithParam<db::Engine> {
 protected:
  ImportDesk() {
    roster::offer();
    hall.mount(imports::mount);
  }

  Reply upload(const Player& who, std::string_view bytes, const Union& org, const std::string& kind = "members") {
    return hall.as(who).upload("/api/v1/imports?kind=" + kind + "&org=" + org.id.text() + "&name=roster.csv", bytes);
  }
  /// Brings a file and has it checked; the import's path.
  std::string bring(const Player& who, const std::vector<Cells>& rows, const Union& org) {
    const auto begun = upload(who, Files::csv_text(member_titles, rows), org);
    EXPECT_EQ(begun.status, 201) << begun.body;
    work();
    return "/api/v1/imports/" + begun.text("id");
  }
  void work() { imports::worker(hall.hall()).once(); }
  Reply step(const Player& who, const std::string& path, const std::string& name, http::json::object body = {}) {
    return hall.as(who).with("if-match", hall.as(who).get(path).etag()).post(path + "/" + name, std::move(body));
  }
  std::int64_t people() {
    return *hall.db().read([](db::Session& db) { return db.first<std::int64_t>("SELECT COUNT(*) FROM people"); });
  }
  std::vector<Cells> many(int count) {
    std::vector<Cells> rows;
    for (int n = 1; n <= count; ++n) rows.push_back(member("王小河", id_of(n)));
    return rows;
  }

  Hall hall{GetParam()};
};
UNIONHALL_ON_EACH_ENGINE(ImportDesk);

TEST_P(ImportDesk, ASmallRosterIsWrittenAtOnce) {
  const auto path = bring(hall.officer, {member("王小河", id_of(1)), member("李芳", "61999919900307001")}, hall.qindu);
  const auto checked = hall.as(hall.officer).get(path);
  EXPECT_EQ(checked.text("state"), "checked");
  EXPECT_EQ(checked.number("/counts/new"), 1);
  EXPECT_EQ(checked.number("/counts/refused"), 1);
  EXPECT_FALSE(checked.at("confirm_needed").as_bool());
  EXPECT_TRUE(checked.at("mine").as_bool());
  EXPECT_EQ(checked.text("/header/columns/7/field"), "id_number");
  EXPECT_EQ(checked.text("/header/columns/7/example"), "619***************");
  EXPECT_EQ(checked.text("/problem_kinds/0/kind"), "id_number");

  const auto problems = hall.as(hall.officer).get(path + "/problems");
  ASSERT_THAT(problems.items(), SizeIs(1));
  EXPECT_EQ(problems.text("/items/0/message"), "少 1 位：写了 17 位");
  EXPECT_EQ(problems.text("/items/0/column"), "证件号码");
  EXPECT_EQ(hall.as(hall.officer).in_english().get(path + "/problems?kind=id_number").text("/items/0/column"), "ID number");
  EXPECT_THAT(hall.as(hall.officer).get(path + "/problems?kind=union").items(), IsEmpty());

  EXPECT_EQ(step(hall.officer, path, "commit").text("state"), "committing");
  work();
  const auto written = hall.as(hall.officer).get(path);
  EXPECT_EQ(written.text("state"), "committed");
  EXPECT_TRUE(written.has("undo_until"));
  EXPECT_EQ(people(), 1);

  const auto report = hall.as(hall.officer).get(path + "/report");
  EXPECT_EQ(report.status, 200);

  EXPECT_EQ(step(hall.officer, path, "undo").text("state"), "undoing");
  work();
  const auto undone = hall.as(hall.officer).get(path);
  EXPECT_EQ(undone.text("state"), "undone");
  EXPECT_EQ(undone.number("/undone/removed"), 1);
  EXPECT_EQ(people(), 0);
}

TEST_P(ImportDesk, WhatAnUndoLeftAloneIsListedToItsEnd) {
  const auto path = bring(hall.officer, many(5), hall.qindu);
  step(hall.officer, path, "commit");
  work();
  EXPECT_THAT(hall.as(hall.officer).get(path + "/kept").items(), IsEmpty());
  const auto changed =
      hall.db().write([](db::Session& db) { return db.exec("UPDATE people SET version = version + 1 WHERE id % 5 <> 0"); });
  step(hall.officer, path, "undo");
  work();
  EXPECT_EQ(hall.as(hall.officer).get(path).number("/undone/kept"), changed);
  std::set<std::string> seen;
  std::string cursor;
  do {
    const auto page = hall.as(hall.officer).get(path + "/kept?limit=2" + (cursor.empty() ? "" : "&cursor=" + cursor));
    for (const auto& item : page.items()) seen.emplace(item.at("id").as_string());
    EXPECT_LE(page.items().size(), 2U);
    EXPECT_EQ(page.text("/items/0/name_masked"), "王*河");
    cursor = page.has("next") ? page.text("next") : "";
  } while (!cursor.empty());
  EXPECT_EQ(static_cast<std::int64_t>(seen.size()), changed);
  EXPECT_EQ(hall.as(hall.neighbour).get(path + "/kept").status, 404);
}

TEST_P(ImportDesk, HowLargeAFileMayBeIsASetting) {
  Hall small{GetParam()};
  small.hall().settings.import_bytes = 100;
  small.mount(imports::mount);
  const auto into = "/api/v1/imports?kind=members&name=roster.csv&org=" + small.qindu.id.text();
  EXPECT_EQ(small.as(small.officer).upload(into, std::string(101, 'x')).status, 413);
  EXPECT_EQ(small.as(small.officer).upload(into, "姓名,证件号码\n").status, 201);
}

TEST_P(ImportDesk, ALargeOneWaitsForAnotherOfficer) {
  const auto colleague = hall.add_player("程同事", access::RoleWord::officer, &hall.city);
  const auto path = bring(hall.officer, many(501), hall.qindu);
  const auto checked = hall.as(hall.officer).get(path);
  EXPECT_TRUE(checked.at("confirm_needed").as_bool());
  EXPECT_EQ(checked.text("/confirmers/0/name_masked").substr(0, 3) != "", true);

  EXPECT_EQ(step(hall.officer, path, "commit").key(), "imports.confirmer_needed");
  EXPECT_EQ(step(hall.officer, path, "commit", {{"confirmer", hall.officer.account.text()}}).key(), "imports.not_a_confirmer");
  EXPECT_EQ(step(hall.officer, path, "commit", {{"confirmer", hall.neighbour.account.text()}}).key(), "imports.not_a_confirmer");
  EXPECT_EQ(step(hall.officer, path, "commit", {{"confirmer", colleague.account.text()}}).text("state"), "waiting_confirmation");
  work();
  EXPECT_EQ(people(), 0);

  EXPECT_EQ(step(hall.officer, path, "confirmation").key(), "imports.own_import");
  EXPECT_TRUE(hall.as(colleague).get(path).at("asked_me").as_bool());
  EXPECT_EQ(hall.as(hall.neighbour).get(path).status, 404);
  EXPECT_EQ(step(colleague, path, "confirmation").text("state"), "committing");
  work();
  EXPECT_EQ(people(), 501);
  EXPECT_EQ(hall.as(hall.officer).get(path).text("confirmed_by"), "程*事");
}

TEST_P(ImportDesk, AnUnknownHeaderIsMatchedByHand) {
  const auto begun = upload(hall.officer, "称呼,编号,工会名称\n王小河," + id_of(1) + ",河畔快递工会\n", hall.qindu);
  ASSERT_EQ(begun.status, 201) << begun.body;
  const auto path = "/api/v1/imports/" + begun.text("id");
  auto shown = hall.as(hall.officer).get(path);
  EXPECT_EQ(shown.text("state"), "matching");

  const http::json::object by_hand{{"0", "name"}, {"1", "id_number"}, {"2", "union_name"}};
  shown = hall.as(hall.officer).patch(path, {{"header_row", 1}, {"columns", by_hand}}, shown.etag());
  ASSERT_EQ(shown.status, 200) << shown.body;
  EXPECT_EQ(shown.text("state"), "checking");
  work();
  shown = hall.as(hall.officer).get(path);
  EXPECT_EQ(shown.text("state"), "checked");
  EXPECT_EQ(shown.number("/counts/new"), 1);

  EXPECT_EQ(hall.as(hall.officer).patch(path, {{"columns", {{"0", "shoe_size"}}}}, shown.etag()).error_at("/columns/0"), "no_such_column");
  shown = hall.as(hall.officer).patch(path, {{"columns", {{"0", nullptr}}}}, shown.etag());
  EXPECT_EQ(shown.text("state"), "matching") << "a required column is gone";
  EXPECT_EQ(step(hall.officer, path, "commit").key(), "imports.wrong_state");
}

TEST_P(ImportDesk, WhatIsNoTableIsRefusedAtTheDoor) {
  const auto picture = upload(hall.officer, "\x89PNG\r\n\x1a\n and so on", hall.qindu);
  EXPECT_EQ(picture.status, 415);
  EXPECT_EQ(picture.key(), "imports.file.not_a_table");
  EXPECT_EQ(upload(hall.officer, "姓名,证件号码\n", hall.weicheng).status, 404);
  EXPECT_EQ(upload(hall.officer, "姓名,证件号码\n", hall.qindu, "shoes").error_at("/kind"), "unknown_word");
  EXPECT_THAT(hall.as(hall.officer).get("/api/v1/imports?org=" + hall.qindu.id.text()).items(), IsEmpty());
}

TEST_P(ImportDesk, ADoubleIsDecidedAndStaysDecided) {
  const auto first = bring(hall.officer, {member("王小河", id_of(1), {{"移动电话", phone_of(1)}})}, hall.qindu);
  step(hall.officer, first, "commit");
  work();
  const std::vector<Cells> alike{member("王小河", id_of(3), {{"移动电话", phone_of(1)}})};
  const auto path = bring(hall.officer, alike, hall.qindu);
  const auto doubles = hall.as(hall.officer).get(path + "/doubles");
  ASSERT_THAT(doubles.items(), SizeIs(1));
  EXPECT_EQ(doubles.text("/items/0/reason"), "name_birth_and_phone");
  EXPECT_EQ(doubles.text("/items/0/name_masked"), "王*河");
  EXPECT_EQ(doubles.text("/items/0/birth_month"), "1990-03");
  EXPECT_EQ(doubles.text("/items/0/other/org"), "河畔快递工会");

  EXPECT_EQ(hall.as(hall.officer).post(path + "/doubles/9", {{"same", false}}).status, 404);
  const auto decided = hall.as(hall.officer).post(path + "/doubles/2", {{"same", false}});
  ASSERT_EQ(decided.status, 200) << decided.body;
  EXPECT_EQ(decided.number("/counts/new"), 1);
  EXPECT_EQ(hall.as(hall.officer).post(path + "/doubles/2", {{"same", true}}).key(), "imports.decided_already");

  // Dropped and brought again, it is not asked again.
  EXPECT_EQ(hall.as(hall.officer).with("if-match", hall.as(hall.officer).get(path).etag()).del(path).status, 204);
  EXPECT_EQ(hall.as(hall.officer).get(path).text("state"), "dropped");
  const auto again = bring(hall.officer, alike, hall.qindu);
  EXPECT_THAT(hall.as(hall.officer).get(again + "/doubles").items(), IsEmpty());
  step(hall.officer, again, "commit");
  work();
  EXPECT_EQ(people(), 2);

  // Taken back and brought once more, neither.
  step(hall.officer, again, "undo");
  work();
  EXPECT_EQ(people(), 1);
  EXPECT_THAT(hall.as(hall.officer).get(bring(hall.officer, alike, hall.qindu) + "/doubles").items(), IsEmpty());
}

TEST_P(ImportDesk, WhoCollectedAFileStandsAsTheSourceOfItsRows) {
  const auto file = Files::csv_text(member_titles, {member("王小河", id_of(1))});
  const auto bring_from = [&](const std::string& department) {
    return hall.as(hall.officer)
        .upload("/api/v1/imports?kind=members&name=roster.csv&org=" + hall.qindu.id.text() + "&department=" + department, file);
  };
  std::string too_long;
  for (int i = 0; i < 101; ++i) too_long += "%E5%B1%80";
  EXPECT_EQ(bring_from(too_long).status, 422);
  const auto begun = bring_from("%E5%B8%82%E5%8C%BB%E4%BF%9D%E5%B1%80");
  ASSERT_EQ(begun.status, 201) << begun.body;
  work();
  step(hall.officer, "/api/v1/imports/" + begun.text("id"), "commit");
  work();
  const auto source = hall.db().read([](db::Session& db) {
    const auto id = db.first<SourceId>("SELECT source_id FROM people WHERE name = '王小河'");
    return sources::to_json(*sources::find(db, *id));
  });
  EXPECT_EQ(source.at("department").as_string(), "市医保局");
  EXPECT_EQ(source.at("person").as_string(), hall.officer.name) << "who brought it";
}

TEST_P(ImportDesk, TwoRowsOfOneFileOnceToldApartStayApart) {
  const std::vector<Cells> alike{member("王小河", id_of(1), {{"移动电话", phone_of(1)}}),
                                 member("王小河", id_of(3), {{"移动电话", phone_of(1)}})};
  const auto path = bring(hall.officer, alike, hall.qindu);
  ASSERT_THAT(hall.as(hall.officer).get(path + "/doubles").items(), SizeIs(1));
  const auto decided = hall.as(hall.officer).post(path + "/doubles/3", {{"same", false}});
  ASSERT_EQ(decided.status, 200) << decided.body;
  EXPECT_EQ(decided.number("/counts/new"), 2);
  EXPECT_EQ(hall.as(hall.officer).with("if-match", hall.as(hall.officer).get(path).etag()).del(path).status, 204);

  const auto again = bring(hall.officer, alike, hall.qindu);
  EXPECT_THAT(hall.as(hall.officer).get(again + "/doubles").items(), IsEmpty());
  const auto counts = hall.as(hall.officer).get(again);
  EXPECT_EQ(counts.number("/counts/new"), 2);
  EXPECT_EQ(counts.number("/counts/doubtful"), 0);
  step(hall.officer, again, "commit");
  work();
  EXPECT_EQ(people(), 2);
  const auto apart = hall.db().read([](db::Session& db) {
    return db.first<std::int64_t>(
        "SELECT COUNT(*) FROM not_doubles d JOIN people a ON a.id = d.person_a JOIN people b ON b.id = d.person_b WHERE a.name = b.name");
  });
  EXPECT_EQ(apart, 1) << "nor does a member's page ask it";
}

TEST_P(ImportDesk, ARowThatIsSomebodyOnRecordChangesHer) {
  const auto first = bring(hall.officer, {member("王小河", id_of(1), {{"移动电话", phone_of(1)}})}, hall.qindu);
  step(hall.officer, first, "commit");
  work();
  const auto before = business_rows(hall);
  const auto path = bring(hall.officer, {member("王小河", id_of(3), {{"移动电话", phone_of(1)}})}, hall.qindu);
  EXPECT_EQ(hall.as(hall.officer).post(path + "/doubles/2", {{"same", true}}).status, 200);
  step(hall.officer, path, "commit");
  work();
  EXPECT_EQ(people(), 1);
  EXPECT_EQ(*hall.db().read([](db::Session& db) { return db.first<std::int64_t>("SELECT COUNT(*) FROM identity_index"); }), 2);
  step(hall.officer, path, "undo");
  work();
  EXPECT_THAT(business_rows(hall), testing::ElementsAreArray(before));
}

TEST_P(ImportDesk, KilledBeforeItsRowIsWrittenADecisionIsCarriedOutAllTheSame) {
  hall.hall().settings.confirm_imports_above = 1'000;
  const auto first = bring(hall.officer, {member("李芳", id_of(2), {{"移动电话", phone_of(1)}})}, hall.qindu);
  step(hall.officer, first, "commit");
  work();
  const auto before = business_rows(hall);

  auto rows = many(static_cast<int>(imports::chunk_rows) + 2);  // 李芳 stands in the second chunk
  rows.erase(rows.begin() + 1);
  rows.push_back(member("李芳", id_of(998), {{"移动电话", phone_of(1)}}));
  const auto path = bring(hall.officer, rows, hall.qindu);
  const auto id = *imports::ImportId::parse(path.substr(path.rfind('/') + 1));
  ASSERT_EQ(hall.as(hall.officer).post(fmt::format("{}/doubles/{}", path, rows.size() + 1), {{"same", true}}).status, 200);
  ASSERT_EQ(step(hall.officer, path, "commit").status, 200);
  // All its chunks are prepared, one is written: what a kill leaves.
  ASSERT_FALSE(imports::commit(hall.hall(), id, [](const imports::Progress&) { return false; }).value());
  hall.hall().ids.renew();
  work();

  EXPECT_EQ(hall.as(hall.officer).get(path).text("state"), "committed");
  const auto persons = hall.db().read([](db::Session& db) {
    return people::find_all(db, {*db.first<PersonId>("SELECT id FROM people WHERE name = :name ORDER BY id LIMIT 1", std::string("李芳"))});
  });
  EXPECT_EQ(people::open_id_number(hall.hall().keys, persons.at(0)), id_of(998));
  EXPECT_EQ(people(), static_cast<std::int64_t>(rows.size()));
  step(hall.officer, path, "undo");
  work();
  EXPECT_THAT(business_rows(hall), testing::ElementsAreArray(before));
}

TEST_P(ImportDesk, ADocumentThatIsClaimedMeanwhileIsNotGivenToAnother) {
  const auto first = bring(hall.officer, {member("王小河", id_of(1), {{"移动电话", phone_of(1)}})}, hall.qindu);
  step(hall.officer, first, "commit");
  work();
  const auto path = bring(hall.officer, {member("王小河", id_of(3), {{"移动电话", phone_of(1)}})}, hall.qindu);
  EXPECT_EQ(hall.as(hall.officer).post(path + "/doubles/2", {{"same", true}}).status, 200);
  // Another import has claimed it for somebody new, and has not written her yet.
  const auto& keys = hall.hall().keys;
  const people::DocumentKey key{"resident_id", keys.newest(), keys.digest("resident_id", id_of(3))};
  const auto claimant = hall.hall().ids.next<struct Person>();
  hall.db().write([&](db::Session& db) { people::claim(db, {{key, PersonId{claimant.value}}}); });
  step(hall.officer, path, "commit");
  work();
  EXPECT_EQ(hall.as(hall.officer).get(path).text("state"), "committed");
  const auto persons =
      hall.db().read([](db::Session& db) { return people::find_all(db, db.all<PersonId>("SELECT id FROM people ORDER BY id LIMIT 10")); });
  ASSERT_THAT(persons, SizeIs(2));
  for (const auto& person : persons) {
    EXPECT_EQ(people::open_id_number(keys, person), id_of(person.id.value == claimant.value ? 3 : 1));
  }
}

TEST_P(ImportDesk, AnOlderVersionIsNotActedOn) {
  const auto path = bring(hall.officer, many(1), hall.qindu);
  const auto etag = hall.as(hall.officer).get(path).etag();
  EXPECT_EQ(hall.as(hall.officer).with("if-match", "\"1\"").post(path + "/commit").key(), "imports.changed_meanwhile");
  EXPECT_EQ(hall.as(hall.officer).with("if-match", etag).post(path + "/commit").status, 200);
  EXPECT_EQ(hall.as(hall.officer).with("if-match", etag).post(path + "/commit").key(), "imports.changed_meanwhile");
}

TEST_P(ImportDesk, TheFileIsSealedAndGoesWithTheImport) {
  const auto path = bring(hall.officer, many(1), hall.qindu);
  for (const auto& file : std::filesystem::recursive_directory_iterator(hall.hall().settings.files)) {
    if (!file.is_regular_file() || file.path().filename().string().starts_with("upload-")) continue;
    std::ifstream in(file.path(), std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(in), {});
    EXPECT_EQ(bytes.find(id_of(1)), std::string::npos) << file.path();
  }
  hall.as(hall.officer).with("if-match", hall.as(hall.officer).get(path).etag()).del(path);
  EXPECT_EQ(*hall.db().read([](db::Session& db) { return db.first<std::int64_t>("SELECT COUNT(*) FROM files"); }), 0);
}

TEST_P(ImportDesk, ListsArePagedNewestFirstWithinTheSubtree) {
  for (int n = 1; n <= 3; ++n) bring(hall.officer, many(n), hall.qindu);
  const auto list = "/api/v1/imports?limit=2&org=" + hall.city.id.text();
  const auto first = hall.as(hall.registrar).get(list);
  ASSERT_THAT(first.items(), SizeIs(2));
  EXPECT_EQ(first.number("/items/0/rows"), 3);
  const auto second = hall.as(hall.registrar).get(list + "&cursor=" + first.text("next"));
  ASSERT_THAT(second.items(), SizeIs(1));
  EXPECT_FALSE(second.has("next"));
  EXPECT_EQ(hall.as(hall.neighbour).get("/api/v1/imports?org=" + hall.qindu.id.text()).status, 404);
  EXPECT_THAT(hall.as(hall.neighbour).get("/api/v1/imports?org=" + hall.weicheng.id.text()).items(), IsEmpty());
}

}  // namespace
}  // namespace unionhall::test
