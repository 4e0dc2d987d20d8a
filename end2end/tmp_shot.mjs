import { chromium } from 'playwright-core'
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const [base, ...paths] = process.argv.slice(2)
for (const scheme of ['light','dark']) for (const width of [1440, 390]) {
  const c = await b.newContext({ viewport: { width, height: 900 }, colorScheme: scheme })
  const p = await c.newPage()
  for (const [i, path] of paths.entries()) { if (scheme==='dark' && width===390) continue; await p.goto(base + path); await p.waitForTimeout(900); await p.screenshot({ path: `/tmp/shot-${i}-${scheme}-${width}.png`, fullPage: true }) }
  await c.close()
}
await b.close()
