/**
 * Stops the simulators' clocks, so that journeys that only look find the estate as it was made. Those that need time start them again.
 *
 * Targets of `reviews` come and go; the clock stops while one of them fails its health checks. Then one thing is changed and changed
 * back, so that the record of changes has something to show.
 */

import { change } from './change'
import { demos } from './demos'
import { advanceUntil, describeService, targetStates } from './simulator'

export default async function still(): Promise<void> {
  for (const { podium, simulator } of demos) {
    const fails = async () => (await targetStates('shop', 'reviews', simulator)).includes('unhealthy')
    await advanceUntil('a target of reviews is unhealthy', fails, 2, 300, simulator)
    const { desiredCount } = await describeService('internal', 'webhooks', simulator)
    for (const [desired, reason] of [[desiredCount + 1, 'A rehearsal.\nSee the runbook.'], [desiredCount, 'The rehearsal is over.']]) {
      await change(podium, `/env/demo/clusters/internal/services/webhooks/scale?desired=${desired}`, `${reason}`)
    }
  }
}
