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
  // Since the navigation began, on the page's own clock, at the moment when it says that it is alive: a slow processor
  // would take its time until it is asked for that.
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.body?.hasAttribute('data-hydrated')) return
      observer.disconnect()
      document.body.dataset.hydratedAt = String(performance.now())
    }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-hydrated'] })
  })
  await page.goto(podium, { waitUntil: 'commit' })
  const alive = page.locator('body[data-hydrated-at]')
  seconds.push(Number(await alive.getAttribute('data-hydrated-at')) / 1000)
  await context.close()
}
await browser.close()
console.log(JSON.stringify({ seconds }))
