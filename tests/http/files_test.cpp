#include "hall/files/files.h"

#include <fstream>
#include <iterator>

#include "db/ids.h"
#include "support/engines.h"
#include "support/web.h"

namespace unionhall::files {
namespace {

/// Files of a hall, once in a folder and once in the table, on each engine.
class Files : public ::testing::TestWithParam<std::tuple<db::Engine, bool>> {
 protected:
  Files() : ids_(*database_, clock_, 0), hall_{*database_, clock_, keys_, ids_, {}} {
    if (std::get<bool>(GetParam())) hall_.settings.files = folder_.path();
  }

  static std::string content_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::string content_of(FileId id) { return content_of(open(hall_, id).value().path()); }
  File keep_text(std::string_view text, std::string_view name = "名册.xlsx") { return keep(hall_, brought_.write("brought", text), name); }
  std::string kept_noise(FileId id) {
    if (!hall_.settings.files.empty()) return content_of(folder_.path() / (id.text() + ".sealed"));
    std::string all;
    for (const auto& piece : database_->read(
             [&](db::Session& db) { return db.all<std::string>("SELECT sealed FROM file_pieces WHERE file_id = :id LIMIT 100", id); })) {
      all += piece;
    }
    return all;
  }

  test::FreshDatabase fresh_ = test::FreshDatabase::migrated(std::get<db::Engine>(GetParam()));
  test::Folder folder_, brought_;
  StillClock clock_{from_unix_ms(1'784'096'408'000)};  // 2026-07-15T14:20:08+08:00
  crypto::Keyring keys_ = crypto::Keyring::parse("unionhall-keys 1\n1 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\n");
  std::unique_ptr<db::Database> database_ = db::Database::open(fresh_.settings);
  db::Ids ids_;
  Hall hall_;
};

INSTANTIATE_TEST_SUITE_P(On, Files, ::testing::Combine(::testing::ValuesIn(test::engines()), ::testing::Bool()), [](const auto& where) {
  return test::name_of(std::get<0>(where.param)) + (std::get<1>(where.param) ? "_folder" : "_table");
});

TEST_P(Files, GiveBackWhatWasBrought) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{256 * 1024}, std::size_t{600'001}}) {
    std::string text(size, '\0');
    for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>(i * 7 + i / 251);
    const auto kept = keep_text(text);
    EXPECT_EQ(kept.bytes, static_cast<std::int64_t>(size));
    EXPECT_EQ(kept.digest, crypto::hex(crypto::sm3(text)));
    EXPECT_EQ(kept.name, "名册.xlsx");
    EXPECT_TRUE(content_of(kept.id) == text) << size;
  }
}

TEST_P(Files, LieSealed) {
  const auto kept = keep_text(std::string(1000, 'x') + "王秀英");
  EXPECT_FALSE(kept_noise(kept.id).empty());
  EXPECT_EQ(kept_noise(kept.id).find("王秀英"), std::string::npos);
  EXPECT_EQ(kept_noise(kept.id).find("xxxx"), std::string::npos);
}

TEST_P(Files, AreGoneWithTheirKeyWhenRemoved) {
  const auto kept = keep_text("short");
  remove(hall_, kept.id);
  EXPECT_FALSE(open(hall_, kept.id));
  EXPECT_FALSE(database_->read([&](db::Session& db) { return find(db, kept.id); }));
  EXPECT_EQ(kept_noise(kept.id), "");
  remove(hall_, kept.id);  // once more changes nothing
}

TEST_P(Files, AreNotOpenedOnceTheyWereChanged) {
  const auto kept = keep_text("the roster of a union");
  if (hall_.settings.files.empty()) {
    database_->write(
        [&](db::Session& db) { db.exec("UPDATE file_pieces SET sealed = 'AAAA' || substr(sealed, 5) WHERE file_id = :id", kept.id); });
  } else {
    std::fstream file(folder_.path() / (kept.id.text() + ".sealed"), std::ios::binary | std::ios::in | std::ios::out);
    file.put('\0').put('\0').put('\0');
  }
  EXPECT_THROW(open(hall_, kept.id), std::runtime_error);
}

TEST_P(Files, OfAnotherRowDoNotOpen) {
  const auto one = keep_text("one"), other = keep_text("two");
  database_->write([&](db::Session& db) {
    db.exec("UPDATE files SET key_sealed = (SELECT o.key_sealed FROM files o WHERE o.id = :other) WHERE id = :id", other.id, one.id);
  });
  EXPECT_THROW(open(hall_, one.id), std::runtime_error);
}

TEST_P(Files, LeftWithoutARowAreSweptAfterADay) {
  const auto kept = keep_text("kept"), left = keep_text("left");
  database_->write([&](db::Session& db) { db.exec("DELETE FROM files WHERE id = :id", left.id); });
  EXPECT_EQ(sweep(hall_), 0);
  clock_.advance(std::chrono::hours{25});
  EXPECT_EQ(sweep(hall_), 1);
  EXPECT_EQ(kept_noise(left.id), "");
  EXPECT_EQ(content_of(kept.id), "kept");
}

TEST_P(Files, OfNobodyAreRemovedAfterADay) {
  static std::vector<FileId> hers;
  owned_by("somebody", [](db::Session&, const std::vector<FileId>&) { return hers; });
  const auto kept = keep_text("kept"), left = keep_text("left");
  hers = {kept.id};
  EXPECT_EQ(remove_ownerless(hall_), 0) << "it may have been kept a moment ago";
  clock_.advance(std::chrono::hours{25});
  EXPECT_EQ(remove_ownerless(hall_), 1);
  EXPECT_FALSE(open(hall_, left.id));
  EXPECT_EQ(kept_noise(left.id), "");
  EXPECT_EQ(content_of(kept.id), "kept");
}

TEST_P(Files, MoreThanOneLookShowsAreAllLookedAt) {
  owned_by("somebody", [](db::Session&, const std::vector<FileId>&) { return std::vector<FileId>{}; });
  database_->write([&](db::Session& db) {
    for (int i = 1; i <= 1001; ++i) {
      db.exec("INSERT INTO files (id, region, name, bytes, digest, key_sealed, at_ms) VALUES (:id, 0, '', 0, '', '', 1)", i);
    }
  });
  EXPECT_EQ(remove_ownerless(hall_), 1001);
}

TEST_P(Files, ThatCannotBeReadLeaveNothing) {
  EXPECT_THROW(keep(hall_, folder_.path() / "no such file", "none"), std::system_error);
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

}  // namespace
}  // namespace unionhall::files
