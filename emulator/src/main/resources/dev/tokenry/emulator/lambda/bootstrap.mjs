// Emulates the Node.js runtime of Lambda: reads one event per line from standard input and writes one result per line to
// standard output, which is `=` and the response, or `!` and the error.
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

// With --eval the arguments do not contain a script.
const [directory, name] = process.argv.slice(1);

// Standard output is reserved for results; the output of handlers goes to standard error.
const writeResult = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);

class RuntimeError extends Error {
  constructor(type, message) {
    super(message);
    this.name = `Runtime.${type}`;
  }
}

async function load() {
  const [file, ...path] = basename(name).split('.');
  const module = join(dirname(name), file);
  const location = ['.js', '.mjs', '.cjs'].map((extension) => join(directory, module + extension)).find((each) => existsSync(each));
  if (!location) {
    throw new RuntimeError('ImportModuleError', `Error: Cannot find module '${module}'`);
  }
  const loaded = await import(pathToFileURL(location));
  const resolve = (root) => path.reduce((value, key) => value?.[key], root);
  const handler = resolve(loaded) ?? resolve(loaded.default);
  if (typeof handler !== 'function') {
    throw new RuntimeError('HandlerNotFound', `${name} is undefined or not exported`);
  }
  return handler;
}

function invoke(handler, event, context) {
  return handler.length < 3
    ? handler(event, context)
    : new Promise((resolve, reject) => {
        handler(event, context, (error, response) => (error ? reject(error) : resolve(response)));
      });
}

let handler;

async function respond({ event, context, remaining }) {
  const deadline = Date.now() + remaining;
  handler ??= await load();
  return invoke(handler, JSON.parse(event), { ...context, getRemainingTimeInMillis: () => deadline - Date.now() });
}

for await (const line of createInterface({ input: process.stdin })) {
  try {
    writeResult(`=${JSON.stringify((await respond(JSON.parse(line))) ?? null)}\n`);
  } catch (error) {
    // This error is a regular result of an authorizer: API Gateway returns 401.
    if (error !== 'Unauthorized' && error?.message !== 'Unauthorized') {
      console.error(error);
    }
    const isError = error instanceof Error;
    const errorType = isError ? error.name : typeof error;
    const errorMessage = isError ? error.message : String(error);
    writeResult(`!${JSON.stringify({ errorType, errorMessage })}\n`);
  }
}
process.exit(0);
