// Stands in for Lambda's runtime: takes one event a line from standard input, and writes one outcome a line to standard
// output: `=` and the answer, or `!` and the error.
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

// With --eval there is no script among the arguments.
const [folder, name] = process.argv.slice(1);

// Standard output belongs to outcomes; what a handler prints is for whoever started the stack.
const reply = process.stdout.write.bind(process.stdout);
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
  const found = ['.js', '.mjs', '.cjs'].map((end) => join(folder, module + end)).find((each) => existsSync(each));
  if (!found) {
    throw new RuntimeError('ImportModuleError', `Error: Cannot find module '${module}'`);
  }
  const loaded = await import(pathToFileURL(found));
  const pick = (from) => path.reduce((value, key) => value?.[key], from);
  const handler = pick(loaded) ?? pick(loaded.default);
  if (typeof handler !== 'function') {
    throw new RuntimeError('HandlerNotFound', `${name} is undefined or not exported`);
  }
  return handler;
}

function call(handler, event, context) {
  return handler.length < 3
    ? handler(event, context)
    : new Promise((resolve, reject) => {
        handler(event, context, (error, answer) => (error ? reject(error) : resolve(answer)));
      });
}

let handler;

async function answer({ event, context, remaining }) {
  const deadline = Date.now() + remaining;
  handler ??= await load();
  return call(handler, JSON.parse(event), { ...context, getRemainingTimeInMillis: () => deadline - Date.now() });
}

for await (const line of createInterface({ input: process.stdin })) {
  try {
    reply(`=${JSON.stringify((await answer(JSON.parse(line))) ?? null)}\n`);
  } catch (error) {
    // The one failure that is an answer: API Gateway makes a 401 of it.
    if (error !== 'Unauthorized' && error?.message !== 'Unauthorized') {
      console.error(error);
    }
    const thrown = error instanceof Error;
    const errorType = thrown ? error.name : typeof error;
    const errorMessage = thrown ? error.message : String(error);
    reply(`!${JSON.stringify({ errorType, errorMessage })}\n`);
  }
}
process.exit(0);
