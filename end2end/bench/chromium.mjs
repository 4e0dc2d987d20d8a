// Chromium as the measurements need it.
import { chromium } from '@playwright/test'

export function launch(args = []) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', ...args],
  })
}
