/** Which room may import which: imports run downwards only. */
const ROOMS = {
  domain: [],
  block: ['domain'],
  chaincode: ['domain'],
  client: ['domain'],
  gateway: ['domain', 'block'],
  web: ['domain', 'client'],
  'network/embedded': ['domain', 'block', 'chaincode'],
  'network/config': [],
  'network/native': ['domain', 'block', 'chaincode', 'network/config'],
  'network/containers': ['chaincode', 'network/config', 'network/native'],
  scripts: [
    'domain',
    'block',
    'chaincode',
    'client',
    'gateway',
    'network/embedded',
    'network/config',
    'network/native',
    'network/containers',
  ],
};

const any = (names) => `^(${names.join('|')})/`;

function roomRule([room, allowed]) {
  const rest = Object.keys(ROOMS).filter((name) => name !== room && !allowed.includes(name));
  return {
    name: `${room.replace('/', '-')}-imports-downwards`,
    comment: `${room} may import ${allowed.length === 0 ? 'no other room' : allowed.join(', ')}`,
    severity: 'error',
    from: { path: `^${room}/` },
    to: { path: [any(rest), '^test/'] },
  };
}

module.exports = {
  forbidden: [
    ...Object.entries(ROOMS).map(roomRule),
    {
      name: 'domain-stands-alone',
      comment: 'domain runs in chaincode, gateway and browser: no Node module, no package',
      severity: 'error',
      from: { path: '^domain/src/' },
      to: { pathNot: '^domain/src/' },
    },
    {
      name: 'browser-code-has-no-node',
      comment: 'client runs in the browser, but for client/src/node',
      severity: 'error',
      from: { path: ['^client/src/', '^web/src/'], pathNot: '^client/src/node/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'browser-code-leaves-client-node-alone',
      severity: 'error',
      from: { path: ['^client/src/', '^web/src/'], pathNot: '^client/src/node/' },
      to: { path: '^client/(src|dist)/node/' },
    },
    {
      name: 'rooms-are-entered-by-the-door',
      comment: 'another room is imported by its package name, never by a path into its sources',
      severity: 'error',
      from: { path: `^(${Object.keys(ROOMS).join('|')})/src/` },
      to: { path: `^(${Object.keys(ROOMS).join('|')})/src/`, pathNot: '^$1/src/' },
    },
    {
      name: 'no-zod-here',
      comment: 'a change of a validation library between endorsers would be nondeterminism; pages stay small',
      severity: 'error',
      from: { path: ['^chaincode/', '^client/', '^web/'] },
      to: { path: 'node_modules/zod/' },
    },
    {
      name: 'no-cycles',
      comment: 'of modules as they run; a type may name the table that it types',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared',
      comment: "what a room imports stands in the room's own package.json, not among the tools",
      severity: 'error',
      from: { path: '/src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    // Cruised are sources; another room shows as the dist file that its package exports.
    exclude: { path: ['/node_modules/\\.cache', '\\.cache/'] },
    doNotFollow: { path: ['node_modules', '/dist/'] },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
