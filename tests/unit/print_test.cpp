#include "print/print.h"

#include <cairo.h>
#include <gmock/gmock.h>
#include <unistd.h>
#include <zbar.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <regex>
#include <sstream>
#include <thread>

namespace unionhall::print {
namespace {

using testing::HasSubstr;

const Poster poster{.title = "扫码加入工会",
                    .subtitle = "咸阳市秦都区快递行业工会联合会",
                    .body = {{"扫码", "微信或相机都行"}, {"填写", "姓名、证件号、做什么工作"}, {"完成", "通过后短信告诉您"}},
                    .body_says = "全程不到 60 秒，不收费",
                    .link = "https://hall.example/j#8K3T92QF",
                    .code_words = "或打开 hall.example 输入",
                    .code = "8K3T-92QF",
                    .footer = "填的内容只用来办入会，证件号加密保存。谁看过您的资料，您随时能查。"};

/// As long as names get, with rare characters.
Poster crowded() {
  Poster most = poster;
  most.title = "在这里可以加入工会，也可以办理会员关系接转手续";
  most.subtitle = "陕西省咸阳市秦都区人民路街道新兴路社区快递外卖网约车货车司机新就业形态劳动者行业工会联合会𠮷㐂䶮驿站分会";
  most.body.push_back({"等短信通知", "三个工作日内一定有结果，不用来回跑，也不用托人打听"});
  most.link += std::string(300, 'x');
  most.code_words = "或打开 a-subdomain-that-is-long.gonghui.xianyang.example.gov.cn/jiaru 输入";
  most.code = "8K3T-92QF-4M7P-XXYZ-0000";
  most.footer += most.footer + most.footer;
  return most;
}

struct Picture {
  int width = 0, height = 0;
  std::string grey;  // a byte a pixel
};

Picture decoded(const std::string& png) {
  struct Rest {
    std::string_view bytes;
  } rest{png};
  const auto read = [](void* from, unsigned char* to, unsigned int size) {
    auto& bytes = static_cast<Rest*>(from)->bytes;
    if (bytes.size() < size) return CAIRO_STATUS_READ_ERROR;
    bytes.copy(reinterpret_cast<char*>(to), size);
    bytes.remove_prefix(size);
    return CAIRO_STATUS_SUCCESS;
  };
  const std::unique_ptr<cairo_surface_t, void (*)(cairo_surface_t*)> surface(cairo_image_surface_create_from_png_stream(read, &rest),
                                                                             cairo_surface_destroy);
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) throw std::runtime_error("no PNG");
  Picture picture{
      .width = cairo_image_surface_get_width(surface.get()), .height = cairo_image_surface_get_height(surface.get()), .grey = {}};
  const auto* const data = cairo_image_surface_get_data(surface.get());
  const int stride = cairo_image_surface_get_stride(surface.get());
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) picture.grey += static_cast<char>(data[y * stride + 4 * x + 1]);  // its green
  }
  return picture;
}

/// What a reader makes of the QR code in a picture.
std::string scanned(const Picture& picture) {
  zbar::ImageScanner scanner;
  scanner.set_config(zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
  scanner.set_config(zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
  zbar::Image image(static_cast<unsigned>(picture.width), static_cast<unsigned>(picture.height), "Y800", picture.grey.data(),
                    picture.grey.size());
  scanner.scan(image);
  std::string all;
  for (auto symbol = image.symbol_begin(); symbol != image.symbol_end(); ++symbol) all += symbol->get_data();
  return all;
}

struct Folder {
  Folder() : path(std::filesystem::temp_directory_path() / ("print_test." + std::to_string(::getpid()))) {
    std::filesystem::create_directory(path);
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string file(const char* name, const std::string& bytes) const {
    std::ofstream(path / name, std::ios::binary) << bytes;
    return (path / name).string();
  }
  std::string read(const char* name) const {
    std::ifstream file(path / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::filesystem::path path;
};

std::string said_by(const std::string& command) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(::popen((command + " 2>&1").c_str(), "r"), ::pclose);
  std::string all;
  std::array<char, 4096> part{};
  while (const auto size = std::fread(part.data(), 1, part.size(), pipe.get())) all.append(part.data(), size);
  return all;
}

std::string without_spaces(const std::string& text) { return std::regex_replace(text, std::regex("[ \n\f]"), ""); }

/// The texts of a PDF without spaces and line ends: where lines break is the page's affair.
std::string text_of(const Folder& folder, const std::string& pdf) {
  return without_spaces(said_by("pdftotext -raw " + folder.file("a.pdf", pdf) + " -"));
}

TEST(Qr, IsReadBackByAScanner) {
  for (const std::string& text :
       {std::string("https://hall.example/j#8K3T92QF"), std::string("8K3T92QF"), std::string("中文，𠮷㐂䶮"), std::string(2'331, 'x')}) {
    const Modules modules = qr(text);
    EXPECT_EQ(scanned(decoded(qr_png(modules, text.size() > 1000 ? 4 : 8))), text);
  }
}

TEST(Qr, IsReadWithAHoleInIt) {
  Picture picture = decoded(qr_png(qr(poster.link), 8));
  const int side = picture.width - 8 * 2 * quiet_zone, from = picture.width * 5 / 8;
  for (int y = from; y < from + side / 5; ++y) {
    for (int x = from; x < from + side / 5; ++x) picture.grey[static_cast<std::size_t>(y * picture.width + x)] = static_cast<char>(255);
  }
  EXPECT_EQ(scanned(picture), poster.link);
}

TEST(Qr, HasItsQuietZone) {
  const Modules modules = qr("8K3T92QF");
  const Picture picture = decoded(qr_png(modules, 3));
  EXPECT_EQ(picture.width, 3 * (modules.side + 8));
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      const int column = x / 3 - 4, row = y / 3 - 4;
      const bool inside = column >= 0 && column < modules.side && row >= 0 && row < modules.side;
      const bool dark = picture.grey[static_cast<std::size_t>(y * picture.width + x)] == 0;
      ASSERT_EQ(dark, inside && modules.at(column, row)) << x << " " << y;
    }
  }
}

TEST(Qr, DrawsTheSameModulesAsSvg) {
  const Modules modules = qr(poster.link);
  const std::string svg = qr_svg(modules);
  EXPECT_THAT(svg, HasSubstr("viewBox=\"0 0 " + std::to_string(modules.side + 8) + " "));
  Modules drawn{.side = modules.side, .dark = std::vector<bool>(modules.dark.size())};
  const std::regex run("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");
  for (auto at = std::sregex_iterator(svg.begin(), svg.end(), run); at != std::sregex_iterator(); ++at) {
    EXPECT_EQ((*at)[3], (*at)[4]);
    for (int i = 0; i < std::stoi((*at)[3]); ++i)
      drawn.dark[static_cast<std::size_t>((std::stoi((*at)[2]) - 4) * modules.side + std::stoi((*at)[1]) - 4 + i)] = true;
  }
  EXPECT_EQ(drawn.dark, modules.dark);
}

TEST(Qr, RefusesWhatItCannotHold) {
  EXPECT_THROW((void)qr(""), std::invalid_argument);
  EXPECT_THROW((void)qr(std::string("a\0b", 3)), std::invalid_argument);
  EXPECT_THROW((void)qr(std::string(2'332, 'x')), std::invalid_argument);
  EXPECT_THROW((void)qr_png(qr("x"), 0), std::invalid_argument);
  EXPECT_THROW((void)qr_png(qr("x"), 100'000), std::invalid_argument);
}

TEST(Posters, AreScannedFromThePicture) {
  for (const Poster& each : {poster, crowded()}) {
    const Picture picture = decoded(poster_png(each));
    EXPECT_EQ(picture.width, 1240);
    EXPECT_EQ(picture.height, 1754);
    EXPECT_EQ(scanned(picture), each.link);
  }
}

TEST(Posters, ArePrintedOnOnePageOfA4WithACodeOfNinetyMillimetres) {
  const Folder folder;
  const auto pdf = folder.file("a.pdf", poster_pdf(poster));
  const auto info = said_by("pdfinfo " + pdf);
  EXPECT_THAT(info, HasSubstr("Pages:           1\n"));
  EXPECT_THAT(info, HasSubstr("(A4)"));
  // Ten pixels a millimetre; the code's first row has its finder patterns at both ends.
  said_by("pdftoppm -r 254 -singlefile -png " + pdf + " " + (folder.path / "page").string());
  const Picture page = decoded(folder.read("page.png"));
  EXPECT_EQ(scanned(page), poster.link);
  const int row = (63 + 14 + 2) * 10;  // through the upper finder patterns
  const auto* const line = page.grey.data() + static_cast<std::ptrdiff_t>(row) * page.width;
  // White from the card's edge to the code: the quiet zone.
  int first = page.width, last = 0;
  for (int x = 500; x < 1600; ++x) {
    if (static_cast<unsigned char>(line[x]) >= 60) continue;
    first = std::min(first, x);
    last = std::max(last, x);
  }
  EXPECT_GE(last - first, 900);
  for (int x = first - 4 * (last - first) / 29; x < first - 1; ++x) ASSERT_GE(static_cast<unsigned char>(line[x]), 250) << x;
}

TEST(Posters, CarryTheirTextsToSearchAndCopy) {
  const Folder folder;
  for (const Poster& each : {poster, crowded()}) {
    const auto text = text_of(folder, poster_pdf(each));
    for (const std::string& said :
         {each.title, each.subtitle, each.body[0].word, each.body.back().says, each.body_says, each.code_words, each.code, each.footer}) {
      EXPECT_THAT(text, HasSubstr(without_spaces(said)));
    }
  }
}

TEST(Cards, AreScannedAndGrowWithTheirTexts) {
  Card card{.kind = "工会驿站",
            .title = "人民路邮政驿站",
            .lines = {{"开放时间", "周一至周五 08:00–18:00"}, {"在哪里", "人民路 128 号"}},
            .link = "https://hall.example/s/318211072344064",
            .code_words = "扫码看怎么走",
            .footer = "人民路街道总工会"};
  const auto small = decoded(card_png(card));
  EXPECT_EQ(small.width, 1080);
  EXPECT_EQ(scanned(small), card.link);
  for (int i = 0; i < 5; ++i) card.lines[1].says += "，从正门进去，上二楼左转";
  const auto high = decoded(card_png(card));
  EXPECT_GT(high.height, small.height);
  EXPECT_EQ(scanned(high), card.link);
  card.lines.resize(5);
  EXPECT_THROW(card_png(card), std::invalid_argument);
}

TEST(Posters, NeverCutATextOff) {
  const Folder folder;
  const auto boxes = said_by("pdftotext -bbox " + folder.file("a.pdf", poster_pdf(crowded())) + " -");
  const std::regex word("xMin=\"([-0-9.]+)\" yMin=\"([-0-9.]+)\" xMax=\"([-0-9.]+)\" yMax=\"([-0-9.]+)\"");
  int words = 0;
  for (auto at = std::sregex_iterator(boxes.begin(), boxes.end(), word); at != std::sregex_iterator(); ++at, ++words) {
    EXPECT_GE(std::stod((*at)[1]), 50) << (*at)[0];  // 18 mm from the edge, less a hair
    EXPECT_LE(std::stod((*at)[3]), 545) << (*at)[0];
    EXPECT_GE(std::stod((*at)[2]), 30) << (*at)[0];
    EXPECT_LE(std::stod((*at)[4]), 825) << (*at)[0];
  }
  EXPECT_GT(words, 10);
}

TEST(Posters, EmbedTheCharactersThatTheyUse) {
  const Folder folder;
  const auto pdf = poster_pdf(crowded());
  std::istringstream fonts(said_by("pdffonts " + folder.file("a.pdf", pdf)));
  std::string line;
  std::getline(fonts, line);
  std::getline(fonts, line);
  int count = 0;
  for (; std::getline(fonts, line); ++count) EXPECT_THAT(line, HasSubstr("yes yes yes")) << "embedded, a subset, with its Unicode";
  EXPECT_EQ(count, 2);
  EXPECT_LT(pdf.size(), 2'000'000u);  // the whole fonts are 40 MB
}

TEST(Posters, RefuseWhatDoesNotFit) {
  Poster endless = poster;
  for (int i = 0; i < 2'000; ++i) endless.subtitle += "联合会";
  EXPECT_THROW((void)poster_pdf(endless), std::invalid_argument);
  Poster broken = poster;
  broken.title = "\xFF";
  EXPECT_THROW((void)poster_pdf(broken), std::invalid_argument);
  Poster stepwise = poster;
  stepwise.body.resize(5, {"再来"});
  EXPECT_THROW((void)poster_pdf(stepwise), std::invalid_argument);
}

TEST(Posters, AreDrawnWhereTextsAreMissing) {
  const Poster bare{
      .title = "扫码加入工会", .subtitle = "", .body = {}, .link = "https://hall.example/j", .code = "8K3T-92QF", .footer = ""};
  EXPECT_EQ(scanned(decoded(poster_png(bare))), bare.link);
}

TEST(Posters, OfACountyAreOneFileWithAPageForEach) {
  const Folder folder;
  std::vector<Poster> county(200, poster);
  for (int i = 0; i < 200; ++i) county[static_cast<std::size_t>(i)].code = "8K3T-" + std::to_string(1000 + i);
  const auto path = folder.path / "county.pdf";
  posters_pdf(county, path);
  EXPECT_THAT(said_by("pdfinfo " + path.string()), HasSubstr("Pages:           200\n"));
  EXPECT_THAT(said_by("pdftotext -f 1 -l 1 " + path.string() + " -"), HasSubstr("8K3T-1000"));
  EXPECT_THAT(said_by("pdftotext -f 200 -l 200 " + path.string() + " -"), HasSubstr("8K3T-1199"));
  EXPECT_LT(std::filesystem::file_size(path), 200 * poster_pdf(poster).size() / 10);  // fonts stand in it once
}

TEST(Posters, ThatFailLeaveNoFile) {
  const Folder folder;
  std::vector<Poster> county(3, poster);
  county[2].link = "";
  EXPECT_THROW(posters_pdf(county, folder.path / "county.pdf"), std::invalid_argument);
  EXPECT_FALSE(std::filesystem::exists(folder.path / "county.pdf"));
  EXPECT_THROW(posters_pdf(county, folder.path / "no" / "folder.pdf"), std::system_error);
}

TEST(Posters, AFullDiskIsNoticed) { EXPECT_ANY_THROW(posters_pdf(std::vector<Poster>(2, poster), "/dev/full")); }

const Slip slip{.title = "工会会员转会凭证",
                .subtitle = "咸阳市总工会",
                .lines = {{"姓名", "李小河"}, {"原工会", "河畔快递工会"}, {"转往", "成都市锦江区快递行业工会联合会"}},
                .link = "https://hall.example/n#8K3T-92QF-M4XW",
                .code_words = "扫码核验，或打开 hall.example 输入",
                .code = "8K3T-92QF-M4XW",
                .footer = "2026-10-13 前交给新工会。"};

TEST(Slips, SayTheirLinesOnOnePageOfA4AndAreScanned) {
  const Folder folder;
  const auto pdf = folder.file("a.pdf", slip_pdf(slip));
  const auto info = said_by("pdfinfo " + pdf);
  EXPECT_THAT(info, HasSubstr("Pages:           1\n"));
  EXPECT_THAT(info, HasSubstr("(A4)"));
  said_by("pdftoppm -r 150 -singlefile -png " + pdf + " " + (folder.path / "page").string());
  EXPECT_EQ(scanned(decoded(folder.read("page.png"))), slip.link);
  const auto text = text_of(folder, slip_pdf(slip));
  for (const auto& line : slip.lines) EXPECT_THAT(text, HasSubstr(line.says));
  EXPECT_THAT(text, HasSubstr(slip.code));
  auto empty = slip;
  empty.lines.clear();
  EXPECT_THROW((void)slip_pdf(empty), std::invalid_argument);
}

TEST(Posters, AreDrawnAlikeFromManyThreads) {
  const std::string one = poster_png(poster, 72);
  std::array<std::string, 4> others;
  {
    std::vector<std::jthread> threads;
    for (auto& other : others) threads.emplace_back([&other] { other = poster_png(poster, 72); });
  }
  for (const auto& other : others) EXPECT_TRUE(other == one);
}

Booklet long_booklet() {
  Booklet booklet{.title = "我的数据",
                  .subtitle = "咸阳市总工会",
                  .says = "工会保存的您的全部信息。",
                  .sections = {},
                  .page_of = "第 {page} 页，共 {pages} 页"};
  for (int part = 1; part <= 4; ++part) {
    Booklet::Section section{.heading = "部分" + std::to_string(part)};
    section.entries.push_back({"第一条", {{"姓名", "𠮷㐂䶮·买买提"}, {"民族", "维吾尔族"}}});
    for (int i = 0; i < 30; ++i)
      section.entries.back().facts.push_back({"第" + std::to_string(i) + "行", "说明" + std::to_string(part * 100 + i)});
    booklet.sections.push_back(section);
  }
  return booklet;
}

TEST(Booklets, TellEverythingOnAsManyPagesAsItTakes) {
  const Folder folder;
  const auto booklet = long_booklet();
  const auto pdf = booklet_pdf(booklet);
  const auto text = text_of(folder, pdf);
  for (const auto& section : booklet.sections) {
    EXPECT_THAT(text, HasSubstr(section.heading));
    for (const auto& fact : section.entries.front().facts) EXPECT_THAT(text, HasSubstr(without_spaces(fact.says)));
  }
  EXPECT_THAT(said_by("pdfinfo " + folder.file("b.pdf", pdf)), testing::ContainsRegex("Pages: +4"));
  EXPECT_THAT(text, HasSubstr("第1页，共4页"));
  EXPECT_THAT(text, HasSubstr("第4页，共4页"));
}

TEST(Booklets, ATextOfSeveralPagesGoesOnOnTheNext) {
  const Folder folder;
  auto booklet = long_booklet();
  std::string words;
  for (int i = 0; i < 2'000; ++i) words += "第" + std::to_string(i) + "句。";
  booklet.sections = {{.heading = "留言", .entries = {{"", {{"她说", words + "\n完"}, {"", ""}}}}}};
  EXPECT_THAT(text_of(folder, booklet_pdf(booklet)), HasSubstr("第1999句。完"));
  booklet.sections.front().entries.front().facts.front().says = "\xff";
  EXPECT_THROW(booklet_pdf(booklet), std::invalid_argument);
}

}  // namespace
}  // namespace unionhall::print
