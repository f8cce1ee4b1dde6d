#pragma once
// A document as somebody types it into a form.
#include "hall/people/people.h"

namespace unionhall::people {

/// `id_type` (`otherwise` where nothing is said) and `id_number`; a faulty one is faulted there.
std::optional<IdDocument> document_in(http::Form& form, const Hall& hall, IdType otherwise = IdType::resident_id);

/// What a document says of its holder.
Sex sex_of(const IdDocument& document);
std::int64_t birth_month_of(const IdDocument& document);

}  // namespace unionhall::people
