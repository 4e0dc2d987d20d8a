/**
 * Stops the simulators' clocks, so that journeys that only look find the estate as it was made. Those that need time start them again.
 *
 * Targets of `reviews` come and go; the clock stops while one of them fails its health checks.
 */

import { demos } from './demos'
import { advanceUntil, targetStates } from './simulator'

export default async function still(): Promise<void> {
  for (const { simulator } of demos) {
    const fails = async () => (await targetStates('shop', 'reviews', simulator)).includes('unhealthy')
    await advanceUntil('a target of reviews is unhealthy', fails, 2, 300, simulator)
  }
}
