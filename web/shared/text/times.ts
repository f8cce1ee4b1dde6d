// Times as an office reads them, always Beijing's: 今天 11:35, 昨天 09:02, 7月13日 10:02, another year in full.
export type Language = 'zh-CN' | 'en'

const zone = 'Asia/Shanghai'

/** "2026-07-15" in Beijing. */
export function beijingDay(at: Date) {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(at)
}

function clock(at: Date) {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at)
}

function dayWords(day: string, thisYear: string, language: Language) {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const sameYear = String(year) === thisYear
  if (language === 'zh-CN') return sameYear ? `${month}月${date}日` : `${year}年${month}月${date}日`
  const short = new Date(Date.UTC(year, month - 1, date))
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) }).format(short)
}

/** A moment, to the minute. */
export function timeWords(iso: string, language: Language, now = new Date()) {
  const at = new Date(iso)
  const day = beijingDay(at)
  const today = beijingDay(now)
  const yesterday = beijingDay(new Date(now.getTime() - 86_400_000))
  const words = {
    [yesterday]: language === 'zh-CN' ? '昨天' : 'yesterday',
    [today]: language === 'zh-CN' ? '今天' : 'today',
  }
  return `${words[day] ?? dayWords(day, today.slice(0, 4), language)} ${clock(at)}`
}

/** "5 分钟前", "2 小时前"; longer ago, the moment. */
export function agoWords(iso: string, language: Language, now = new Date()) {
  const minutes = Math.floor((now.getTime() - new Date(iso).getTime()) / 60_000)
  const chinese = language === 'zh-CN'
  if (minutes < 1) return chinese ? '刚刚' : 'just now'
  if (minutes < 60) return chinese ? `${minutes} 分钟前` : `${minutes} min ago`
  if (minutes < 12 * 60) return chinese ? `${Math.floor(minutes / 60)} 小时前` : `${Math.floor(minutes / 60)} h ago`
  return timeWords(iso, language, now)
}

/** A moment to come: "22:00", "明天 02:00", "星期六 08:00"; from a week on with its date. */
export function comingWords(at: Date, language: Language, now = new Date()) {
  const day = beijingDay(at)
  const [today, tomorrow] = [now, new Date(now.getTime() + 86_400_000)].map(beijingDay)
  if (day === today) return clock(at)
  // Midnight ends the day before it.
  if (day === tomorrow) return clock(at) === '00:00' ? '24:00' : `${language === 'zh-CN' ? '明天' : 'tomorrow'} ${clock(at)}`
  if (at.getTime() - now.getTime() > 6 * 86_400_000) return timeWords(at.toISOString(), language, now)
  return `${weekdayWords(day, language)} ${clock(at)}`
}

/** "星期三", of a Beijing day. */
export function weekdayWords(day: string, language: Language) {
  return new Intl.DateTimeFormat(language, { timeZone: 'UTC', weekday: 'long' }).format(new Date(day))
}

/** A day, from an ISO date or the beginning of an ISO time. */
export function dateWords(iso: string, language: Language, now = new Date()) {
  const day = iso.length > 10 ? beijingDay(new Date(iso)) : iso
  return dayWords(day, beijingDay(now).slice(0, 4), language)
}

/** A month, from "2027-01". */
export function monthWords(month: string, language: Language, now = new Date()) {
  const year = month.slice(0, 4)
  const sameYear = beijingDay(now).startsWith(year)
  if (language === 'zh-CN') return `${sameYear ? '' : `${year}年`}${Number(month.slice(5))}月`
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) }).format(new Date(`${month}-01`))
}

/** "14:20:08", for figures that are as of a second. */
export function secondWords(iso: string, language: Language, now = new Date()) {
  const at = new Date(iso)
  const seconds = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'medium' }).format(at)
  const day = beijingDay(at)
  return day === beijingDay(now) ? seconds : `${dateWords(day, language, now)} ${seconds}`
}
