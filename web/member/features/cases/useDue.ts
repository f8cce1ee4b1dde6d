import { dateWords, timeWords } from '@unionhall/shared/text/times'
import { useLanguage } from '@unionhall/shared/ui/useLanguage'
import { useI18n } from 'vue-i18n'
import { daysLeft, hoursLeft, isLate, standingOf } from './due'
import type { CaseHead, CaseTask } from './api'

/** What a case comes to, in words: until when there is an answer, how late it is, what it waits for. */
export function useDue() {
  const { t, te } = useI18n({ useScope: 'global' })
  const language = useLanguage()

  function day(task: CaseTask) {
    if (task.due_at) return timeWords(task.due_at, language.value)
    const days = daysLeft(task.due_on)
    if (days === 0) return t('cases.today')
    if (days === 1) return t('cases.tomorrow')
    return dateWords(task.due_on, language.value)
  }

  /** The largest words of the page. */
  function answer(one: CaseHead) {
    const standing = standingOf(one)
    if (standing.kind === 'ended') return one.state_label
    const own = `cases.answer.${one.type}.${one.state}`
    if (standing.kind === 'mine') return t(te(own) ? own : 'cases.waitsForYou', { day: day(standing.task) })
    if (isLate(standing.task)) return late(standing.task)
    return t(te(own) ? own : 'cases.answerBy', { day: day(standing.task) })
  }

  function late(task: CaseTask) {
    const days = -daysLeft(task.due_on)
    if (days === 0) return t('cases.lateHours', { n: -hoursLeft(task.due_at!) })
    return days === 1 ? t('cases.lateOne') : t('cases.late', { n: days })
  }

  function untilWhen(task: CaseTask) {
    if (task.due_at) {
      const hour = t('cases.untilHour', { time: timeWords(task.due_at, language.value) })
      const hours = hoursLeft(task.due_at)
      return hours < 1 ? hour : t('cases.withHoursLeft', { until: hour, n: hours })
    }
    const days = daysLeft(task.due_on)
    const until = t(task.provisional ? 'cases.untilProvisional' : 'cases.until', { day: dateWords(task.due_on, language.value) })
    if (days <= 0) return until
    return days === 1 ? t('cases.oneLeft', { until }) : t('cases.withLeft', { until, n: days })
  }

  /** In a list: who holds it, and until when. */
  function line(one: CaseHead) {
    const standing = standingOf(one)
    if (standing.kind === 'ended') return t('cases.endedLine', { org: one.org.name })
    if (standing.kind === 'mine') return answer(one)
    return t('cases.line', { org: standing.task.org?.name ?? one.org.name, answer: answer(one) })
  }

  return { answer, untilWhen, line }
}
