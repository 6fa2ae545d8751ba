import eslint from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** What two endorsers could answer differently: clocks, chance, locale, floats' printing. Banned where contracts run. */
const nondeterministic = [
  ...['Date', 'Intl', 'Math'].map((name) => ({
    selector: `MemberExpression[object.name='${name}'][property.name!=/^(min|max|floor|trunc|ceil)$/]`,
    message: `${name} is not deterministic across endorsers.`,
  })),
  { selector: "NewExpression[callee.name='Date']", message: 'Contracts have no clock: use the transaction time.' },
  {
    selector:
      'CallExpression[callee.property.name=/^(localeCompare|normalize|toLocaleString|toLocaleUpperCase|toLocaleLowerCase|parse)$/][callee.object.name=/^(Date|.*)$/][callee.property.name!="parse"]',
    message: 'Locale methods are not deterministic across endorsers.',
  },
  {
    selector: "CallExpression[callee.object.name='JSON'][callee.property.name='parse']",
    message: 'Use parseJson: JSON.parse rounds numbers, and keeps duplicate keys and __proto__.',
  },
  { selector: "CallExpression[callee.name='parseFloat']", message: 'No floats: use Decimal.' },
];

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', 'coverage/', '.data/', '.cache/'] },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['./*/tsconfig.json', './network/embedded/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['domain/src/**', 'chaincode/src/**'],
    rules: {
      'no-restricted-syntax': ['error', ...nondeterministic],
      'no-restricted-globals': ['error', 'performance', 'setTimeout', 'setInterval', 'crypto'],
    },
  },
  { files: ['test/**'], rules: { '@typescript-eslint/no-unused-expressions': 'off' } },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs', '**/vite.config.*'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: globals.node, parserOptions: { project: null } },
  },
);
