export const zh = {
  unsent: {
    title: '等网络 {n} 件',
    kind: { joining: '入会申请：{about}', comment: '给工会的话：{about}' },
    waits: '没有网络，还没交上去',
    waitsText: '网络好了自动提交，不用再按，也不会交两次。',
    onPhone: '先存在这台手机上，交上去就从手机上删掉。里面有您的证件号，没有加密：不是自己的手机，请现在删掉。',
    onPhoneWords: '先存在这台手机上，交上去就从手机上删掉。',
    written: '{when} 写的',
    refused: '交上去了，工会系统没有收',
    refusedText: '写的内容已经从这台手机上删掉。',
    delete: '删掉',
    deleteOf: '删掉：{what}',
    sure: '删掉就没有了，要办得重新填。',
    keep: '留着',
    now: '现在就试',
  },
}

export const en: typeof zh = {
  unsent: {
    title: 'Waiting for the network: {n}',
    kind: { joining: 'Application: {about}', comment: 'Words to the union: {about}' },
    waits: 'No network: not sent yet',
    waitsText: 'It goes out by itself once the network is back. You need not press again, and it is never sent twice.',
    onPhone: 'Until then it is kept on this phone, and deleted from it once it was sent. Your ID number is in it, not encrypted: if this is not your own phone, delete it now.',
    onPhoneWords: 'Until then it is kept on this phone, and deleted from it once it was sent.',
    written: 'Written {when}',
    refused: 'It was sent, and not taken',
    refusedText: 'What you wrote is deleted from this phone.',
    delete: 'Delete',
    deleteOf: 'Delete: {what}',
    sure: 'Once deleted it is gone; you would fill it in anew.',
    keep: 'Keep it',
    now: 'Try now',
  },
}
