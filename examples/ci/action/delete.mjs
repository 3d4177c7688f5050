// Deletes the token of exchange.mjs at the end of the job, whether the job succeeded, failed or was cancelled.
import { setTimeout as sleep } from 'node:timers/promises'

const MAX_ATTEMPTS = 3
const TIMEOUT_MS = 30_000
// 401: the token has expired, or was deleted or disabled since then.
const GONE = [204, 401, 404]

// Without a token, the exchange failed.
const { STATE_url: url, STATE_token: token } = process.env

if (token) {
  const id = token.slice(0, token.lastIndexOf('.'))
  const failure = await remove(id)
  // The job does not fail, because the token expires by itself.
  console.log(
    failure
      ? `::warning::Token ${id} was not deleted; it stays valid until it expires: ${failure}`
      : `Token ${id} is deleted.`,
  )
}

// Returns why the token could not be deleted. A deletion may be repeated.
async function remove(id) {
  for (let attempt = 1; ; attempt++) {
    const failure = await removeOnce(id)
    if (!failure || attempt === MAX_ATTEMPTS) {
      return failure
    }
    await sleep(1000 * attempt)
  }
}

async function removeOnce(id) {
  try {
    const { status } = await fetch(`${url}/v2/apiTokens/${id}`, {
      method: 'DELETE',
      headers: { Authorization: `Api-Token ${token}` },
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    return GONE.includes(status) ? undefined : `Tokenry returned ${status}`
  } catch (error) {
    return `Tokenry is unreachable: ${error.cause?.message ?? error.message}`
  }
}
