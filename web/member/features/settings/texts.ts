export const zh = {
  settings: {
    title: '设置',
    size: '字的大小',
    sizes: { usual: '标准', large: '长辈版：字大、按钮大，功能一样' },
    language: '语言',
    seen: '没有网络的时候',
    keepSeen: '看过的、没交上去的留在这台手机上，没有网络也能用。退出登录时删掉',
    seenAbout: '几个人共用的手机，请不要勾选。',
  },
  devices: {
    title: '在哪里登录着',
    about: '不认识的就结束它，那里马上退出。',
    program: '程序（令牌）',
    unknown: '不知道是什么设备',
    here: '就是这里',
    since: '登录于',
    seen: '最近用过',
    end: '结束',
    endOf: '结束 {device} 的登录',
    endOthers: '除了这里，都结束',
  },
}

export const en: typeof zh = {
  settings: {
    title: 'Settings',
    size: 'Size of print',
    sizes: { usual: 'Usual', large: 'Large print: larger letters and buttons, the same functions' },
    language: 'Language',
    seen: 'Without a network',
    keepSeen: 'What I have seen, and what is not sent yet, stays on this phone for when there is no network. It goes when I sign out',
    seenAbout: 'Leave this off on a phone that several people use.',
  },
  devices: {
    title: 'Where I am signed in',
    about: 'End what you do not know; it is signed out at once.',
    program: 'Program (token)',
    unknown: 'Unknown device',
    here: 'This one',
    since: 'Signed in',
    seen: 'Last used',
    end: 'End',
    endOf: 'End the sign-in of {device}',
    endOthers: 'End all but this one',
  },
}
