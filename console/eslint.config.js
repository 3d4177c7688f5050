import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import ts from 'typescript-eslint';

export default defineConfig(
  { ignores: ['dist', 'target', 'src/api/schema.d.ts'] },
  {
    files: ['{src,build}/**/*.{ts,tsx}', 'e2e/**/*.ts'],
    extends: [js.configs.recommended, ts.configs.recommendedTypeChecked],
    rules: {
      // Contexts and hooks hand out plain functions; there is no class whose `this` could get lost.
      '@typescript-eslint/unbound-method': 'off',
    },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  },
  { files: ['src/**/*.{ts,tsx}'], extends: [hooks.configs.flat.recommended] },
);
