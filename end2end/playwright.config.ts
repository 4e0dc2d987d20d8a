import { defineConfig } from '@playwright/test'

const changing = /(live|story)\.spec\.ts/
const breaking = /(hostile|states)\.spec\.ts/

/**
 * Journeys through a running Podium. `cargo xtask test` starts one and says where it is:
 *
 * - `PODIUM_URL`: the pages; without it a demo on the default address is meant.
 * - `SIMULATOR_URL`: the simulator behind it, for `/_simulator/…`.
 * - `CHROMIUM`: the browser.
 */
export default defineConfig({
  testDir: './journeys',
  globalSetup: './support/still.ts',
  outputDir: '../target/journeys/results',
  reporter: [['list'], ['json', { outputFile: '../target/journeys/report.json' }]],
  // All journeys share one simulator: those that only look go side by side, those that change or break it go after them, one by one.
  workers: 2,
  projects: [
    { name: 'looking', testIgnore: [changing, breaking], fullyParallel: true },
    { name: 'changing', testMatch: changing, fullyParallel: false, workers: 1, dependencies: ['looking'] },
    { name: 'breaking', testMatch: breaking, fullyParallel: false, workers: 1, dependencies: ['changing'] },
  ],
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: process.env.PODIUM_URL ?? 'http://127.0.0.1:3000',
    browserName: 'chromium',
    locale: 'en-GB',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      // Chromium refuses its sandbox to root, who is the only user in a build container.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
})
