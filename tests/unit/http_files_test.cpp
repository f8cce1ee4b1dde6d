// The web apps' files, and parts of files.
#include <gtest/gtest.h>

#include <fstream>

#include "support/web.h"

namespace unionhall {

namespace {

using test::request;

class FilesTest : public testing::Test {
 protected:
  FilesTest() {
    folder_.write("index.html", "<!doctype html>");
    folder_.write("assets/index-BxZ3kq9_.js", "plain script");
    folder_.write("assets/index-BxZ3kq9_.js.br", "br");
    folder_.write("assets/index-BxZ3kq9_.js.gz", "gzip");
    folder_.write("service-manifest.json", "{}");
    folder_.write("digits.txt", "0123456789");
    folder_.write(".secret", "hidden");
    outside_.write("outside.txt", "outside");
    application_.files.push_back({.mount = "/office/", .root = folder_.path()});
    application_.files.push_back({.mount = "/", .root = outside_.path()});
    test::add(application_, "GET", "/api/v1/me", [](const http::Request&) { return http::no_content(); });
  }

  http::Response get(const std::string& path, http::Fields headers = {}) {
    auto it = request("GET", path, std::move(headers));
    return application_.answer(it);
  }

  /// The bytes that a socket would carry.
  static std::string sent(const http::Response& response) {
    std::ifstream file(response.file, std::ios::binary);
    std::string whole{std::istreambuf_iterator<char>(file), {}};
    return response.part ? whole.substr(response.part->begin, response.part->bytes) : whole;
  }

  test::Folder folder_, outside_;
  http::Application application_;
};

TEST_F(FilesTest, APageOfTheAppIsItsIndex) {
  for (const auto* path : {"/office/", "/office/members", "/office/orgs/42"}) {
    const auto page = get(path);
    EXPECT_EQ(page.status, 200) << path;
    EXPECT_EQ(sent(page), "<!doctype html>") << path;
    EXPECT_EQ(page.headers.at("content-type"), "text/html; charset=utf-8");
    EXPECT_EQ(page.headers.at("cache-control"), "no-cache");
  }
}

TEST_F(FilesTest, TheAppAtTheRootHasEveryPathThatNobodyElseHas) {
  outside_.write("index.html", "at the root");
  for (const auto* path : {"/", "/record", "/j/8K3T-92QF"}) {
    EXPECT_EQ(get(path).status, 200) << path;
    EXPECT_EQ(sent(get(path)), "at the root") << path;
  }
  EXPECT_EQ(sent(get("/office/members")), "<!doctype html>");
  EXPECT_EQ(get("/office").status, 308);
  EXPECT_EQ(get("/api/v1/nothing").status, 404);
  EXPECT_EQ(get("/api").status, 404);
  EXPECT_EQ(get("/assets/missing.js").status, 404);
}

TEST_F(FilesTest, TheDoorLeadsInside) {
  const auto door = get("/office");
  EXPECT_EQ(door.status, 308);
  EXPECT_EQ(door.headers.at("location"), "/office/");
}

TEST_F(FilesTest, WhatTheApiDoesNotKnowIsNoPage) {
  EXPECT_EQ(get("/api/v1/nothing").status, 404);
  EXPECT_EQ(get("/api/v1/nothing").headers.at("content-type"), "application/problem+json");
}

TEST_F(FilesTest, AFileThatIsMissingIsNotFound) {
  EXPECT_EQ(get("/office/assets/missing.js").status, 404);
  EXPECT_EQ(get("/members").status, 404) << "the folder at / has no index.html";
}

TEST_F(FilesTest, NothingOutsideOrHiddenIsSent) {
  for (const auto* path : {"/office/.secret", "/office/assets/.secret", "/office//etc/hostname.txt", "/office/assets"}) {
    EXPECT_NE(sent(get(path)), "hidden") << path;
  }
  EXPECT_EQ(get("/office/.secret").status, 404);
  EXPECT_EQ(get("/office//etc/hosts.txt").status, 404);
  EXPECT_EQ(get("/office/outside.txt").status, 404);
  EXPECT_EQ(get("/outside.txt").status, 200);
}

TEST_F(FilesTest, ThePackedFileGoesToWhoTakesIt) {
  const auto path = "/office/assets/index-BxZ3kq9_.js";
  const auto packed = [&](const char* accepted) { return sent(get(path, {{"accept-encoding", accepted}})); };
  EXPECT_EQ(packed("gzip, deflate, br"), "br");
  EXPECT_EQ(packed("gzip"), "gzip");
  EXPECT_EQ(packed("br;q=0, gzip;q=0.5"), "gzip");
  EXPECT_EQ(packed("identity"), "plain script");
  EXPECT_EQ(packed(""), "plain script");

  const auto brotli = get(path, {{"accept-encoding", "br"}});
  EXPECT_EQ(brotli.headers.at("content-encoding"), "br");
  EXPECT_EQ(brotli.headers.at("content-type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(brotli.headers.at("vary"), "accept-encoding");
  EXPECT_NE(brotli.headers.at("etag"), get(path).headers.at("etag"));
}

TEST_F(FilesTest, OnlyANameWithAHashIsKeptForEver) {
  EXPECT_EQ(get("/office/assets/index-BxZ3kq9_.js").headers.at("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(get("/office/service-manifest.json").headers.at("cache-control"), "no-cache");
}

TEST_F(FilesTest, AKnownFileIsNotSentAgain) {
  const auto tag = get("/office/digits.txt").headers.at("etag");
  const auto known = get("/office/digits.txt", {{"if-none-match", "\"x\", " + tag}});
  EXPECT_EQ(known.status, 304);
  EXPECT_TRUE(known.file.empty());
  folder_.write("digits.txt", "01234567890");
  EXPECT_EQ(get("/office/digits.txt", {{"if-none-match", tag}}).status, 200);
}

TEST_F(FilesTest, APartCanBeAskedFor) {
  const auto part = [&](const char* range) { return get("/office/digits.txt", {{"range", range}}); };
  EXPECT_EQ(sent(part("bytes=2-4")), "234");
  EXPECT_EQ(part("bytes=2-4").status, 206);
  EXPECT_EQ(part("bytes=2-4").headers.at("content-range"), "bytes 2-4/10");
  EXPECT_EQ(sent(part("bytes=7-")), "789");
  EXPECT_EQ(sent(part("bytes=7-99")), "789");
  EXPECT_EQ(sent(part("bytes=-3")), "789");
  EXPECT_EQ(sent(part("bytes=-99")), "0123456789");
  for (const auto* whole : {"bytes=4-2", "bytes=1-2,4-5", "lines=1-2", "bytes=", "bytes=-", "bytes=a-b", "bytes=1"}) {
    EXPECT_EQ(part(whole).status, 200) << whole;
  }
}

TEST_F(FilesTest, APartThatIsNotThereIsRefused) {
  for (const auto* range : {"bytes=10-", "bytes=10-11", "bytes=-0"}) {
    const auto outside = get("/office/digits.txt", {{"range", range}});
    EXPECT_EQ(outside.status, 416) << range;
    EXPECT_EQ(outside.headers.at("content-range"), "bytes */10");
  }
}

TEST_F(FilesTest, APartOfAnOlderFileIsTheWholeNewOne) {
  const auto tag = get("/office/digits.txt").headers.at("etag");
  EXPECT_EQ(get("/office/digits.txt", {{"range", "bytes=0-0"}, {"if-range", tag}}).status, 206);
  EXPECT_EQ(get("/office/digits.txt", {{"range", "bytes=0-0"}, {"if-range", "\"older\""}}).status, 200);
}

TEST_F(FilesTest, FilesAreOnlyRead) {
  auto write = request("POST", "/office/digits.txt");
  const auto refused = application_.answer(write);
  EXPECT_EQ(refused.status, 405);
  EXPECT_EQ(refused.headers.at("allow"), "GET, HEAD, OPTIONS");
}

}  // namespace

}  // namespace unionhall
