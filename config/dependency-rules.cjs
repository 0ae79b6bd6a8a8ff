/**
 * Who may know whom. Default deny: an import that no line under `allowed` permits is an error, so that a new folder starts sealed.
 * The doors: libs/<lib>/index.ts · src/<room>/index.ts · src/coordination/<concept>/index.ts · src/agencies/<agency>/contract/index.ts for peers,
 * and src/agencies/<agency>/index.ts for the app alone. Each rule has a deliberate violation in test/architecture/sins.
 */
const contract = '^src/(agencies/[^/]+|coordination)/contract/index[.]ts$';
const coordinationDoors = ['^src/coordination/index[.]ts$', '^src/coordination/[^/]+/index[.]ts$'];
const doors = (...rooms) => `^src/(${rooms.join('|')})/index[.]ts$`;
const libDoor = '^libs/[^/]+/index[.]ts$';
const kernel = '^libs/shared-kernel/index[.]ts$';
/** Fields that several agencies' contracts tell alike. */
const toldAlike = '^libs/(intervention|journal)/index[.]ts$';
const declarations = '^config/[^/]+[.]ts$';
/** Specs, journeys, and what only they use. */
const tests = '[.](spec|journey)[.]tsx?$|^test/|^libs/testing/|^src/[^/]+/testing/';
const pure = '[.](decider|events|projection)[.]ts$|/policy[.]ts$|^libs/shared-kernel/|^src/.+/disclosure[.]ts$';
const ownData = '[.](rows|migration)[.]ts$';

const to = (...path) => ({ path });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  allowedSeverity: 'error',
  allowed: [
    // A room knows itself. Coordination holds several concepts: each knows itself, and the others by their door, their events and their
    // time limits (pure files, which a pure function may read without the framework that a door brings).
    { from: { path: '^src/(agencies|views)/([^/]+)/' }, to: to('^src/$1/$2/') },
    {
      from: { path: '^src/(app|access|audit|audit-review|interventions|journal|login|organisation|people|proceedings)/' },
      to: to('^src/$1/'),
    },
    {
      from: { path: '^src/coordination/([^/]+)/' },
      to: to('^src/coordination/$1/', '^src/coordination/[^/]+/(index|[^/]+[.]events|[^/]+[.]times)[.]ts$'),
    },
    { from: { path: '^src/coordination/index[.]ts$' }, to: to('^src/coordination/[^/]+/index[.]ts$') },
    { from: { path: '^libs/([^/]+)/' }, to: to('^libs/$1/', kernel) },
    { from: { path: '^config/' }, to: to('^config/', kernel) },

    // What rooms know of each other.
    {
      from: {
        path: '^src/(agencies|audit-review|coordination|interventions|journal|views|people|organisation|proceedings)/',
        pathNot: '/contract/',
      },
      to: to(contract, doors('access')),
    },
    {
      from: { path: '^src/(agencies|interventions|proceedings|views)/', pathNot: '/contract/' },
      to: to(doors('people'), ...coordinationDoors),
    },
    { from: { path: '^src/coordination/', pathNot: '/contract/' }, to: to(doors('people')) },
    { from: { path: '^src/people/' }, to: to(...coordinationDoors) },
    { from: { path: '^src/(agencies|views)/', pathNot: '/contract/' }, to: to(doors('journal')) },
    { from: { path: '^src/journal/' }, to: to(doors('people'), ...coordinationDoors) },
    // Whoever has a proceeding of its own takes its steps by the kit.
    { from: { path: '^src/(agencies|coordination)/', pathNot: '/contract/' }, to: to(doors('proceedings')) },
    { from: { path: '^src/audit-review/' }, to: to(doors('audit', 'people')) },
    { from: { path: '^src/access/' }, to: to(doors('audit')) },
    { from: { path: '^src/views/audit-trail/' }, to: to(doors('audit')) },
    { from: { path: '^src/organisation/' }, to: to(doors('login')) },
    { from: { path: '^src/(main|cli)[.]ts$' }, to: to('^src/app/') },
    {
      from: { path: '^src/app/' },
      to: to(
        doors(
          'access',
          'audit',
          'audit-review',
          'coordination',
          'interventions',
          'journal',
          'login',
          'organisation',
          'people',
          'proceedings',
        ),
        '^src/(agencies|views)/[^/]+/index[.]ts$',
      ),
    },

    // What everybody knows, but for contracts, which know the kernel and what several of them tell alike.
    { from: { path: '^src/', pathNot: '/contract/' }, to: { path: [libDoor, declarations], pathNot: '^libs/testing/' } },
    { from: { path: '/contract/' }, to: to(kernel, toldAlike) },
    { from: {}, to: { dependencyTypes: ['npm', 'npm-dev', 'core'] } },

    // Tests come in by the doors too, and share worlds with their room; journeys and the test world use the whole app.
    { from: { path: tests }, to: to(libDoor, '^config/', doors('.+'), '^src/[^/]+/testing/') },
    { from: { path: '^(test|libs/testing)/' }, to: to('^test/', '^src/app/', '^libs/(ui|postgres)/[^/]+[.]ts$', '^scripts/build[.]mjs$') },
  ],
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one file, or lack a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'pure-domain',
      comment:
        'Deciders, events, projections, disclosures and the policy touch nothing outside the program: time and ids arrive in the command.',
      severity: 'error',
      from: {
        path: pure,
        pathNot: ['[.]spec[.]ts$', '[.]events[.]ts$', '^src/access/policy[.]ts$', '^libs/shared-kernel/derived-id[.]ts$'],
      },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'] },
    },
    {
      name: 'events-know-only-their-schemas',
      severity: 'error',
      from: { path: '[.]events[.]ts$' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'node_modules/zod/' },
    },
    {
      name: 'policy-knows-only-casl',
      severity: 'error',
      from: { path: '^src/access/policy[.]ts$' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'node_modules/@casl/ability/' },
    },
    {
      name: 'kernel-has-no-packages',
      comment: 'derived-id.ts makes ids with the digest of node:crypto: a pure function.',
      severity: 'error',
      from: { path: '^libs/shared-kernel/', pathNot: '[.]spec[.]ts$' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: '^crypto$' },
    },
    {
      name: 'contract-says-only-what-it-says',
      comment: 'A contract that imports its own insides publishes them.',
      severity: 'error',
      from: { path: '^(src/.+/contract/)' },
      to: { pathNot: ['^$1', kernel, toldAlike, 'node_modules/zod/'] },
    },
    {
      name: 'data-only-through-the-doors',
      comment:
        'Rooms with facts about cases reach tables through the read door and the write door: no query without policy, actor and audit.',
      severity: 'error',
      from: {
        path: '^src/(agencies|audit-review|coordination|interventions|journal|people|views)/',
        pathNot: [ownData, '[.]spec[.]tsx?$', '/testing/'],
      },
      to: { path: 'node_modules/(pg|typeorm)/|^libs/postgres/' },
    },
    {
      name: 'no-pg-in-rows-and-migrations',
      comment: 'They declare; they open no connection of their own.',
      severity: 'error',
      from: { path: ownData },
      to: { path: 'node_modules/pg/|^libs/postgres/' },
    },
    {
      name: 'config-declares',
      comment: 'Declarations read no files and open no connections; only the settings know the file system, by its paths.',
      severity: 'error',
      from: { path: '^config/', pathNot: '[.]spec[.]ts$' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: ['node_modules/(zod|personnummer)/', '^path$'] },
    },
    {
      name: 'agency-door-is-for-the-app',
      comment: 'Peers read the contract. One shared door makes two agencies that react to each other crash at start.',
      severity: 'error',
      from: { path: '^(src|libs)/', pathNot: ['^src/app/', tests] },
      to: { path: '^src/agencies/[^/]+/index[.]ts$' },
    },
    {
      name: 'nobody-imports-app',
      severity: 'error',
      from: { path: '^(src|libs|config)/', pathNot: ['^src/app/', '^src/(main|cli)[.]ts$', '^libs/testing/', '[.](spec|journey)[.]tsx?$'] },
      to: { path: '^src/(app/|main[.]ts$|cli[.]ts$)' },
    },
    {
      name: 'no-test-code-at-run-time',
      severity: 'error',
      from: { pathNot: tests },
      to: { path: tests, pathNot: 'node_modules' },
    },
    {
      name: 'no-dev-dependency-at-run-time',
      severity: 'error',
      from: { path: '^(src|libs|config)/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-undeclared-package',
      comment: 'A package that is there only because another one brought it disappears with it.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^(src|libs|config)/', pathNot: ['[.]spec[.]', '[.]cjs$', '^libs/ui/assets/'] },
      to: {},
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^test/architecture/sins/', '(^|/)dist/(src|libs|config)/'] },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
