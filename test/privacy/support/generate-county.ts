import type { County, Grant, Principal, Thing } from '../county.js';
import type { Random } from './random.js';

/** What a county is generated over: names that exist in memory alone, or the records of cases that were really played. */
export interface Ground {
  readonly now: number;
  readonly people: readonly Principal[];
  readonly records: readonly { record: string; case: string; agency: string; persons: readonly string[]; requests: readonly string[] }[];
  /** Functions and whose they are. */
  readonly functions: readonly { id: string; agency: string }[];
  readonly classes: readonly string[];
}

const HOUR = 3_600_000;
/** Around now, on it and just beside it: where a limit is drawn one off, it shows. */
export const moment = (random: Random, now: number): number => now + random.pick([-50 * HOUR, -HOUR, -1, 0, 0, 0, 1, HOUR, 50 * HOUR]);

/** Rights over a ground: who is assigned, kin, locked out, let in by a decision, and who has opened what. About half of each is out of force. */
export const generateCounty = (random: Random, { now, people: principals, records, functions, classes }: Ground): County => {
  const people = [...new Map(principals.filter(({ duty }) => duty !== 'system').map((one) => [one.staff, one])).values()];
  // A record is worked with by one function, on one side of its case.
  const worked = new Map(
    records.map(({ record, agency }) => {
      const own = functions.filter((one) => one.agency === agency);
      return [record, { function: own.length > 0 ? random.pick(own).id : '', his: random.chance(0.3) }];
    }),
  );
  const grants = records.flatMap((from): Grant[] => {
    // To other agencies; out of the violence user's record also to who works with the exposed person in the same one.
    const { function: home, his } = worked.get(from.record)!;
    const others = functions.filter(({ id, agency }) => agency !== from.agency || (his && id !== home));
    // Mostly to those who work with the case: what others are let in to shows nowhere.
    const inCase = new Set(records.filter((one) => one.case === from.case).map(({ agency }) => agency));
    const near = others.filter(({ agency }) => inCase.has(agency));
    const made = (mode: Grant['mode'], referral?: string): Grant => {
      const to = random.pick(near.length > 0 && random.chance(0.7) ? near : others);
      return {
        ...{
          mode,
          owner: from.agency,
          record: from.record,
          case: from.case,
          toAgency: to.agency,
          toFunction: to.id,
          classes: random.some(classes, 0.6),
        },
        persons: mode === 'standing' && random.chance(0.5) ? random.some(from.persons) : null,
        ...(referral ? { referral } : {}),
        factsFrom: random.chance(0.7) ? now - 100 * HOUR : moment(random, now),
        from: random.chance(0.7) ? now - 100 * HOUR : moment(random, now),
        until: random.chance(0.4) ? null : moment(random, now),
        withdrawn: random.chance(0.25),
      };
    };
    return [
      ...Array.from({ length: random.below(4) }, () => made('standing')),
      ...from.requests.flatMap((id) => Array.from({ length: random.below(3) }, () => made('referral', id))),
    ].filter((grant) => grant.classes.length > 0);
  });
  return {
    now,
    assignments: people.flatMap(({ staff, agency }) =>
      random
        .some(
          records.filter((one) => one.agency === agency),
          0.5,
        )
        .map(({ record, case: inCase }) => ({
          ...{ staff, agency, record, case: inCase, ...worked.get(record)! },
          // Until it is taken away; or, handed over to on-call, until a moment near now.
          until: random.chance(0.6) ? null : random.chance(0.5) ? now - HOUR : moment(random, now),
        })),
    ),
    kin: people.flatMap(({ staff, agency }) => random.some(records, 0.06).map((one) => ({ staff, agency, case: one.case }))),
    neighbours: people.flatMap(({ staff, agency }) => random.some(records, 0.06).map((one) => ({ staff, agency, case: one.case }))),
    lockedOut: people.flatMap(({ staff }) => random.some(records, 0.05).map((one) => ({ staff, case: one.case }))),
    grants,
    openings: people.flatMap(({ staff, agency }) =>
      random.some(records, 0.25).map(({ record, case: inCase, persons }) => {
        const from = moment(random, now);
        const person = random.chance(0.5) && persons.length > 0 ? random.pick(persons) : null;
        return {
          staff,
          agency: random.chance(0.9) ? agency : random.pick(records).agency,
          record,
          case: inCase,
          person,
          alone: random.chance(0.4),
          from,
          until: from + HOUR,
          ended: random.chance(0.2),
        };
      }),
    ),
  };
};

/** What the oracle's kinds may be asked. */
export const ACTS: Readonly<Record<string, readonly string[]>> = {
  record: ['read', 'work', 'open', 'assign', 'extend', 'approve'],
  person: ['read', 'work', 'reveal', 'locate', 'find'],
  ...Object.fromEntries(
    ['report', 'consent', 'disclosure', 'received', 'plan', 'risk', 'intervention', 'chain'].map((kind) => [kind, ['read', 'work']]),
  ),
  disclosure: ['read', 'work', 'avert'],
  opening: ['read', 'ask', 'open', 'open-vault', 'end', 'approve', 'review'],
  urgent: ['read', 'review'],
  log: ['read'],
  review: ['read', 'review', 'target', 'explain', 'open'],
  extract: ['read', 'hand-over', 'delay'],
  sent: [
    ...[
      'read',
      'avert',
      'send',
      'send-on',
      'withdraw',
      'answer',
      'acknowledge',
      'accept',
      'return',
      'request-information',
      'report-outcome',
      'expire',
    ],
  ],
  'sent-field': ['read'],
  'sent-message': ['read'],
  returned: ['read'],
  organisation: ['read', 'work', 'declare'],
  operation: ['read', 'work'],
};

/** Something of one of the kinds, in one of the ground's records, for somebody to ask for. */
export const generateThing = (random: Random, ground: Ground, who: Principal, kind: string): Thing => {
  // Half of what one asks for is in one's own agency's records: else nearly every answer would be no.
  const own = ground.records.filter(({ agency }) => agency === who.agency);
  const from = random.pick(random.chance(0.5) && own.length > 0 ? own : ground.records);
  const functions = [...ground.functions.map(({ id }) => id), ...who.functions, ...who.functions];
  const anyFunction = (): string => (random.chance(0.9) ? random.pick(functions) : '');
  const person = random.chance(0.7) && from.persons.length > 0 ? random.pick(from.persons) : null;
  const base = { kind, agency: from.agency, case: from.case, record: from.record, function: anyFunction() };
  const asker = random.chance(0.4) ? who : random.pick(ground.people);
  const at = random.chance(0.8) ? ground.now - HOUR + random.below(2) : null;
  if (['sent', 'sent-field', 'sent-message', 'returned'].includes(kind)) {
    const to = anyFunction();
    const message = {
      between: random.chance(0.7) ? to : anyFunction(),
      answer: random.chance(0.5) ? random.pick(ground.classes) : null,
      by: random.chance(0.5) ? from.agency : asker.agency,
    };
    return {
      ...base,
      class: random.pick(ground.classes),
      referral: {
        ...{
          id: random.pick(from.requests),
          to,
          status: random.pick(['new', 'acknowledged', 'accepted', 'done', 'returned', 'withdrawn']),
        },
        ...{ expires: random.chance(0.3) ? null : moment(random, ground.now), returnedBy: anyFunction() },
        ...(kind === 'sent-message' ? { message } : {}),
      },
    };
  }
  return {
    ...base,
    class: random.pick(ground.classes),
    person: kind === 'person' ? (person ?? random.pick(from.persons)) : person,
    at: kind === 'chain' ? (at ?? ground.now) : at,
    unit: asker.unit,
    staff: asker.staff,
    reader: asker.agency,
    // What a head did is any other head's to review.
    ...(['review', 'opening', 'urgent'].includes(kind) && random.chance(0.3) ? { unit: '' } : {}),
    ...(kind === 'review' ? { asked: random.chance(0.5) } : {}),
    // What is read at a function lies in no record.
    ...(kind === 'log' && random.chance(0.3) ? { record: '' } : {}),
  };
};
