import { given, walks } from '#libs/testing';
import { rulesDecider, type RulesCommand } from './rules.decider.js';
import type { RulesEvent } from './rules.events.js';

const change = { change: 'added', table: 'ground', ruleId: 'osl-10-27', ruleVersion: '2' } as const;
const data = { file: '{"n":1}', changes: [change], decision: 'Beslut av chefsjuristen, dnr 1.' };
const applied: RulesEvent = { type: 'coordination.LegalRulesApplied', data };
const apply = (over: Partial<RulesCommand['data']> = {}, comparedWith = 0): RulesCommand => ({
  type: 'ApplyRules',
  data: { ...data, ...over },
  comparedWith,
});
const rules = given(rulesDecider);

describe('the rules in force', () => {
  it('change by a file', () => rules().when(apply()).then(applied));
  it('are recorded once as they were shipped', () =>
    rules()
      .when(apply({ changes: [] }))
      .then({ ...applied, data: { ...data, changes: [] } }));
  it('stay as they are by a file that changes nothing', () =>
    rules(applied)
      .when(apply({ file: '{"n":2}', changes: [] }, 1))
      .then());
  it('are not changed on a comparison with older ones', () =>
    rules(applied)
      .when(apply({ file: '{"n":2}' }))
      .thenRefused('rules-changed-meanwhile'));
  it('change again, compared with those', () =>
    rules(applied)
      .when(apply({ file: '{"n":2}' }, 1))
      .then({ ...applied, data: { ...data, file: '{"n":2}' } }));
});

describe('any sequence of all these', () => {
  walks(rulesDecider);
});
