export const zh = {
  shell: {
    skip: '跳到正文',
    back: '返回',
    large: '长辈版',
    news: '消息',
    newsUnread: '消息，{n} 条没看',
    offline: '没有网络，显示 {when} 的内容',
    tabs: { label: '主要页面', home: '首页', cases: '我的办理', stations: '驿站', mine: '我的' },
    notFound: {
      title: '找不到这一页',
      text: '网址可能少了几个字，或者这一页已经没有了。',
      home: '回到首页',
    },
  },
}

export const en: typeof zh = {
  shell: {
    skip: 'Skip to the page',
    back: 'Back',
    large: 'Large print',
    news: 'Messages',
    newsUnread: 'Messages, {n} unread',
    offline: 'No network. Shown as of {when}',
    tabs: { label: 'Main pages', home: 'Home', cases: 'My cases', stations: 'Stations', mine: 'Me' },
    notFound: {
      title: 'Not found',
      text: 'The address may be cut short, or the page is gone.',
      home: 'Back to home',
    },
  },
}
