const swc = (tsx) => [
  '@swc/jest',
  {
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', decorators: true, tsx },
      transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic', importSource: 'preact' } },
      keepClassNames: true,
    },
    module: { type: 'es6' },
    sourceMaps: 'inline',
  },
];

/** Specs beside the code (unit) and journeys under test/. One real PostgreSQL serves the whole run; each file gets a database of its own. */
export default {
  rootDir: '.',
  testEnvironment: 'node',
  testRegex: '[.](spec|journey)[.]tsx?$',
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '<rootDir>/.stryker-tmp/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.stryker-tmp/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '[.]ts$': swc(false), '[.]tsx$': swc(true) },
  moduleNameMapper: {
    '^#libs/(.*)$': '<rootDir>/libs/$1/index',
    '^#config/(.*)$': '<rootDir>/config/$1',
    '^#src/(.*)$': '<rootDir>/src/$1',
    '^([.]{1,2}/.*)[.]js$': '$1',
  },
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'json', 'node'],
  globalSetup: './test/global-setup.mjs',
  globalTeardown: './test/global-teardown.mjs',
  workerIdleMemoryLimit: '1GB',
  maxWorkers: 2,
  // For a test that hangs, and for no other: how long an honest one takes is the machine's affair. The only limit; none of the files sets its own.
  testTimeout: 900_000,
};
