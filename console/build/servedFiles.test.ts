import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { build } from 'vite';
import { complaintAbout, servedFiles } from './servedFiles';

const SCRIPT = 'assets/x-AbCd_123.js';

test.each([
  'index.html',
  SCRIPT,
  'assets/all.en-DsDoW0LG.js',
  'assets/index-DMRI5DJ1.css',
  'assets/licence-AbCd_123.txt',
])('%s is served', (name) => expect(complaintAbout(name, 'content of\tany\r\nlänguage')).toBeUndefined());

test.each([
  ['a NUL', SCRIPT, 'a\0b', 'is no text'],
  ['an escape character', SCRIPT, '\x1b[1m', 'is no text'],
  ['bytes that are not UTF-8', 'assets/x-AbCd_123.css', new Uint8Array([0xff]), 'is no text'],
  ['a font', 'assets/x-AbCd_123.woff2', 'x', 'is no text asset with a hash'],
  ['an asset without a hash', 'assets/plain.js', 'x', 'is no text asset with a hash'],
  ['a file next to the page', 'favicon.svg', 'x', 'is no text asset with a hash'],
  ['a large file', SCRIPT, 'x'.repeat(5_000_001), 'is larger than a response'],
  ['a file that is large once it is escaped', SCRIPT, '"'.repeat(2_500_001), 'is larger than a response'],
])('%s fails the build', (_, name, content, complaint) => {
  expect(complaintAbout(name, content)).toContain(`The web console holds ${name}, which ${complaint}`);
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'served-files-'));
  writeFileSync(join(folder, 'main.js'), 'console.log("built");');
});
afterEach(() => rmSync(folder, { recursive: true }));

const buildOf = (input: string) =>
  build({
    root: folder,
    base: './',
    configFile: false,
    logLevel: 'silent',
    plugins: [servedFiles()],
    build: { rolldownOptions: { input: join(folder, input) } },
  });

test('a build lists every file but the page', async () => {
  writeFileSync(join(folder, 'index.html'), '<script type="module" src="./main.js"></script>');
  await buildOf('index.html');
  expect(readFileSync(join(folder, 'dist/files.txt'), 'utf8')).toMatch(/^assets\/index-[\w-]{8}\.js\n$/);
});

test('a build without a page fails', async () => {
  await expect(buildOf('main.js')).rejects.toThrow('The web console has no index.html');
});
