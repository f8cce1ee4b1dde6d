export const zh = {
  themes: {
    place: '反复问题',
    title: '反复出现的问题',
    within: '{org}及以下，近 {days} 天对比前 {days} 天，涨得多的在前',
    none: '近 30 天没有反复出现的问题。同一家工会、同一类说了 3 次以上才列在这里',
    column: { group: '哪一类', org: '哪家工会', now: '近 {days} 天', before: '前 {days} 天', change: '变化' },
    rising: '多了 {n}',
    falling: '少了 {n}',
    same: '没变',
    sheet: '会商清单',
    sheetPage: {
      title: '会商清单',
      about: '{org} · {day} · {n} 件没有解决的诉求',
      hidden: '对单位保密的诉求不在里面；不具名的没有姓名。不想带去的，取消勾选就不打印。',
      names: '印上姓名',
      print: '打印',
      none: '没有等着解决的诉求',
      more: '只列最早的 200 件',
      take: '带上 {number}',
      column: { take: '带上', number: '编号', said: '诉求', place: '地点', filed: '提出', state: '现在', agreed: '会商结果' },
    },
  },
}

export const en: typeof zh = {
  themes: {
    place: 'Themes',
    title: 'What is said again and again',
    within: '{org} and below: these {days} days against the {days} before, what rises most first',
    none: 'Nothing was said again and again in these 30 days. Three times at one union about one group of matters makes a theme',
    column: { group: 'About', org: 'Union', now: 'These {days} days', before: 'The {days} before', change: 'Change' },
    rising: '{n} more',
    falling: '{n} fewer',
    same: 'The same',
    sheet: 'Sheet for talks',
    sheetPage: {
      title: 'Sheet for talks with the employer',
      about: '{org} · {day} · {n} appeals that wait to be solved',
      hidden: 'What is hidden from the employer is not on it; the nameless have no name. Untick what is not to be printed.',
      names: 'Print names',
      print: 'Print',
      none: 'No appeal waits to be solved',
      more: 'Only the 200 oldest are listed',
      take: 'Take {number} along',
      column: { take: 'Take', number: 'Number', said: 'What was said', place: 'Where', filed: 'Said on', state: 'Now', agreed: 'Agreed' },
    },
  },
}
