export const zh = {
  consents: {
    title: '我同意过什么',
    about: '每次同意和撤回都有记录。撤回和同意一样方便，撤回前办好的事仍然有效。',
    kinds: { notice: '个人信息怎么用', id_number: '核对证件号' },
    given: '同意了，第 {n} 版',
    notGiven: '没有同意',
    read: '看说明',
    withdraw: '撤回同意',
    withdrawOf: '撤回同意：{kind}',
    sure: '撤回以后，要用到它的事就不能再办；要办时再同意。',
    keep: '不撤回',
    withdrawn: '已经撤回',
    texts: '短信',
    textsOn: '办的事有结果时，也发短信告诉我',
    textsAbout: '验证码和必须告诉您的，不受这个影响。',
  },
}

export const en: typeof zh = {
  consents: {
    title: 'What I agreed to',
    about: 'Every consent and withdrawal is kept. Withdrawing is as easy as agreeing; what was done before stays good.',
    kinds: { notice: 'How my data are used', id_number: 'Checking my ID number' },
    given: 'Agreed, version {n}',
    notGiven: 'Not agreed',
    read: 'Read it',
    withdraw: 'Withdraw',
    withdrawOf: 'Withdraw: {kind}',
    sure: 'What needs it cannot be done any more, until you agree again.',
    keep: 'Keep it',
    withdrawn: 'Withdrawn',
    texts: 'Text messages',
    textsOn: 'Tell me by text, too, when something of mine is decided',
    textsAbout: 'Codes, and what you must be told, come all the same.',
  },
}
