import base from './jest.config.mjs';

/** The examples of the deciders alone: they need no database. */
const { globalSetup: _setup, globalTeardown: _teardown, ...config } = base;
export default { ...config, testRegex: '[.]decider[.]spec[.]ts$', maxWorkers: 1 };
