export const zh = {
  home: {
    title: '首页',
    visitor: '您好，这里是{hall}',
    visitorText: '入会、转会、查自己的档案，都在手机上办。不用装应用，不用跑腿。',
    signIn: '登录',
    joined: '{date}入会 · {status}',
    noRecord: '您还没有连上工会的档案',
    verify: '早就入会了？核验我的档案',
    hello: '您好',
    waiting: '正在办 {n} 件',
    services: '办事',
    service: { appeal: '说一说', join: '加入工会', transfer: '转工会', record: '我的档案', looks: '谁看过我', devices: '登录设备', settings: '设置' },
    looked: '{when} 有人看过您的档案',
    lookedFrom: '{org}',
    seeWho: '看是谁',
  },
}

export const en: typeof zh = {
  home: {
    title: 'Home',
    visitor: 'This is {hall}',
    visitorText: 'Join, transfer, read your own record: all on your phone. Nothing to install, nowhere to go.',
    signIn: 'Sign in',
    joined: 'Joined {date} · {status}',
    noRecord: 'You are not connected with a union’s record yet',
    verify: 'A member already? Verify my record',
    hello: 'Hello',
    waiting: 'Under way: {n}',
    services: 'Services',
    service: { appeal: 'Speak up', join: 'Join', transfer: 'Transfer', record: 'My record', looks: 'Who looked', devices: 'Devices', settings: 'Settings' },
    looked: '{when}: your record was opened',
    lookedFrom: '{org}',
    seeWho: 'See who',
  },
}
