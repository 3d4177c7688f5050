// Exchanges the id token of the job for a Tokenry token: https://www.rfc-editor.org/rfc/rfc8693.
import { appendFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const TOKEN = /^([a-z0-9]{2,12}\.[A-Z2-7]{24})\.([A-Z2-7]{64})$/
const MAX_ATTEMPTS = 4
const MAX_WAIT_SECONDS = 60
const TIMEOUT_MS = 30_000

class Failure extends Error {}

async function main() {
  const url = baseUrl(input('url'))
  const trust = input('trust')
  if (!trust) {
    throw new Failure('The input trust is required')
  }
  const { token, id } = await exchange(url, trust, input('audience') || url, input('scope'))
  // The state is passed to delete.mjs alone.
  write('GITHUB_STATE', { url, token })
  write('GITHUB_OUTPUT', { token, id })
  console.log(`Token ${id} is valid until the end of this job or of its lifetime.`)
}

async function exchange(url, trust, audience, scope) {
  for (let attempt = 1; ; attempt++) {
    // Each attempt has its own id token, because Tokenry accepts one once.
    const idToken = await requestIdToken(audience)
    const form = new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      subject_token: idToken,
      audience: trust,
    })
    if (scope) {
      form.set('scope', scope)
    }
    const response = await send('Tokenry', `${url}/v2/token`, { method: 'POST', body: form })
    if (response.status === 200) {
      return read(response.json)
    }
    const wait = retryAfter(response)
    if (wait === undefined || attempt === MAX_ATTEMPTS) {
      throw new Failure(rejection(response, url, idToken))
    }
    console.log(`Tokenry returned ${response.status}; retrying in ${wait} s`)
    await sleep(wait * 1000)
  }
}

async function requestIdToken(audience) {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = process.env
  if (!url || !bearer) {
    throw new Failure('This job has no id token: it needs the permission `id-token: write`. Pipelines of forks have none')
  }
  const response = await sendRepeatedly('GitHub', `${url}&audience=${encodeURIComponent(audience)}`, {
    headers: { Authorization: `Bearer ${bearer}` },
  })
  const idToken = response.json.value
  if (response.status !== 200 || typeof idToken !== 'string') {
    throw new Failure(`GitHub returned ${response.status} and no id token`)
  }
  mask(idToken)
  return idToken
}

// For requests that change nothing.
async function sendRepeatedly(...request) {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await send(...request)
      if (response.status < 500 || attempt === MAX_ATTEMPTS) {
        return response
      }
    } catch (error) {
      if (attempt === MAX_ATTEMPTS) {
        throw error
      }
    }
    await sleep(1000 * attempt)
  }
}

async function send(service, url, options) {
  let response, body
  try {
    response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS), ...options })
    body = await response.text()
  } catch (error) {
    // It is unknown whether the request was processed. An exchange is therefore not repeated.
    throw new Failure(`${service} is unreachable: ${error.cause?.message ?? error.message}`)
  }
  return { status: response.status, headers: response.headers, json: parse(body) }
}

function read(json) {
  const match = TOKEN.exec(json.access_token)
  if (!match) {
    throw new Failure('The response contains no token; check the input url')
  }
  const [token, id, secret] = match
  mask(token)
  mask(secret)
  return { token, id }
}

// These statuses with Retry-After say that nothing was created.
function retryAfter({ status, headers }) {
  const value = headers.get('Retry-After') ?? ''
  const isRetryable = (status === 429 || status === 503) && /^[0-9]{1,9}$/.test(value)
  return isRetryable && Number(value) <= MAX_WAIT_SECONDS ? Number(value) : undefined
}

function rejection({ status, headers, json }, url, idToken) {
  const reason = json.error_description ?? json.error?.message ?? 'no reason is given'
  const requestId = headers.get('x-amzn-RequestId')
  if (process.env.RUNNER_DEBUG === '1') {
    // What `POST /v2/trusts/NAME/explain` takes.
    command('debug', `Claims of the id token: ${Buffer.from(idToken.split('.')[1] ?? '', 'base64url')}`)
  }
  if (status >= 300 && status < 400) {
    return `${url} redirects (${status}), which is not followed; check the input url`
  }
  return `Tokenry returned ${status}: ${reason}` + (requestId ? ` (request ${requestId})` : '')
}

function baseUrl(text) {
  const url = text.replace(/\/+$/, '')
  const { protocol, hostname, username, search, hash } = URL.canParse(url) ? new URL(url) : {}
  const isSafe = protocol === 'https:' || (protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname))
  if (!isSafe || username || search || hash) {
    throw new Failure('The input url must begin with https:// and contain a host, and no user, query or fragment')
  }
  return url
}

function input(name) {
  return (process.env[`INPUT_${name.toUpperCase()}`] ?? '').trim()
}

function parse(text) {
  try {
    return JSON.parse(text) ?? {}
  } catch {
    return {}
  }
}

// The values that are written contain no line ends.
function write(variable, values) {
  appendFileSync(process.env[variable], Object.entries(values).map(([name, value]) => `${name}=${value}\n`).join(''))
}

function mask(secret) {
  command('add-mask', secret)
}

function command(name, text) {
  console.log(`::${name}::${text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')}`)
}

try {
  await main()
} catch (error) {
  if (!(error instanceof Failure)) {
    throw error
  }
  command('error', error.message)
  process.exitCode = 1
}
