import { useI18n } from 'vue-i18n'

/** "0.4 秒", "12 秒", "3 分钟", "24 小时". */
export function useDuration() {
  const { t } = useI18n()
  return (seconds: number) => {
    if (seconds >= 2 * 3600) return t('ui.hours', { n: Math.round(seconds / 3600) })
    if (seconds >= 90) return t('ui.minutes', { n: Math.round(seconds / 60) })
    return t('ui.seconds', { n: seconds < 10 && !Number.isInteger(seconds) ? seconds.toFixed(1) : Math.round(seconds) })
  }
}
