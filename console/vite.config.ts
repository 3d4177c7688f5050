import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { lazyParts } from './build/lazyParts.ts';
import { servedFiles } from './build/servedFiles.ts';

// The console is served as text by a function, without third parties: system fonts stand in for Cloudscape's Open Sans.
const withoutFonts = {
  postcssPlugin: 'without-fonts',
  AtRule: { 'font-face': (rule: { remove(): void }) => rule.remove() },
};

export default defineConfig({
  plugins: [react(), lazyParts(), servedFiles()],
  // Relative, because the console does not know under which base path it will be served.
  base: './',
  css: { postcss: { plugins: [withoutFonts] } },
  build: {
    target: 'es2023',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      output: {
        chunkFileNames: ({ name }) => `assets/${name.split('~')[0]}-[hash].js`,
        // Few files, because each request invokes the function: what every page needs, what a session begins with, and
        // all other views. The charts, which are large, are a file of their own.
        codeSplitting: {
          groups: [
            { name: 'first', tags: ['$initial'], priority: 3 },
            { name: 'Overview', test: /\/src\/views\/Overview\.tsx$/, priority: 2 },
            { name: 'Notifications', test: /\/src\/app\/Notifications\.tsx$/, priority: 2 },
            { name: 'views', test: /\/src\/views\/(?!\w*Charts?\.)/, priority: 1 },
          ],
        },
      },
    },
  },
});
