import js from '@eslint/js';
import { importX } from 'eslint-plugin-import-x';
import hooks from 'eslint-plugin-react-hooks';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { defineConfig } from 'eslint/config';
import ts from 'typescript-eslint';

export default defineConfig(
  { ignores: ['dist', 'src/api/schema.d.ts'] },
  {
    files: ['{src,build}/**/*.{ts,tsx}', 'e2e/**/*.ts'],
    extends: [js.configs.recommended, ts.configs.recommendedTypeChecked, hooks.configs.flat.recommended],
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      // Types count too: a module is understood without those that import it.
      'import-x/no-cycle': 'error',
      // Contexts and hooks hand out plain functions; no class has a `this` that could get lost.
      '@typescript-eslint/unbound-method': 'off',
    },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  },
);
