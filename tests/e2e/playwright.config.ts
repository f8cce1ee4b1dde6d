import { defineConfig } from '@playwright/test'

// One demo hall for all stories, played one after the other: what one of them changes, the next one may see.
export default defineConfig({
  testDir: '.',
  testMatch: '*.story.ts',
  globalSetup: './hall.ts',
  outputDir: '../../test-results',
  workers: 1,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 45_000 },
  reporter: 'line',
  use: {
    actionTimeout: 45_000,
    baseURL: process.env.UNIONHALL_HALL ?? '',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: process.env.UNIONHALL_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] },
  },
})
