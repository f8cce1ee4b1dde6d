// SQL of the inbox. A desk's tasks stand in an index of their own (case_tasks_desk): where one union holds very many of another desk, it
// does not read through them. Type and state are asked of each line.
#include <fmt/format.h>

#include <algorithm>

#include "hall/cases/store.h"

namespace unionhall::cases::store {
namespace {

struct Texts {
  std::string own, within, count_own, count_within;
};

Texts made(std::string_view desk) {
  const auto asked = fmt::format(R"sql(
           t.done_at_ms IS NULL AND {} AND t.due_on <= :until
           AND (:type = '' OR t.type = :type) AND (:state = '' OR t.state = :state)
           AND (:late_on = '' OR t.due_on < :late_on OR t.due_at_ms <= :now))sql",
                                 desk);
  const std::string_view columns = R"sql(
      SELECT t.id, t.due_on, t.due_at_ms, t.since_ms, t.state, t.desk, t.provisional, t.levels_up, h.id, h.path, h.name, c.id, c.version,
             c.rules, c.type, c.number, c.subject, c.discretion, c.org_id, o.name, c.filed_at_ms)sql";
  return {
      .own = fmt::format(R"sql({}
        FROM case_tasks t
        JOIN cases c ON c.id = t.case_id
        JOIN orgs h ON h.id = t.org_id
        JOIN orgs o ON o.id = c.org_id
       WHERE t.org_id = :org AND (t.due_on, t.id) > (:due_on, :task) AND {}
       ORDER BY t.due_on, t.id LIMIT :limit)sql",
                         columns, asked),
      .within = fmt::format(R"sql({}
        FROM orgs h
        JOIN case_tasks t ON t.org_id = h.id
        JOIN cases c ON c.id = t.case_id
        JOIN orgs o ON o.id = c.org_id
       WHERE h.path >= :from_path AND h.path < :end_path AND (h.path, t.due_on, t.id) > (:path, :due_on, :task) AND {}
       ORDER BY h.path, t.due_on, t.id LIMIT :limit)sql",
                            columns, asked),
      .count_own = fmt::format("SELECT count(*) FROM (SELECT 1 FROM case_tasks t WHERE t.org_id = :org AND {} LIMIT :most) counted", asked),
      .count_within = fmt::format(R"sql(
      SELECT count(*) FROM (
        SELECT 1 FROM orgs h JOIN case_tasks t ON t.org_id = h.id
         WHERE h.path >= :from_path AND h.path < :end_path AND {}
         LIMIT :most) counted)sql",
                                  asked)};
}

const Texts& texts_for(const Inbox& asked) {
  static const Texts any_desk = made(":desk = ''"), one_desk = made("t.desk = :desk");
  return asked.desk.empty() ? any_desk : one_desk;
}

/// What is late now was due on this day or before.
std::string until(const Inbox& asked) { return asked.late_on.empty() ? "9999-12-31" : asked.late_on; }

}  // namespace

std::vector<Line> inbox(db::Session& db, const Inbox& asked, const After& after, int limit) {
  const auto& texts = texts_for(asked);
  if (asked.within.empty()) {
    return db.all<Line>(texts.own, asked.org, after.due_on, after.task, asked.desk, until(asked), asked.type, asked.state, asked.late_on,
                        asked.now, limit);
  }
  return db.all<Line>(texts.within, std::max(asked.within, after.path), asked.within + '~', after.path, after.due_on, after.task,
                      asked.desk, until(asked), asked.type, asked.state, asked.late_on, asked.now, limit);
}

std::int64_t count_inbox(db::Session& db, const Inbox& asked, std::int64_t most) {
  const auto& texts = texts_for(asked);
  const auto counted = asked.within.empty() ? db.first<std::int64_t>(texts.count_own, asked.org, asked.desk, until(asked), asked.type,
                                                                     asked.state, asked.late_on, asked.now, most)
                                            : db.first<std::int64_t>(texts.count_within, asked.within, asked.within + '~', asked.desk,
                                                                     until(asked), asked.type, asked.state, asked.late_on, asked.now, most);
  return counted.value();
}

}  // namespace unionhall::cases::store
