export const zh = {
  record: {
    title: '我的档案',
    verified: '本人已核验',
    unverified: '还没有核验',
    verifiedAt: '{when} 核验',
    membership: '会籍',
    person: '本人情况',
    mask: '证件号和手机号只显示开头，全号谁也看不到，除非写明用途，并且您看得到是谁看的。',
    source: '这些来自：{source}',
    sourceKind: { import: '导入的名册', officer: '工会工作人员登记', member: '本人登记', department: '部门共享', demo: '演示数据' },
    looks: '谁看过我的档案',
    none: '您还没有连上工会的档案。入会后，或者核验身份后，这里就有了。',
  },
  looks: {
    title: '谁看过我的档案',
    about: '每次打开您的档案都会记下，工会自己也删不掉。',
    look: '看了档案',
    reveal: '看了全号',
    purpose: '用途：{purpose}',
    none: '还没有人看过您的档案。',
    who: '{org} · {role}',
  },
}

export const en: typeof zh = {
  record: {
    title: 'My record',
    verified: 'Verified by me',
    unverified: 'Not verified yet',
    verifiedAt: 'verified {when}',
    membership: 'Membership',
    person: 'Person',
    mask: 'Of ID number and phone only the beginning is shown. Nobody sees the whole without giving a purpose, and you can read who did.',
    source: 'These come from: {source}',
    sourceKind: { import: 'an imported roster', officer: 'an entry by your union', member: 'your own entry', department: 'another department', demo: 'demonstration data' },
    looks: 'Who looked at my record',
    none: 'You are not connected with a union’s record yet. Once you have joined, or verified who you are, it stands here.',
  },
  looks: {
    title: 'Who looked at my record',
    about: 'Every opening of your record is written down; not even the union can delete that.',
    look: 'opened the record',
    reveal: 'saw a whole number',
    purpose: 'Purpose: {purpose}',
    none: 'Nobody has looked at your record yet.',
    who: '{org} · {role}',
  },
}
