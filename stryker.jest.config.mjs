import base from './jest.config.mjs';

const { globalSetup: _setup, globalTeardown: _teardown, ...rest } = base;

/** The specs of one group (test/mutation/groups.ts) alone. A database, where they need one, is already there. */
const specs = JSON.parse(process.env.MUTATION_SPECS);
export default { ...rest, testRegex: specs.map((name) => `/${name.replaceAll('.', '[.]')}$`) };
