export const zh = {
  transfer: {
    title: '转工会',
    about: '换了单位或换了地方，会籍跟着走，不用重新入会。',
    from: '现在在',
    to: '转到哪个工会',
    chosen: '转到',
    other: '换一个',
    same: '您现在就在这个工会，换一个。',
    follows: '原来的工会 5 个工作日不答复，视为同意；新工会不答复，由它的上级决定。转好之前，您还是原来工会的会员。',
    send: '提交转会申请',
    sending: '正在提交…',
    none: '您还没有会籍可以转。先加入工会。',
    join: '加入工会',
  },
}

export const en: typeof zh = {
  transfer: {
    title: 'Transfer',
    about: 'When you change employer or place, your membership goes with you. You do not join again.',
    from: 'Now with',
    to: 'To which union',
    chosen: 'To',
    other: 'Another',
    same: 'That is the union you are in. Choose another.',
    follows: 'If the old union says nothing for 5 working days, it counts as a yes; for a silent new union the one above decides. Until then you stay a member of the old one.',
    send: 'Send transfer request',
    sending: 'Sending…',
    none: 'You have no membership to transfer yet. Join a union first.',
    join: 'Join the union',
  },
}
