import type { Mailing, MailingCounts, MailingState, MailingStep } from './api'

/** What an officer may have a mailing do now, the next thing first, as src/services/verification/mailings.h draws it. */
export const stepsOf: Record<MailingState, readonly MailingStep[]> = {
  preparing: ['stop'],
  ready: ['start', 'stop'],
  sending: ['pause', 'stop'],
  paused: ['resume', 'stop'],
  done: ['stop'],
  stopped: [],
}

/** It moves by itself, so it is looked at again soon. */
export function working(state: MailingState) {
  return state === 'preparing' || state === 'sending'
}

/** Its links open nothing any more. */
export function isOver(mailing: Mailing, now: Date) {
  return mailing.state === 'stopped' || new Date(mailing.expires_at) <= now
}

export function secondsLeft(mailing: Mailing) {
  return Math.ceil(((mailing.counts.prepared - mailing.counts.sent) / mailing.per_minute) * 60)
}

/** Of those who got a link, those who have not answered it. */
export function unanswered({ sent, confirmed, corrected, locked }: MailingCounts) {
  return sent - confirmed - corrected - locked
}
