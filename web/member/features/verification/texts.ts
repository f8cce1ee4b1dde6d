export const zh = {
  verification: {
    title: '核验我的档案',
    short: '核验是您本人',
    shortText: '填姓名和证件号，以后办事不用再证明',
    about: '工会的档案里有您的姓名和证件号。您填的对得上，就知道档案是您的。',
    samePhone: '现在登录的手机号就是档案里的：马上办好。',
    otherPhone: '手机号换过了：验证码发到档案里的手机；收不到，工会工作人员帮您核对。',
    use: '填的内容只用来核对。一天可以试 5 次。',
    send: '核验',
    sending: '正在核对…',
    done: '核验好了',
    waits: '核验申请收到了',
    waitsText: '您用的不是档案里的手机号。档案里有手机号的，验证码发到了那个手机：填上就好；收不到的，工会工作人员会核对。',
    toRecord: '看我的档案',
    toCase: '看进度，填验证码',
    way: { join: '没有登记过，去申请入会', cases: '看进度' },
  },
}

export const en: typeof zh = {
  verification: {
    title: 'Verify my record',
    short: 'Verify that it is you',
    shortText: 'Name and ID number, and you need not prove it again',
    about: 'The union’s record holds your name and ID number. If what you enter fits, the record is known to be yours.',
    samePhone: 'Signed in with the phone in the record: done at once.',
    otherPhone: 'Another phone by now: a code goes to the phone in the record; if you cannot get it, an officer of your union checks.',
    use: 'What you enter is compared, and used for nothing else. You have 5 tries a day.',
    send: 'Verify',
    sending: 'Checking…',
    done: 'Verified',
    waits: 'Your request is here',
    waitsText: 'This is not the phone in your record. If the record has one, a code went to it: enter it. If you cannot get it, an officer will check.',
    toRecord: 'See my record',
    toCase: 'Follow it, enter the code',
    way: { join: 'Not on record: apply to join', cases: 'Follow it' },
  },
}
