import { en as sharedEn, zh as sharedZh } from '@unionhall/shared/text/texts'
import type { Language } from '@unionhall/shared/text/times'
import { en as wordsEn, zh as wordsZh } from '@unionhall/shared/text/words'

const zh = {
  ...sharedZh,
  words: wordsZh,
  large: '长辈版',
  offline: '没有网络，网络通了再点',
  door: {
    title: '看看您的工会档案对不对',
    about: '工会的名册里有一份您的档案。填证件号的最后四位，看一眼，对就点一下。',
    code: '核验码',
    codeHint: '短信或纸上的 16 位，不分大小写',
    codeMissing: '写上核验码',
    codeShort: '核验码是 16 位，还少 {n} 位',
    codeLong: '核验码是 16 位，多了 {n} 位',
    lastFour: '证件号的最后四位',
    lastFourHint: '加入工会时登记的证件，一般是身份证。末位是 X 的就填 X',
    lastFourMissing: '写上证件号的最后四位',
    lastFourShort: '还少 {n} 位，一共四位',
    lastFourLong: '多了 {n} 位，只要最后四位',
    see: '看我的档案',
    seeing: '正在找…',
    only: '这一页只问这四位：不要密码，不要验证码，不收钱。',
  },
  no: {
    title: '没有对上',
    about: '请照着证件再看一遍最后四位。一个链接可以试三次；过期的、用过的链接也打不开。',
    ways: '还可以这样办',
    call: '打 12351，或者打给您的工会',
    desk: '带着证件到工会，当面核对',
    signIn: '用手机号登录，自己核验',
  },
  often: { title: '试的次数太多了', when: '{when} 以后可以再试。链接还留着。' },
  slow: { title: '隔得太久了，要再填一次后四位', about: '写的内容还在。' },
  record: {
    title: '这是您的档案吗',
    about: '有星号的地方是为了不让别人看到，工会那里是全的。',
    phoneNone: '没有登记',
    right: '都对，是我的',
    confirming: '正在记下…',
    wrong: '有不对的地方',
    before: '{day}已经核验过',
  },
  correction: {
    title: '哪里不对',
    about: '只写不对的，没写的不会改。工会看过以后才改。',
    now: '现在是 {now}',
    none: '现在没有',
    words: '别的，用一句话说',
    wordsHint: '比如：证件号不对；职业不对；我没有入过会',
    missing: '写下哪里不对，一项也行',
    send: '告诉工会',
    sending: '正在告诉工会…',
    back: '回去，都是对的',
  },
  confirmed: {
    title: '核验好了',
    about: '名册上从现在起写着：这份档案本人看过，是对的。工会不用再来找您核对，以后办事也不用再证明。',
  },
  corrected: {
    title: '工会收到了，编号 {number}',
    about: '{org}会看您写的，看过以后才改，改好以前档案还是原来的样子。问起来时说这个编号。',
  },
  used: {
    title: '这个链接已经用过了',
    about: '用它核验过，或者写过哪里不对。不用再办一次；还要改，登录以后写。',
  },
  more: '登录后能看到整份档案，还有谁看过它。',
  toRecord: '登录看我的档案',
}

type Words = typeof zh

const en: Words = {
  ...sharedEn,
  words: wordsEn,
  large: 'Large print',
  offline: 'No network. Try again once it is back',
  door: {
    title: 'Is your union record right?',
    about: 'The union keeps a record of you. Enter the last four characters of your ID number, have a look, and say whether it is right.',
    code: 'Code',
    codeHint: 'The 16 characters in the message or on the paper, in capitals or not',
    codeMissing: 'Enter the code',
    codeShort: 'A code has 16 characters; {n} are missing',
    codeLong: 'A code has 16 characters; {n} too many',
    lastFour: 'Last four characters of your ID number',
    lastFourHint: 'Of the document you joined with, mostly the ID card. Enter X where it ends with X',
    lastFourMissing: 'Enter the last four characters of your ID number',
    lastFourShort: '{n} missing; it is four in all',
    lastFourLong: '{n} too many; only the last four',
    see: 'See my record',
    seeing: 'Looking…',
    only: 'This page asks for these four alone: no password, no code from a message, no money.',
  },
  no: {
    title: 'It does not fit',
    about: 'Please check the last four on your document again. A link takes three tries; one that has run out or was used opens nothing either.',
    ways: 'Other ways',
    call: 'Call 12351, or your union',
    desk: 'Come to the union with your document',
    signIn: 'Sign in with your phone and verify there',
  },
  often: { title: 'Too many tries', when: 'You can try again {when}. The link stays good.' },
  slow: { title: 'That took long: please enter the last four again', about: 'What you wrote is kept.' },
  record: {
    title: 'Is this you?',
    about: 'The stars keep others from reading it; the union has the whole.',
    phoneNone: 'None on record',
    right: 'All right, it is mine',
    confirming: 'Writing it down…',
    wrong: 'Something is wrong',
    before: 'Verified {day}',
  },
  correction: {
    title: 'What is wrong?',
    about: 'Write only what is wrong; the rest stays. The union looks before anything changes.',
    now: 'Now {now}',
    none: 'Now empty',
    words: 'Anything else, in a sentence',
    wordsHint: 'Such as: the ID number is wrong; my occupation is; I never joined',
    missing: 'Write what is wrong; one thing is enough',
    send: 'Tell the union',
    sending: 'Telling the union…',
    back: 'Back, all is right',
  },
  confirmed: {
    title: 'Verified',
    about: 'The roster now says that you have seen this record and that it is right. The union need not ask again, and you need not prove it again.',
  },
  corrected: {
    title: 'The union has it, no. {number}',
    about: '{org} will look at what you wrote before anything changes; until then the record stays as it is. Give this number when you ask.',
  },
  used: {
    title: 'This link has been used',
    about: 'The record was verified with it, or you wrote what is wrong. There is nothing more to do; for other changes sign in.',
  },
  more: 'Signed in you see the whole record, and who has looked at it.',
  toRecord: 'Sign in to see my record',
}

export const texts: Record<Language, Words> = { 'zh-CN': zh, en }

export function fill(text: string, values: Record<string, string | number>) {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
