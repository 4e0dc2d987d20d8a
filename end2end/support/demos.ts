/** The demos that journeys may use; each worker has one for itself, if there are enough. */

const podiums = (process.env.PODIUM_URL ?? 'http://127.0.0.1:3000').split(' ')
const simulators = (process.env.SIMULATOR_URL ?? 'http://127.0.0.1:4566').split(' ')

/** All of them. */
export const demos = podiums.map((podium, index) => ({ podium, simulator: simulators[index] }))

/** The one of this worker. */
export const demo = demos[Number(process.env.TEST_PARALLEL_INDEX ?? 0) % demos.length]
