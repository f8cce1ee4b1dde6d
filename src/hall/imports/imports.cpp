#include "hall/imports/imports.h"

#include <algorithm>
#include <fstream>

#include "hall/accounts/accounts.h"
#include "hall/audit/audit.h"
#include "hall/imports/slices.h"
#include "hall/orgs/orgs.h"
#include "hall/sources/sources.h"
#include "store.h"
#include "words.h"

namespace unionhall::imports {
namespace {

std::map<std::string, Kind, std::less<>>& kinds() {
  static std::map<std::string, Kind, std::less<>> all;
  return all;
}

/// A batch's name as people type it: the day and six letters that cannot be mistaken for each other.
std::string drawn_batch(Instant now) {
  constexpr std::string_view letters = "ABCDEFGHJKMNPQRSTUVWXYZ";
  auto name = iso_date(beijing_date(now)) + "-";
  for (int i = 0; i < 6; ++i) name += letters[crypto::random_below(static_cast<std::uint32_t>(letters.size()))];
  return name;
}

}  // namespace

std::string digest_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw sheets::Unreadable({.wrong = sheets::Wrong::empty_file});
  crypto::Sm3Stream digest;
  std::string piece(std::size_t{256} * 1024, '\0');
  while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0) {
    digest.add(std::string_view(piece).substr(0, static_cast<std::size_t>(in.gcount())));
  }
  return crypto::hex(digest.finish());
}

void offer(Kind kind) {
  add_words();
  auto word = kind.word;
  kinds().insert_or_assign(std::move(word), std::move(kind));
}

const Kind* find_kind(std::string_view word) {
  const auto found = kinds().find(word);
  return found == kinds().end() ? nullptr : &found->second;
}

db::Words kinds_at_desks() {
  db::Words words;
  for (const auto& [word, kind] : kinds()) {
    if (kind.at_desks) words.values.push_back(word);
  }
  return words;
}

Result<Import, Refusal> prepared(Hall& hall, const NewImport& wanted) {
  if (find_kind(wanted.kind) == nullptr) return std::unexpected(Refusal::unknown_kind);
  const auto now = hall.clock.now();
  return Import{.id = hall.ids.next<ImportTag>(),
                .kind = wanted.kind,
                .name = wanted.name,
                .batch = wanted.batch.empty() ? drawn_batch(now) : wanted.batch,
                .org = wanted.org,
                .by = wanted.by,
                .at = now,
                .file_path = wanted.kept ? std::string() : std::filesystem::absolute(wanted.file).string(),
                .file = wanted.kept,
                .file_digest = wanted.digest.empty() ? digest_of(wanted.file) : wanted.digest,
                .file_bytes = static_cast<std::int64_t>(std::filesystem::file_size(wanted.file)),
                .department = wanted.department,
                .source = hall.ids.next<struct Source>()};
}

Result<ImportId, Refusal> begin(db::Session& db, Hall& hall, const Import& import) {
  if (find_batch(db, import.batch)) return std::unexpected(Refusal::batch_taken);
  if (!orgs::active(db, {import.org})) return std::unexpected(Refusal::union_dissolved);
  const auto brought_by = import.by ? accounts::names(db, {*import.by})[*import.by] : std::string();
  sources::add(db, hall.ids.region(),
               {.id = import.source,
                .kind = sources::Kind::import,
                .import_id = import.id.value,
                .department = import.department,
                .account = import.by,
                .label = import.batch,
                .recorded_on = beijing_date(import.at),
                .brought_by = brought_by});
  store::add(db, import, hall.ids.region());
  audit::record(db, hall,
                {.actor = import.by.value_or(AccountId{}),
                 .what = "import_begun",
                 .subject_kind = "import",
                 .subject = import.id.value,
                 .org = import.org});
  return import.id;
}

Result<ImportId, Refusal> begin(Hall& hall, const NewImport& wanted) {
  const auto import = prepared(hall, wanted);
  if (!import) return std::unexpected(import.error());
  return hall.db.write([&](db::Session& db) { return begin(db, hall, *import); });
}

Result<void, Refusal> put_before(db::Session& db, Import& import, AccountId confirmer, AccountId asks, Instant now) {
  const auto officers = accounts::officers_at_or_above(db, orgs::path_of(db, import.org), import.by.value_or(AccountId{}), 500, now);
  if (confirmer == asks || std::ranges::find(officers, confirmer, &accounts::Officer::account) == officers.end()) {
    return std::unexpected(Refusal::not_a_confirmer);
  }
  import.confirmer = confirmer;
  import.state = State::waiting_confirmation;
  return {};
}

Result<void, Refusal> send_for_confirmation(Hall& hall, ImportId id, AccountId confirmer) {
  return hall.db.write([&](db::Session& db) -> Result<void, Refusal> {
    auto import = find(db, id);
    if (!import) return std::unexpected(Refusal::not_found);
    if (import->state != State::checked) return std::unexpected(Refusal::wrong_state);
    const auto by = import->by.value_or(AccountId{});
    if (const auto put = put_before(db, *import, confirmer, by, hall.clock.now()); !put) return std::unexpected(put.error());
    store::save(db, *import);
    audit::record(db, hall, {.actor = by, .what = "import_sent", .subject_kind = "import", .subject = id.value, .org = import->org});
    return {};
  });
}

}  // namespace unionhall::imports
