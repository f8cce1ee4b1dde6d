export const zh = {
  mine: {
    title: '我的',
    phone: '手机号 {phone}',
    signOut: '退出登录',
    signedOutNote: '退出后，这台手机上不留您的内容。',
    signedOutUnsent: '还有 {n} 件没交上去，退出会删掉：在首页看得到。',
    desk: '我也是工会工作人员：去工作台',
  },
}

export const en: typeof zh = {
  mine: {
    title: 'Me',
    phone: 'Phone {phone}',
    signOut: 'Sign out',
    signedOutNote: 'After signing out nothing of yours stays on this phone.',
    signedOutUnsent: '{n} not sent yet; signing out deletes them. They are on the home page.',
    desk: 'I also work for the union: to the desk',
  },
}
