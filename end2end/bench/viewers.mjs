// Many viewers of Podium: each keeps an event stream open and fetches its page whenever the stream says that something changed,
// one fetch at a time, as an open tab does. Arguments: address, how many, paths. Ends when its input ends.
import http from 'node:http'

const [address, count, ...paths] = process.argv.slice(2)
const streams = new http.Agent({ maxSockets: Infinity })
const pages = new http.Agent({ keepAlive: true, maxSockets: 32 })
let fetched = 0
let failed = 0

function fetchPage(path) {
  return new Promise((done) => {
    const request = http.get(address + path, { agent: pages }, (answer) => {
      answer.resume()
      answer.on('end', () => {
        fetched += 1
        if (answer.statusCode !== 200) failed += 1
        done()
      })
    })
    request.on('error', () => {
      failed += 1
      done()
    })
  })
}

// Podium counts the streams of each peer, so they come from several addresses of this machine.
function open(path, localAddress) {
  let busy = false
  let again = false
  const refresh = async () => {
    again = true
    if (busy) return
    busy = true
    while (again) {
      again = false
      await fetchPage(path)
    }
    busy = false
  }
  return new Promise((connected, refused) => {
    const request = http.get(`${address}/live?watch=${encodeURIComponent(path)}`, { agent: streams, localAddress }, (answer) => {
      if (answer.statusCode !== 200) refused(new Error(`/live answers ${answer.statusCode}`))
      connected()
      answer.setEncoding('utf8')
      answer.on('data', (text) => {
        if (text.includes('event: change') || text.includes('event:change')) refresh()
      })
    })
    request.on('error', refused)
  })
}

await Promise.all(Array.from({ length: Number(count) }, (_, index) => open(paths[index % paths.length], `127.0.0.${2 + (index % 4)}`)))
console.log('connected')
process.stdin.resume()
process.stdin.on('end', () => {
  console.log(`${fetched} ${failed}`)
  process.exit(0)
})
