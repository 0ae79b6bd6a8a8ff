/**
 * Mutation testing of what decides who sees what: the policy, its compiler, the field filter, the rules of disclosure and of retention. Run by `npm run privacy`
 * (part "mutation"). A true equivalent is marked in the source with its reason.
 */
export default {
  mutate: [
    'src/access/policy.ts',
    'src/access/policy-sql.ts',
    'src/access/field-filter.ts',
    'src/coordination/consent/consent-covers.ts',
    'src/coordination/disclosure/disclosure-basis.ts',
    'src/coordination/disclosure/ground-check.ts',
    'src/coordination/disclosure/judge-disclosure.ts',
    'src/coordination/retention/judge-retention.ts',
    'src/coordination/retention/retention.decider.ts',
    'libs/privacy/erasure-list.ts',
  ],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: { projectType: 'custom', configFile: 'stryker.jest.config.mjs', enableFindRelatedTests: false },
  plugins: ['@stryker-mutator/jest-runner'],
  coverageAnalysis: 'perTest',
  // A constant is evaluated once, when its file is read; it is seen by a new process or not at all.
  ignoreStatic: false,
  concurrency: 2,
  timeoutMS: 15_000,
  reporters: ['json', 'clear-text'],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'test-results/mutation.json' },
  tempDirName: '.stryker-tmp',
  ignorePatterns: ['dist', 'docs', 'deploy', 'coverage', 'test-results', '.data', '.git'],
  allowEmpty: false,
  checkers: [],
  disableTypeChecks: false,
  thresholds: { high: 98, low: 95, break: null },
};
