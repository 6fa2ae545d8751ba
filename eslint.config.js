import eslint from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/*
 * What two endorsers, with other builds of Node, could answer differently (docs/ledger.md, Determinism): banned where
 * contracts run. Each ban has its snippet in test/repository/determinism.test.ts.
 */
const nondeterministicSyntax = [
  {
    selector: "MemberExpression[object.name='Math']:not([property.name=/^(abs|ceil|floor|max|min|sign|trunc)$/])",
    message: 'Math beyond whole numbers may differ between engines, and Math.random always does.',
  },
  ...memberBan(
    'localeCompare|normalize|toLocaleString|toLocaleDateString|toLocaleTimeString|toLocaleUpperCase|toLocaleLowerCase',
    'Locale and Unicode tables differ between builds: compare code units.',
  ),
  ...memberBan('toFixed|toPrecision|toExponential|parseFloat', 'No floats: use quantities (decimal.ts).'),
  {
    selector: "MemberExpression[object.name='JSON'][property.name='parse']",
    message: 'Use parseJson: JSON.parse rounds numbers, and keeps duplicate names and __proto__.',
  },
  {
    selector: 'MemberExpression[object.name=/^(JSON|Math)$/][computed=true]',
    message: 'Name the member: what is banned must be seen.',
  },
  {
    selector: ':not(MemberExpression) > Identifier[name=/^(JSON|Math)$/]',
    message: 'Not by another name: what is banned must be seen.',
  },
  { selector: 'ForInStatement', message: 'for-in walks the prototype as well: use Object.entries.' },
  { selector: 'Literal[raw=/^[0-9]*[.][0-9]/]', message: 'No floats: use quantities (decimal.ts).' },
  { selector: 'Literal[regex.pattern=/[pP][{]/]', message: 'Unicode classes differ between builds of Node.' },
  {
    selector: "MemberExpression[object.name='Object'][property.name='groupBy']",
    message: 'Not in every Node that may endorse.',
  },
];

/** `x.name` and `x['name']`, whatever x is. */
function memberBan(names, message) {
  return [
    { selector: `MemberExpression[property.name=/^(${names})$/]`, message },
    { selector: `MemberExpression[computed=true][property.value=/^(${names})$/]`, message },
    { selector: `VariableDeclarator > ObjectPattern > Property[key.name=/^(${names})$/]`, message },
  ];
}

const nondeterministicGlobals = [
  ...['Date', 'performance', 'setTimeout', 'setInterval', 'setImmediate'].map((name) => ({
    name,
    message: 'Contracts have no clock: use the transaction time.',
  })),
  { name: 'Intl', message: 'Locale data differs between builds of Node.' },
  { name: 'crypto', message: 'Hashing and signature checks are handed in; chance there is none.' },
  { name: 'parseFloat', message: 'No floats: use quantities (decimal.ts).' },
  { name: 'WeakRef', message: 'What it answers depends on the garbage collector.' },
  { name: 'FinalizationRegistry', message: 'What it does depends on the garbage collector.' },
  { name: 'globalThis', message: 'The way around every other ban.' },
];

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', 'coverage/', '.data/', '.cache/'] },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['./*/tsconfig.json', './network/*/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['domain/src/**', 'chaincode/src/**'],
    rules: {
      'no-restricted-syntax': ['error', ...nondeterministicSyntax],
      'no-restricted-globals': ['error', ...nondeterministicGlobals],
    },
  },
  { files: ['test/**'], rules: { '@typescript-eslint/no-unused-expressions': 'off' } },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs', '**/vite.config.*'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: globals.node, parserOptions: { project: null } },
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
