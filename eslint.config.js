import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import { defineConfig } from 'eslint/config'
import ts from 'typescript-eslint'

export default defineConfig(
  { ignores: ['**/*.d.mts', '**/dist', '**/.tsbuild', '**/.weft', '**/.cache', 'sandbox/packs'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  vue.configs['flat/recommended-error'],
  prettier,
  {
    files: ['**/*.{ts,vue}'],
    languageOptions: {
      parserOptions: {
        parser: ts.parser,
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      'no-console': 'error',
      'no-undef': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 10],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // The fastest honest way to say "this promise may fail unseen" is `void`, with the reason beside it.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'vue/max-lines-per-block': [
        'error',
        { script: 160, template: 120, style: 80, skipBlankLines: true },
      ],
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/define-props-destructuring': 'error',
      'vue/no-v-html': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportAllDeclaration',
          message: 'Name what the module gives away; a star export gives away everything.',
        },
        {
          selector: 'TSAsExpression > TSAnyKeyword',
          message: 'Parse it or narrow it; a cast to any only hides the question.',
        },
      ],
    },
  },
  {
    // Route handlers and adapters answer with promises whether or not they wait for anything.
    files: ['apps/server/**/*.ts'],
    rules: { '@typescript-eslint/require-await': 'off' },
  },
  {
    files: ['**/*.vue'],
    rules: {
      // An optional prop of a typed component says by its type what its absence means.
      'vue/require-default-prop': 'off',
      // The rule does not see that a destructured prop with a default is an optional one.
      '@typescript-eslint/no-useless-default-assignment': 'off',
    },
  },
  // One answer per kind of thing, or one setting up of a part: cut in pieces these would read worse.
  {
    files: [
      'apps/workbench/src/workspace/changes/field-label.ts',
      'apps/workbench/src/workspace/changes/say-value.ts',
      'apps/workbench/src/workspace/conversation/find-place.ts',
      'apps/workbench/src/workspace/history/diff-outputs.ts',
    ],
    rules: { complexity: ['error', 15] },
  },
  {
    files: [
      'apps/workbench/src/workspace/conversation/use-open-conversation.ts',
      'apps/workbench/src/workspace/history/use-data-diff.ts',
      'apps/workbench/src/workspace/pipeline/canvas/use-canvas-view.ts',
      'packages/documents/src/read-pipelines.ts',
    ],
    rules: {
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
    },
  },
  // A list of sentences is as long as what the interface says.
  { files: ['apps/workbench/src/i18n/**/*.ts'], rules: { 'max-lines': 'off' } },
  {
    files: ['**/*.test.ts', 'test/**/*.ts'],
    rules: { 'max-lines-per-function': 'off', 'max-lines': 'off' },
  },
  {
    files: ['**/*.{js,cjs,mjs}', '**/*.config.ts'],
    extends: [ts.configs.disableTypeChecked],
    languageOptions: { globals: { module: 'readonly' }, parserOptions: { projectService: false } },
    rules: { 'no-undef': 'off' },
  },
  // The launcher speaks to the person at the terminal.
  {
    files: [
      'apps/launcher/**/*.mjs',
      'test/bench/**/*.ts',
      'test/fuzz/**/*.ts',
      'test/chaos/main.ts',
    ],
    rules: { 'no-console': 'off' },
  },
)
