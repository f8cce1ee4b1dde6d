export const zh = {
  card: {
    title: '会员卡',
    short: '会员码',
    number: '会员号 {number}',
    joined: '{date}入会',
    qr: '会员码，请对方扫一扫',
    left: '{n} 秒后换新的',
    renew: '重新生成',
    offline: '没有网络，会员码现在生成不了。下面的会员号也可以报给对方。',
    none: '您还没有会员卡。入会以后就有了。',
    join: '加入工会',
    check: {
      title: '核对会员卡',
      valid: '会员卡有效',
      invalid: '这个码无效，或者已经过期',
      invalidText: '会员码一分钟一换。请对方重新生成，再扫一次。',
      nothing: '请用手机扫对方的会员码，核对结果会显示在这里。',
    },
    about: '对方扫码只看到：遮住的姓名、工会、会籍，没有证件号和手机号。',
  },
}

export const en: typeof zh = {
  card: {
    title: 'My card',
    short: 'My code',
    number: 'Member number {number}',
    joined: 'Joined {date}',
    qr: 'Member code, to be scanned by somebody else',
    left: 'A new one in {n} s',
    renew: 'Make a new one',
    offline: 'Without a network no code can be made. The number below can be told instead.',
    none: 'You have no card yet. It comes with joining.',
    join: 'Join the union',
    check: {
      title: 'Check a card',
      valid: 'The card is good',
      invalid: 'This code is not good, or is over',
      invalidText: 'A code lives for a minute. Ask for a new one and scan again.',
      nothing: 'Scan the member’s code with a phone; the result stands here.',
    },
    about: 'Whoever scans it sees the masked name, the union and the status; no ID number, no phone.',
  },
}
