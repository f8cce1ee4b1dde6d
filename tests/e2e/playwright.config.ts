import { defineConfig } from '@playwright/test'
import { hallAddress, halls } from './halls'

// The stories of one file are played one after the other on one hall; those of pages.story.ts on whichever is free.
export default defineConfig({
  testDir: '.',
  testMatch: '*.story.ts',
  globalSetup: './hall.ts',
  outputDir: '../../test-results',
  workers: halls,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 45_000 },
  reporter: 'line',
  use: {
    actionTimeout: 45_000,
    baseURL: hallAddress,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: process.env.UNIONHALL_CHROMIUM ?? '/usr/bin/chromium-headless-shell', args: ['--no-sandbox'] },
  },
})
