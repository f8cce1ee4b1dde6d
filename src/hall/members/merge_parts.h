#pragma once
// What a merge and its undoing have in common: values in clear, a person's row as it is to be, what is kept of before. Private to this
// room.
#include "base/names.h"
#include "hall/members/api.h"
#include "hall/members/changes.h"
#include "hall/members/merging.h"
#include "hall/people/written_keys.h"

namespace unionhall::members::merging {

inline constexpr std::string_view all_fields[] = {"name",       "id_number", "phone",   "ethnicity",      "education",       "politics",
                                                  "employment", "skill",     "migrant", "household_kind", "household_place", "native_place",
                                                  "employer"};

inline crypto::Place before_place(MergeId id) { return {"person_merges", "before_sealed", id.value}; }
inline std::unexpected<Refusal> no(Refusal refusal) { return std::unexpected(refusal); }

// ── Values, in clear ───────────────────────────────────────────────────────────────────────────────────────────

/// A document with what it says of its holder.
struct Document {
  IdType type = IdType::resident_id;
  std::string number;
  people::Sex sex = people::Sex::unknown;
  std::int64_t birth_month = 0;
  friend bool operator==(const Document&, const Document&) = default;
};

Document document_of(const people::Person& person, const crypto::Keyring& keys);
Document document_in(const std::string& text);

std::string value_of(const people::Person& person, std::string_view field, const crypto::Keyring& keys);
/// Whether she still has what a merge gave her. Of a document the number tells.
bool still_has(const people::Person& person, std::string_view field, const std::string& given, const crypto::Keyring& keys);

/// A person's row as it is to be, with what finds her.
class Draft {
 public:
  Draft(const Hall& hall, const people::Person& before)
      : hall_(hall),
        before_(before),
        after_{.id = before.id, .facts = before.facts, .name_key = {}, .id_sealed = before.id_sealed, .phone_sealed = before.phone_sealed} {
  }

  void give(std::string_view field, const std::string& value) {
    if (field == "id_number") return give_document(document_in(value));
    if (field == "phone") return give_phone(value);
    if (field == "name") {
      gone_.add_name(before_.id, before_.facts.name);
      come_.add_name(before_.id, value);
    }
    *fact_of(after_.facts, field) = value;
  }
  void give_document(const Document& d) {
    give_number(d.type, d.number);
    after_.facts.sex = d.sex;
    after_.facts.birth_month = d.birth_month;
  }
  void give_number(IdType type, std::string_view number) {
    after_.facts.id_type = type;
    after_.id_sealed = people::prepare(hall_.keys, before_.id, after_.facts, number, std::nullopt).id_sealed;
  }

  /// Outside the transaction, once all is given.
  void make_ready() {
    after_.name_key = names::sort_key(after_.facts.name);
    gone_.sort();
    come_.sort();
  }
  bool write(db::Session& db, Instant now) const {
    if (!people::change(db, before_, after_, now)) return false;
    if (before_.facts.name != after_.facts.name) members::store::rename(db, before_.id, after_.name_key);
    people::remove_search_rows(db, gone_);
    people::add_search_rows(db, come_);
    return true;
  }
  const people::Facts& facts() const { return after_.facts; }

 private:
  /// As it stands on record, also where nobody would write it so today: a merge judges no phone, and loses none.
  void give_phone(const std::string& number) {
    auto with_it = before_;
    with_it.phone_sealed = number.empty() ? std::nullopt : std::optional(people::seal_phone(hall_.keys, before_.id, number));
    after_.phone_sealed = with_it.phone_sealed;
    people::add_phones(gone_, before_.id, people::all_phone_keys_of(hall_.keys, before_));
    people::add_phones(come_, before_.id, people::written_phone_keys_of(hall_.keys, with_it));
  }

  const Hall& hall_;
  people::Person before_;
  people::NewPerson after_;
  people::SearchRows gone_, come_;
};

// ── What is kept of before ─────────────────────────────────────────────────────────────────────────────────────

/// What stood in a field of hers, where that came from (0: from where her record comes), and what was given instead.
struct Image {
  std::string field, was, given;
  std::int64_t source = 0;
};

std::string text_of(const std::vector<Image>& images);
std::vector<Image> images_in(const std::string& text);
/// A field's name where its source is kept; a document stands for what it says.
std::vector<std::string_view> names_of(std::string_view field);

// ── What both write ────────────────────────────────────────────────────────────────────────────────────────────

/// An employer's union joins nobody, and parts nobody.
bool at_employers(db::Session& db, const access::Actor& actor);
/// A living membership of hers is counted by her sex and birth.
void recount(db::Session& db, Hall& hall, PersonId person, const people::Facts& before, const people::Facts& after);
Happened happened(MemberId member, std::string_view what, AccountId by, SourceId source);
void audited(db::Session& db, Hall& hall, const By& by, std::string_view what, PersonId stands, PersonId led, OrgId org);

}  // namespace unionhall::members::merging
