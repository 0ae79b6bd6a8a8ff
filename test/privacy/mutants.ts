/** One deliberate fault: a text that stands once in a file, what it becomes, what that breaks, and the specs that must fail by it. */
export interface Mutant {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly breaks: string;
  readonly specs: readonly string[];
  /** The specs need a database, and one that was made with the fault in it. */
  readonly database?: true;
  /** These tests of the specs alone. */
  readonly only?: string;
}

const policy = ['src/access/policy.spec.ts'];
const compiler = ['src/access/compile-policy.spec.ts'];
const filter = ['src/access/field-filter.spec.ts'];
const ground = ['src/coordination/disclosure/ground-check.spec.ts', 'src/coordination/disclosure/whom-a-ground-opens.spec.ts'];
const basis = ['src/coordination/disclosure/disclosure-basis.spec.ts'];
const judgement = ['src/coordination/disclosure/judge-disclosure.spec.ts'];
const covers = ['src/coordination/consent/consent-covers.spec.ts'];
const opening = ['src/people/opening/opening.decider.spec.ts'];
const sealing = { specs: ['libs/privacy/sealing.spec.ts'], database: true } as const;
const journey = (name: string, only: string) => ({ specs: [`test/journeys/${name}.journey.ts`], database: true, only }) as const;
const of = (
  file: string,
  specs: readonly string[],
  rows: readonly (readonly [find: string, replace: string, breaks: string])[],
): Mutant[] => rows.map(([find, replace, breaks]) => ({ file, find, replace, breaks, specs }));

/** Each by hand: the slip of a tired hand that would show somebody what they have no ground for. All must be caught. */
export const mutants: readonly Mutant[] = [
  ...of('src/access/policy.ts', policy, [
    ["can('read', IN_RECORD, { ...own, assigned: true })", "can('read', IN_RECORD, own)", 'the whole agency reads every record'],
    [
      "can('read', 'ChainEntry', { granted: true, joined: true })",
      "can('read', 'ChainEntry', { granted: true })",
      'a disclosure opens to those who have no part in the case',
    ],
    ['      locked: true,\n', '      locked: false,\n', 'kin and parties are let in, everybody else is locked out'],
    [
      "[...OWN_WORK, 'Referral', 'AuditRecord', 'LogReview'",
      "[...OWN_WORK, 'AuditRecord', 'LogReview'",
      'kin read requests about their own',
    ],
    [
      "can('locate', 'Person', { ...own, released: true })",
      "can('locate', 'Person', { ...own, assigned: true })",
      'the vault stands open to whoever is assigned',
    ],
    ['if (actor.onCall)', 'if (actor.staffId)', 'everybody opens the vault alone, at any hour'],
    [
      "can('read', IN_RECORD, { ...own, emergency: true })",
      "can(['read', 'work'], IN_RECORD, { ...own, emergency: true })",
      'an emergency opening writes',
    ],
    [
      "can('read', MAY_WAIT, { ...own, assigned: true, functionId: '' })",
      "can('read', MAY_WAIT, { ...own, assigned: true })",
      'a record under the id of an intake opens what waits at another function',
    ],
    [
      "can('read', 'AuditRecord', { concernsAgency: actor.agencyId, joined: true })",
      "can('read', 'AuditRecord', { concernsAgency: actor.agencyId })",
      'everybody reads who has read what',
    ],
    ["'Opening', { ...own, unitId: { $in: [actor.unitId, ''] } })", "'Opening', own)", 'every head reviews and approves every opening'],
    [
      "can(['read', 'work'], 'OperatingState')",
      "can(['read', 'work'], 'all' as 'OperatingState')",
      'who operates the system reads the cases',
    ],
  ]),
  ...of('src/access/policy-sql.ts', compiler, [
    ['`(NOT (${when}) AND ${weaker})`', 'weaker', 'a prohibition is dropped on its way to SQL'],
    ['.toReversed()', '', 'an earlier permission prevails over a prohibition'],
    [".join(' AND ')", ".join(' OR ')", 'one fact of several is enough'],
    ["'FALSE');", "'TRUE');", 'what no rule allows is allowed'],
    ['throw new Error(`the policy compiler does not know ${operator}`);', "return 'TRUE';", 'a condition that is not understood holds'],
  ]),
  ...of('src/access/field-filter.ts', filter, [
    ['visible.has(field.class)', 'visible.size > 0', 'any class opens all classes'],
    ['row.ownerAgency === viewerAgency', 'row.grantedClasses !== null', 'a recipient sees as the owner does'],
  ]),
  ...of('src/coordination/disclosure/ground-check.ts', ground, [
    [
      'requires.consent && request.consentCovers !== true',
      'requires.consent && request.consentCovers === null',
      'a consent to something else is enough',
    ],
    ['known.find((candidate) => holdsOn(candidate, day))', "known.find(() => day !== '')", 'a rule holds before its day and after it'],
    ["  else stated.delete('under-18');", '', 'a tick in a box makes somebody a child'],
    [
      "if (!each(persons, isUnder21)) stated.delete('under-21-risk-of-crime');",
      '',
      'a tick in a box makes somebody young, where a former rule is in force',
    ],
    ['minor || under21;', 'minor || !under21;', 'anybody of any age is told of to the police'],
    [
      'persons.length > 0 && persons.every(holds)',
      'persons.some(holds)',
      'an adult goes along with the child, or the man with somebody young',
    ],
    ['persons.length - besides === 1', 'persons.length - besides > 0', 'her pregnancy opens his data'],
    [
      "any.includes('under-18') ? persons.filter(isMinor).length : 0",
      'persons.filter(isMinor).length',
      'a child goes along where age opens nothing',
    ],
    [' &&\n  (limit.grounds?.includes(request.ground) ?? true)', '', 'a limit on some grounds closes every other one too'],
    ['!(unlessConsent && request.consentCovers === true)', '!unlessConsent', 'a limit yields without the consent that it yields to'],
    ['rule.requires.secondPerson && !request.urgent', 'false', 'one person decides what takes two'],
    ['if (outside.length > 0)', 'if (outside.length > 1)', 'one class more than the rule covers goes along'],
    ['reviewAfter: request.urgent', 'reviewAfter: false', 'what was decided alone at night is never reviewed'],
    ['if (barred.length > 0)', 'if (barred.length > 9)', 'a harm test carries although she opposes it'],
  ]),
  ...of(
    'src/coordination/disclosure/ground-check.ts',
    ['src/coordination/disclosure/concern-duty.spec.ts'],
    [
      ['isNecessity(request) || isConcernReport(request)', 'isNecessity(request)', 'a limit that a file adds stops the report of a child'],
      [" && to === 'social-services'", '', 'a concern report goes past every limit to whomever a file opens it for'],
    ],
  ),
  ...of('src/coordination/disclosure/disclosure-basis.ts', basis, [
    [
      'persons.some(({ shielded }) => shielded) ? REVEALING : [];',
      'persons.length > 9 ? REVEALING : [];',
      'where a protected person is leaves the record',
    ],
    ['(entry.personId === null || personIds.includes(entry.personId)) &&', '', 'a child’s facts follow along with the mother’s'],
    [
      'persons.filter(({ personId }) => personIds.includes(personId))',
      'persons.filter(() => personIds.length > 0)',
      'everybody in the record follows along',
    ],
  ]),
  ...of('src/coordination/disclosure/judge-disclosure.ts', judgement, [
    ['consentIsTheirs(consent, basis.persons)', 'consent.personId !== undefined', 'her consent opens his secrecy'],
    [
      "input.mode === 'standing' && basis",
      "input.mode === 'copy' && basis",
      'whereabouts of somebody protected are disclosed continuously',
    ],
  ]),
  ...of(
    'src/coordination/disclosure/disclosure-basis.ts',
    ['src/coordination/disclosure/read-basis.spec.ts'],
    [
      [
        'const entries = answer ? [] :',
        'const entries = answer === undefined ? [] :',
        'what is done for her goes along with whether she is in a shelter',
      ],
      ["answer ? ['identity'] :", "answer === undefined ? ['identity'] :", 'her address goes along with whether she is in a shelter'],
      ['namedIn(person.fields, request.personFields)', 'person.fields', 'a school or a workplace goes along with a home address'],
      ["answer && open.includes('location')", 'answer && wanted.size > 0', 'whether somebody protected is in a shelter leaves the record'],
    ],
  ),
  ...of('src/coordination/disclosure/judge-opposed.ts', judgement, [
    ['if (!since) return told;', 'if (since !== undefined) return told;', 'a harm test carries straight after she took her consent back'],
  ]),
  ...of(
    'src/coordination/consent/taken-back.ts',
    ['src/coordination/consent/taken-back.spec.ts'],
    [
      ['acts[0]!.place < place || ', '', 'a yes from before answers a no from after it'],
      ['part.class === null || part.class === cls', 'part.class === null', 'a part taken back is judged as if it stood'],
      [': [EVERYTHING];', ': [];', 'whoever said that it ends sooner is judged as if she had said nothing'],
      ['personId: one(person.personId)', 'personId: person.personId', 'a no under her other registration is not heard'],
    ],
  ),
  ...of('src/coordination/consent/consent-covers.ts', covers, [
    ['if (at >= new Date(state.until)) return false;', '', 'a consent never runs out'],
    ["state.status !== 'given' || ", '', 'a withdrawn consent holds'],
    ['!recipients.includes(functionId) || ', '', 'a consent covers every recipient'],
    [' || !purposes.includes(purpose)', '', 'a consent covers every purpose'],
    ['(part.purpose ?? purpose) === purpose', 'part.purpose === null', 'a purpose that was taken back is still covered'],
  ]),
  ...of(
    'src/agencies/police/disclosure.ts',
    ['src/agencies/police/disclosure.spec.ts'],
    [['const known = { reportId,', 'const known = { ...data, reportId,', 'the police’s own words leave with the contract event']],
  ),
  ...of('src/people/opening/opening.decider.ts', opening, [
    ["if (command.by === staffId) return refuse('own-request');", '', 'one person is both of the two'],
  ]),
  {
    ...{ file: 'libs/privacy/seal.ts', find: 'JSON.stringify([context.recordId, context.personId, ', replace: 'JSON.stringify([' },
    ...{ breaks: 'a ciphertext opens in another record and for another person', ...sealing },
  },
  {
    ...{ file: 'libs/privacy/search-tokens.ts', find: '`search:${agencyId}`', replace: '`search:${typeof agencyId}`' },
    ...{ breaks: 'one agency’s search tokens match another’s', ...sealing },
  },
  {
    ...{
      file: 'src/access/schema/reads.ts',
      find: 'access.case_locks l WHERE l.case_id = in_case AND l.staff_id = access.staff())',
      replace: 'access.case_locks l WHERE false)',
    },
    ...{ breaks: 'who is locked out by name is let in', ...journey('lock-out', 'declared by name') },
  },
  {
    ...{
      file: 'src/access/case-protection.migration.ts',
      find: 'IF access.shielded((g',
      replace: 'IF false AND access.shielded((g',
    },
    ...{ breaks: 'a decision that raced with a protection opens whereabouts', ...journey('held-at-commit', 'raced with the protection') },
  },
  {
    file: 'src/coordination/consent/features/opposition.ts',
    find: 'ownerAgency: actor.agencyId, recordId: beside }',
    replace: 'ownerAgency: actor.agencyId }',
    ...{ breaks: 'what she said to his worker is told to hers', ...journey('opposed-elsewhere', 'no other side') },
  },
  {
    file: 'src/access/read-door.ts',
    find: 'if (error instanceof Problem && (error.status === 404 || error.status === 403)) await',
    replace: 'if (error instanceof Problem && error.status === 403) await',
    ...{ breaks: 'a denied read leaves no trace', ...journey('audit-line', 'says who, as what') },
  },
];

/** Changes nothing that anybody could see: it must not be called caught, or everything would be. */
export const harmless: Mutant = {
  ...{ file: 'src/access/field-filter.ts', find: 'visible.has(field.class)', replace: '!!visible.has(field.class)', specs: filter },
  breaks: 'nothing',
};
/** Stands nowhere: a mutant whose text was changed meanwhile would test nothing, and must be told of. */
export const outOfDate: Mutant = { ...harmless, find: 'no such text stands here' };
