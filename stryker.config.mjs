/**
 * Mutation testing of what decides: who sees what, what is proven, sealed, kept and erased. Run by `npm run mutation`, which says what is mutated
 * and by which specs (test/mutation/groups.ts). A true equivalent is marked in the source with its reason.
 */
export default {
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: { projectType: 'custom', configFile: 'stryker.jest.config.mjs', enableFindRelatedTests: false },
  plugins: ['@stryker-mutator/jest-runner'],
  coverageAnalysis: 'perTest',
  // A constant is evaluated once, when its file is read; it is seen by a new process or not at all.
  ignoreStatic: false,
  concurrency: 2,
  // Each run leaves its modules in the worker's memory: after some fifty of them it does little but collect garbage.
  maxTestRunnerReuse: 12,
  // Long: a mutant that never ends counts as caught, one on a busy machine must not.
  timeoutMS: 60_000,
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
