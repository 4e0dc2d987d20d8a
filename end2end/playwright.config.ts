import { defineConfig } from '@playwright/test'
import { demo, demos } from './support/demos'

/** Journeys that change the estate, stop its clock or break its AWS. */
const changing = /(changes|comparing|editing|hostile|live|planning|refused|rescue|story|undisturbed)\.spec\.ts/

// A filter on the command line would not reach projects that others depend on.
const grepInvert = process.env.SECOND_RING ? undefined : /@all/

/**
 * Journeys through a running Podium. `cargo xtask test` starts one for each worker and says where they are:
 *
 * - `PODIUM_URL`: the pages, several with spaces between; without it a demo on the default address is meant.
 * - `SIMULATOR_URL`: the simulators behind them, in the same order, for `/_simulator/…`.
 * - `CHROMIUM`: the browser.
 * - `REPORT`: where the report goes.
 * - `SECOND_RING`: set to run journeys that are tagged `@all` as well, as `cargo xtask test --all` does.
 */
export default defineConfig({
  testDir: './journeys',
  globalSetup: './support/still.ts',
  outputDir: '../target/journeys/results',
  reporter: [['list'], ['json', { outputFile: process.env.REPORT ?? '../target/journeys/report.json' }]],
  // Each worker has its own demo. Journeys that change theirs come after all that only look, file by file, and go side by side
  // as far as there are demos.
  workers: 2,
  projects: [
    { name: 'looking', testIgnore: changing, fullyParallel: true, grepInvert },
    { name: 'changing', testMatch: changing, fullyParallel: false, grepInvert, workers: Math.min(demos.length, 2), dependencies: ['looking'] },
  ],
  // A busy machine is late now and then. What needed a second try is named in the summary.
  retries: 1,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: demo.podium,
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
