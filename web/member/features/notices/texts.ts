export const zh = {
  notices: {
    title: '消息',
    none: '还没有消息。办的事有了变化，会在这里告诉您。',
    unread: '没看过',
    open: '看这件事',
  },
}

export const en: typeof zh = {
  notices: {
    title: 'Messages',
    none: 'No messages yet. When something of yours changes, it stands here.',
    unread: 'new',
    open: 'Open it',
  },
}
