import { defineConfig } from 'vitest/config';

// A zone with summer time, so that what is local is not UTC by accident.
process.env.TZ = 'Europe/Amsterdam';

export default defineConfig({ test: { include: ['{src,build}/**/*.test.ts'], environment: 'node' } });
