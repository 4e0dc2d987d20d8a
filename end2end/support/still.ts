/** Stops the simulators' clocks, so that journeys that only look find the estate as it was made. Those that need time start them again. */

import { demos } from './demos'
import { control } from './simulator'

export default async function still(): Promise<void> {
  for (const { simulator } of demos) await control('POST', 'clock', { speed: 0 }, simulator)
}
