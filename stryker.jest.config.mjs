import base from './jest.config.mjs';

const { globalSetup: _setup, globalTeardown: _teardown, ...rest } = base;

const specs = [
  'src/access/(policy|compile-policy|field-filter)[.]spec[.]ts$',
  'src/coordination/consent/consent-covers[.]spec[.]ts$',
  'src/coordination/disclosure/(disclosure-basis|read-basis|ground-check|judge-disclosure)[.]spec[.]ts$',
  'src/coordination/retention/(judge-retention|retention[.]decider)[.]spec[.]ts$',
  'libs/privacy/erasure-list[.]spec[.]ts$',
];

/** The specs that cover what is mutated; none of them needs a database. MUTATION_SPECS: others, for the control. */
export default { ...rest, testRegex: process.env['MUTATION_SPECS'] ?? specs };
