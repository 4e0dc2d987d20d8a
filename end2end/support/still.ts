/** Stops the simulator's clock, so that journeys that only look find the estate as it was made. Those that need time start it again. */

import { control } from './simulator'

export default async function still(): Promise<void> {
  await control('POST', 'clock', { speed: 0 })
}
