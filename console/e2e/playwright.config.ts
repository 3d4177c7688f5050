import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { defineConfig } from '@playwright/test';

/**
 * Returns the path of an installed Chromium, because none is downloaded. Preferred is its headless shell, which takes two
 * thirds of the CPU time.
 */
function chromium(): string {
  const named = process.env.TOKENRY_CHROMIUM;
  if (named) return named;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const names = readFileSync(new URL('browsers.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const places = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = places.find(isExecutable);
  if (!found) throw new Error('Chromium was not found on the PATH. Set TOKENRY_CHROMIUM to its path.');
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Features of Chromium that are off: first those that Playwright itself turns off on Linux, because Chromium reads the
 * last list only, then the suggestions of the address bar. Every browser context would load these as two hidden pages,
 * which take a third of the CPU time of a short test.
 */
const FEATURES_OFF = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
];

export default defineConfig({
  testDir: '.',
  globalSetup: './support/globalSetup.ts',
  outputDir: '../node_modules/.e2e',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  retries: 0,
  // Long timeouts for busy machines. They do not slow down tests that pass.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    baseURL: process.env.TOKENRY_CONSOLE ?? 'http://127.0.0.1:8080/api/console/',
    locale: 'en-GB',
    timezoneId: 'Europe/Amsterdam',
    viewport: { width: 1280, height: 800 },
    contextOptions: { reducedMotion: 'reduce' },
    // Recordings would contain tokens.
    trace: 'off',
    screenshot: 'off',
    video: 'off',
    launchOptions: {
      executablePath: chromium(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        `--disable-features=${FEATURES_OFF.join(',')}`,
      ],
    },
  },
});
