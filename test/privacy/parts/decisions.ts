import { createMongoAbility } from '@casl/ability';
import type { Policy } from '#src/access/index';
import type { County, Principal, Thing } from '../county.js';
import { may } from '../oracle.js';
import type { Part } from '../part.js';
import { ACTS, generateCounty, generateThing, type Ground } from '../support/generate-county.js';
import { factsOf, permits, policyOf } from '../support/product-memory.js';
import { Random } from '../support/random.js';

const DUTIES = ['caseworker', 'police-officer', 'police-liaison', 'supervisor', 'county-coordinator', 'administrator', 'system'];
const STAFF_NONE = ['county-coordinator', 'administrator'];
const CLASSES = ['identity', 'contact', 'location', 'health', 'risk', 'crime', 'child', 'support', 'plan', 'free-text', 'reference'];
const KINDS = Object.keys(ACTS);
/** Questions asked of each county, so that making it is worth while. */
const QUESTIONS = 50;

/** Three agencies, two cases, six records, eight people: small, so that everything touches everything. In each case one agency has two records. */
const ground = (random: Random): Ground => {
  const agencies = ['a', 'b', 'c'];
  const functions = agencies.flatMap((agency) => ['1', '2'].map((number) => ({ id: `${agency}${number}`, agency })));
  const people = Array.from({ length: 8 }, (_, index): Principal => {
    const agency = random.pick(agencies);
    const staff = `staff${index}`;
    const duty = random.chance(0.6) ? 'caseworker' : random.pick(DUTIES);
    return {
      ...{ staff, agency, unit: `${agency}-${random.pick(['x', 'y'])}`, duty, onCall: random.chance(0.3) },
      functions: STAFF_NONE.includes(duty) ? [] : random.some(functions.filter((one) => one.agency === agency)).map(({ id }) => id),
      standsInFor: duty !== 'system' && random.chance(0.3) ? random.some(['staff0', 'staff1', 'staff2', 'staff3'], 0.5) : [],
    };
  });
  const records = ['a', 'a', 'b', 'c', 'b', 'b'].map((agency, index) => ({
    ...{ record: `r${index}`, case: index < 4 ? 'case1' : 'case2', agency },
    ...{ persons: [`r${index}-p`, 'shared-p'], requests: [`r${index}-q`] },
  }));
  return { now: Date.UTC(2026, 10, 2, 8), people, records, functions, classes: CLASSES };
};

/** What one side is replaced by to see whether the other notices. */
interface Spoilt {
  readonly facts?: typeof factsOf;
  readonly policy?: (who: Principal) => Policy;
  readonly oracle?: typeof may;
}

interface Count {
  asked: number;
  allowed: number;
  differences: number;
  /** The first few, in words. */
  readonly told: string[];
}

const compare = (
  seed: number,
  decisions: number,
  { facts = factsOf, policy = policyOf, oracle = may }: Spoilt,
  say?: (line: string) => void,
): Count => {
  const random = new Random(seed);
  const count: Count = { asked: 0, allowed: 0, differences: 0, told: [] };
  while (count.asked < decisions) {
    const over = ground(random);
    const county = generateCounty(random, over);
    const policies = new Map(over.people.map((who) => [who, policy(who)]));
    for (let question = 0; question < QUESTIONS; question++) {
      const who = random.pick(over.people);
      const thing = generateThing(random, over, who, random.pick(KINDS));
      const act = random.pick(ACTS[thing.kind]!);
      const [expected, found] = [oracle(county, who, act, thing), permits(policies.get(who)!, act, thing, facts(county, who, thing))];
      count.asked += 1;
      if (expected) count.allowed += 1;
      if (expected === found) continue;
      count.differences += 1;
      if (!say) return count; // a control: one is enough
      if (count.told.length < 5)
        count.told.push(
          `oracle ${expected}, policy ${found}: ${who.duty} ${act} ${JSON.stringify({ who, thing, county: about(county, thing) })}`,
        );
    }
    if (count.asked % 100_000 < QUESTIONS) say?.(`${count.asked} decisions, ${count.allowed} of them yes`);
  }
  return count;
};

/** The part of a county that a difference can come from. */
const about = (county: County, thing: Thing): object => ({
  assignments: county.assignments.filter((one) => one.case === thing.case),
  grants: county.grants.filter((one) => one.record === thing.record),
  openings: county.openings.filter((one) => one.record === thing.record),
});

/** One more rule, after all the others. */
const withRule = (policy: Policy, action: string, subject: string, conditions?: object): Policy =>
  createMongoAbility([...policy.rules, { action, subject, conditions }] as never) as never;

/** A planted fault is looked for until it shows, and that long at most: the rarest once missed a hundred thousand decisions. */
const LOOKED_FOR = 500_000;
const FAULTS: readonly (readonly [name: string, spoilt: Spoilt])[] = [
  [
    'a grant that has expired still opens',
    { facts: (county, who, thing) => factsOf({ ...county, grants: county.grants.map((one) => ({ ...one, until: null })) }, who, thing) },
  ],
  [
    'a withdrawn grant still opens',
    {
      facts: (county, who, thing) => factsOf({ ...county, grants: county.grants.map((one) => ({ ...one, withdrawn: false })) }, who, thing),
    },
  ],
  [
    'a grant opens a moment after its end',
    {
      facts: (county, who, thing) =>
        factsOf(
          { ...county, grants: county.grants.map((one) => ({ ...one, until: one.until === null ? null : one.until + 1 })) },
          who,
          thing,
        ),
    },
  ],
  ['kin are not locked out', { facts: (county, who, thing) => factsOf({ ...county, kin: [] }, who, thing) }],
  [
    'the two sides of a case are one',
    {
      facts: (county, who, thing) =>
        factsOf({ ...county, assignments: county.assignments.map((one) => ({ ...one, his: false })) }, who, thing),
    },
  ],
  [
    'what came to a function is read from the other side',
    { facts: (county, who, thing) => ({ ...factsOf(county, who, thing), otherSide: false }) },
  ],
  [
    'a stand-in crosses the sides',
    {
      facts: (county, who, thing) =>
        factsOf(
          {
            ...county,
            assignments: county.assignments.map((one) => (who.standsInFor.includes(one.staff) ? { ...one, staff: who.staff } : one)),
          },
          who,
          thing,
        ),
    },
  ],
  ['nobody is locked out by name', { facts: (county, who, thing) => factsOf({ ...county, lockedOut: [] }, who, thing) }],
  [
    'an emergency opening has no end',
    {
      facts: (county, who, thing) =>
        factsOf({ ...county, openings: county.openings.map((one) => ({ ...one, until: Number.MAX_SAFE_INTEGER })) }, who, thing),
    },
  ],
  [
    'the liaison reads records',
    {
      policy: (who) =>
        who.duty === 'police-liaison' ? withRule(policyOf(who), 'read', 'Record', { ownerAgency: who.agency }) : policyOf(who),
    },
  ],
  [
    'a supervisor reads the records of other units',
    {
      policy: (who) => (who.duty === 'supervisor' ? withRule(policyOf(who), 'read', 'Record', { ownerAgency: who.agency }) : policyOf(who)),
    },
  ],
  [
    'a hand-over to on-call has no end',
    {
      facts: (county, who, thing) =>
        factsOf({ ...county, assignments: county.assignments.map((one) => ({ ...one, until: null })) }, who, thing),
    },
  ],
  [
    'a hand-over to on-call lasts a moment after its end',
    {
      facts: (county, who, thing) =>
        factsOf(
          { ...county, assignments: county.assignments.map((one) => ({ ...one, until: one.until === null ? null : one.until + 1 })) },
          who,
          thing,
        ),
    },
  ],
  ['assignment is not asked for', { facts: (county, who, thing) => ({ ...factsOf(county, who, thing), assigned: true }) }],
  ['a rightful reader is refused: a stand-in', { facts: (county, who, thing) => factsOf(county, { ...who, standsInFor: [] }, thing) }],
  [
    'the oracle knows no person of a grant',
    {
      oracle: (county, who, act, thing) =>
        may({ ...county, grants: county.grants.map((one) => ({ ...one, persons: null })) }, who, act, thing),
    },
  ],
];

export const decisions: Part = {
  name: 'decisions',
  about: 'the policy against the oracle, in memory: may this principal do this with that?',
  async run({ short, seed, say }) {
    const { asked, allowed, differences, told } = compare(seed, short ? 50_000 : 1_000_000, {}, say);
    say(`${asked} decisions, ${allowed} of them yes, ${differences} differences`);
    const controls = FAULTS.map(([name, spoilt]) => ({ name, caught: compare(seed + 1, LOOKED_FOR, spoilt).differences > 0 }));
    const failures = allowed < asked / 10 ? [`only ${allowed} of ${asked} decisions were yes: little was tried`] : [];
    return { figures: { decisions: asked, differences }, controls, failures: [...failures, ...told] };
  },
};
