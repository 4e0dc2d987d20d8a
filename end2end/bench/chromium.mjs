// Chromium as the measurements need it.
import { chromium } from '@playwright/test'
import { pathToFileURL } from 'node:url'

export function launch(args = []) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', ...args],
  })
}

// By itself, this file only tries whether it can.
if (import.meta.url === pathToFileURL(process.argv[1]).href) await (await launch()).close()
