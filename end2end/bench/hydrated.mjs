// When the page is alive on a slow processor. Argument: Podium. Prints {"seconds": […]}.
import { launch } from './chromium.mjs'

const [podium] = process.argv.slice(2)
const VISITS = 7

const browser = await launch()
const seconds = []
for (let visit = 0; visit < VISITS; visit += 1) {
  const context = await browser.newContext()
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await page.goto(podium, { waitUntil: 'commit' })
  await page.waitForSelector('body[data-hydrated]', { state: 'attached' })
  // Since the navigation began, on the page's own clock; read at once, so that what the reading costs is in it.
  seconds.push((await page.evaluate(() => performance.now())) / 1000)
  await context.close()
}
await browser.close()
console.log(JSON.stringify({ seconds }))
