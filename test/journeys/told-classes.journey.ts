import { randomUUID } from 'node:crypto';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const HERS = 'boden-mottagning-vald';
const CARE = 'vardcentral-boden-kurator';
const POLICE = 'polis-lulea-lpo';
const SHELTER = 'bjorkudden-stod';
const ALL = ['support', 'plan', 'health', 'crime', 'location'];

interface Her {
  readonly recordId: string;
  readonly caseId: string;
  readonly personId: string;
}

/** What is told of an intervention is of the class that it tells of, whoever tells it: of health, of a crime, of where she is. */
describe('what a kind of intervention tells of', () => {
  let world: World;
  let sara: ApiPerson;
  let maria: ApiPerson;
  let fatima: ApiPerson;
  let officer: ApiPerson;

  beforeAll(async () => {
    world = await createWorld();
    [sara, maria, fatima, officer] = (await Promise.all(
      ['boden-caseworker', 'region-caseworker', 'shelter-worker', 'police-officer'].map((name) => world.api(`demo-${name}`)),
    )) as [ApiPerson, ApiPerson, ApiPerson, ApiPerson];
  });
  afterAll(() => world?.close());

  const placeOf = ({ recordId, caseId }: Her) => ({ recordId, caseId });
  /** Her own record at somebody's, the officer's in the same case, and her consent to whatever is shared. */
  const known = async (
    who: ApiPerson,
    functionId: string,
  ): Promise<{ her: Her; share: (to: string, classes: string[]) => Promise<unknown> }> => {
    const her = { recordId: randomUUID(), caseId: randomUUID(), personId: randomUUID() };
    const consentId = randomUUID();
    await ok(who.post('/api/v1/records', { ...placeOf(her), functionId, source: 'own' }));
    await ok(who.post('/api/v1/people', { ...her, role: 'exposed', name: 'Linda Kanarie' }));
    for (const [peer, at] of [[officer, POLICE] as const, [maria, CARE] as const])
      await ok(peer.post('/api/v1/records', { caseId: her.caseId, recordId: randomUUID(), functionId: at, source: 'own' }));
    await ok(
      who.post('/api/v1/consents', {
        ...{ consentId, ...her, givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'at-meeting' },
        ...{ recipients: [POLICE, CARE], classes: ALL, purposes: ['plan', 'support'], until: '2026-12-30T08:00:00Z' },
      }),
    );
    await world.settle();
    const share = (recipientFunction: string, classes: string[]) =>
      ok(
        who.post('/api/v1/disclosures', {
          ...{ disclosureId: randomUUID(), ...placeOf(her), recipientFunction, mode: 'standing', classes, personIds: [her.personId] },
          ...{ purpose: 'plan', ground: functionId === SHELTER ? 'sol-17-11-consent' : 'osl-10-1-consent', consentId },
          ...{ factsFrom: '2026-10-01T08:00:00Z', until: '2026-12-20T08:00:00Z' },
        }),
      );
    return { her, share };
  };
  /** Which of these words the officer's chain, and the plans of the case, have. */
  const told = async ({ caseId }: Her, ...words: string[]): Promise<string[]> => {
    await world.settle();
    const answers = [await officer.get(`/api/v1/cases/${caseId}/chain`), await officer.get(`/api/v1/plans?caseId=${caseId}`)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    return words.filter((word) => answers.some(({ text }) => text.includes(word)));
  };
  const protect = async (who: ApiPerson, her: Her) => {
    const { person } = await ok<{ person: { version: string } }>(who.get(`/api/v1/people/${her.personId}?recordId=${her.recordId}`));
    const mark = { ...placeOf(her), protection: 'protected-registration' };
    await ok(who.post(`/api/v1/people/${her.personId}/protection`, mark, { version: person.version }));
    await world.settle();
  };
  const plans = (who: ApiPerson, her: Her, kind: string, functionId: string) => {
    const interventionId = randomUUID();
    const days = { dueOn: '2026-11-20', followUpOn: '2026-11-27' };
    return ok(who.post('/api/v1/interventions', { interventionId, ...her, kind, functionId, ...days })).then(() => interventionId);
  };
  const line = (goalId: string, kind: string, responsibleFunction: string) => ({
    ...{ lineId: randomUUID(), goalId, kind, responsibleFunction, dueOn: '2026-11-20', followUpOn: '2026-11-26' },
  });
  const agrees = async (who: ApiPerson, her: Her, leaderFunction: string, lines: readonly (readonly [string, string])[]) => {
    const [planId, goalId] = [randomUUID(), randomUUID()];
    await ok(
      who.post('/api/v1/plans', {
        ...{ planId, ...her, goals: [{ goalId, goal: 'Hon är trygg' }], leaderFunction, participation: 'took-part' },
        lines: lines.map(([kind, by]) => line(goalId, kind, by)),
      }),
    );
    await world.settle();
    await changes(who, planId, 'agree', {});
    return planId;
  };
  const changes = async (who: ApiPerson, planId: string, step: string, body: object) => {
    const { version } = await ok<{ version: string }>(who.get(`/api/v1/plans/${planId}`));
    await ok(who.post(`/api/v1/plans/${planId}/${step}`, body, { version }));
    await world.settle();
  };

  it('treatment by the social services is told where health was, a move where location was, and support where support was', async () => {
    const { her, share } = await known(sara, HERS);
    const kinds = ['financial-support', 'substance-use-treatment', 'relocation'];
    await share(POLICE, ['support']);
    for (const kind of kinds) await plans(sara, her, kind, HERS);
    expect(await told(her, ...kinds)).toEqual(['financial-support']);
    await share(POLICE, ['support', 'health']);
    expect(await told(her, ...kinds)).toEqual(['financial-support', 'substance-use-treatment']);
    await share(POLICE, ALL);
    expect(await told(her, ...kinds)).toEqual(kinds);
    await protect(sara, her);
    expect(await told(her, ...kinds)).toEqual(['financial-support', 'substance-use-treatment']);
  });

  it('that she moved is told as why something ended where location was, and a plan that ended so without why', async () => {
    const { her, share } = await known(sara, HERS);
    await share(POLICE, ['support', 'plan']);
    const planId = await agrees(sara, her, HERS, [['social-support', HERS]]);
    const reasons = async () => [...(await told(her, '"moved"', '"interrupted"', 'PlanClosed'))];
    const id = await plans(sara, her, 'counselling', HERS);
    await ok(sara.post(`/api/v1/interventions/${id}/report`, { step: 'interrupt', on: '2026-11-02', reason: 'moved' }));
    await changes(sara, planId, 'close', { reason: 'moved' });
    expect(await reasons()).toEqual(['"interrupted"', 'PlanClosed']);
    await share(POLICE, ALL);
    expect(await reasons()).toEqual(['"moved"', '"interrupted"', 'PlanClosed']); // control
  });

  it('a line of a plan on treatment, and which clinic gives it, is told where health was, and to whoever is to do it', async () => {
    const { her, share } = await known(sara, HERS);
    await share(POLICE, ['plan']);
    await share(CARE, ['plan']);
    await agrees(sara, her, HERS, [
      ['social-support', HERS],
      ['treatment', CARE],
    ]);
    expect(await told(her, 'social-support', 'treatment', CARE)).toEqual(['social-support']);
    const { items } = await ok<{ items: { kind: string; status: string }[] }>(maria.get(`/api/v1/interventions?caseId=${her.caseId}`));
    expect(items).toMatchObject([{ kind: 'treatment', status: 'planned' }]);
    await share(POLICE, ['plan', 'health']);
    expect(await told(her, 'social-support', 'treatment', CARE)).toEqual(['social-support', 'treatment', CARE]); // control
  });

  it('whatever a shelter does for her is told as where she is, and to nobody after the mark', async () => {
    const { her, share } = await known(fatima, SHELTER);
    const noted = { noteId: randomUUID(), ...her, on: '2026-11-02' };
    const words = ['"counselling"', SHELTER, '2026-11-27', 'civil-society.'];
    await share(POLICE, ['support', 'plan']);
    await plans(fatima, her, 'counselling', SHELTER);
    await ok(fatima.post('/api/v1/notes', { type: 'civil-society.SupportGiven', ...noted, kinds: ['talks'] }));
    expect(await told(her, ...words)).toEqual([]);
    await share(POLICE, ['support', 'location']);
    expect(await told(her, ...words)).toEqual(words); // control
    await protect(fatima, her);
    expect(await told(her, ...words)).toEqual([]);
  });

  it('a plan that a shelter leads says neither which function does, nor when she is met next, but as where she is', async () => {
    const { her, share } = await known(fatima, SHELTER);
    const words = [SHELTER, '2026-12-10', 'PlanAgreed', 'PlanFollowedUp', 'LeadTaken'];
    await share(POLICE, ['plan']);
    const planId = await agrees(fatima, her, SHELTER, [['social-support', SHELTER]]);
    await changes(fatima, planId, 'follow-up', { on: '2026-11-02', next: '2026-12-10' });
    await ok(fatima.post(`/api/v1/records/${her.recordId}/take-lead`, {}));
    expect(await told(her, ...words)).toEqual(words.slice(2));
    await share(POLICE, ['plan', 'location']);
    expect(await told(her, ...words)).toEqual(words); // control
  });

  it('the days on which she is met go with their plan and support, until the mark, and to those who lead it then too', async () => {
    const { her, share } = await known(sara, HERS);
    const days = ['2026-11-26', '2026-11-27', '2026-12-10'];
    await share(POLICE, ['plan', 'support']);
    const planId = await agrees(sara, her, HERS, [['social-support', HERS]]);
    await plans(sara, her, 'counselling', HERS);
    await changes(sara, planId, 'follow-up', { on: '2026-11-02', next: '2026-12-10' });
    expect(await told(her, HERS, ...days)).toEqual([HERS, ...days]); // control
    await protect(sara, her);
    expect(await told(her, 'social-support', 'counselling', HERS, ...days)).toEqual(['social-support', 'counselling', HERS]);
    const { links } = await ok<{ links: object[] }>(sara.get(`/api/v1/cases/${her.caseId}/chain`));
    expect(days.filter((day) => JSON.stringify(links).includes(day))).toEqual(days);
    const { gaps } = await ok<{ gaps: { kind: string }[] }>(officer.get(`/api/v1/cases/${her.caseId}/chain`));
    expect(gaps.map(({ kind }) => kind).filter((kind) => kind.includes('follow-up'))).toEqual([]);
  });
});
