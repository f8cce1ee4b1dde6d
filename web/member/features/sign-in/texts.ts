export const zh = {
  signIn: {
    title: '登录',
    choose: '您是哪一位',
    phone: '手机号',
    sendCode: '获取验证码',
    onlyCode: '用短信验证码登录，没有密码要记。',
    sentTo: '验证码发到了 {phone}，没有收到请核对号码。',
    code: '验证码',
    enter: '登录',
    again: '再发一次',
    againIn: '{s} 秒后可以再发',
    otherPhone: '换个手机号',
    shared: '这个手机号有几个人在用。',
    demoCode: '演示：验证码是',
    fill: '填上',
    demo: '演示账号：点一下就用这个手机号',
  },
}

export const en: typeof zh = {
  signIn: {
    title: 'Sign in',
    choose: 'Which of you is it',
    phone: 'Phone',
    sendCode: 'Send me a code',
    onlyCode: 'You sign in by a code in a text message. There is no password to remember.',
    sentTo: 'The code went to {phone}. If none comes, check the number.',
    code: 'Code',
    enter: 'Sign in',
    again: 'Send again',
    againIn: 'You can ask again in {s} s',
    otherPhone: 'Another phone',
    shared: 'Several people use this phone.',
    demoCode: 'Demo: the code is',
    fill: 'Fill in',
    demo: 'Demo accounts: one tap uses the phone',
  },
}
