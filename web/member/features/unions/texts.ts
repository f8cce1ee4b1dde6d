export const zh = {
  unions: {
    label: '找工会',
    hint: '单位、工会或地方的名字',
    search: '找',
    found: '找到 {n} 个',
    none: '没有找到。换个简单的词，比如单位名字里的两三个字',
  },
}

export const en: typeof zh = {
  unions: {
    label: 'Find a union',
    hint: 'Name of the employer, the union or the place',
    search: 'Find',
    found: '{n} found',
    none: 'None found. Try a simpler word, two or three characters of the employer’s name',
  },
}
