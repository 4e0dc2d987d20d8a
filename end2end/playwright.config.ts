import { defineConfig } from '@playwright/test'

/**
 * Journeys through a running Podium. `cargo xtask test` starts one and says where it is:
 *
 * - `PODIUM_URL`: the pages; without it a demo on the default address is meant.
 * - `SIMULATOR_URL`: the simulator behind it, for `/_simulator/…`.
 * - `CHROMIUM`: the browser.
 */
export default defineConfig({
  testDir: './journeys',
  outputDir: '../target/journeys/results',
  reporter: [['list'], ['json', { outputFile: '../target/journeys/report.json' }]],
  // All journeys share one simulator, and some of them break things in it.
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: process.env.PODIUM_URL ?? 'http://127.0.0.1:3000',
    browserName: 'chromium',
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      // Chromium refuses its sandbox to root, who is the only user in a build container.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
})
