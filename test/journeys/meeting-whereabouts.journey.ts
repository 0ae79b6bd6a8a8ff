import { randomUUID } from 'node:crypto';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const HERS = 'boden-mottagning-vald';
const CARE = 'vardcentral-boden-kurator';
const SHELTER = 'bjorkudden-stod';
const STARTS = '2026-11-03T08:17:00.000Z';
const MET_ON = '2026-11-04';

interface Chain {
  links: { thing: string; own: boolean; fields: Record<string, unknown> }[];
}

/** When she will be met, and what a shelter is to do for her, tell where to look: told as location, whatever the plan tells. */
describe('when and by whom she is met', () => {
  let world: World;
  let sara: ApiPerson;
  let maria: ApiPerson;
  let fatima: ApiPerson;
  const place = { recordId: randomUUID(), caseId: randomUUID() };
  const [personId, consentId, planId, goalId, meetingId] = Array.from({ length: 5 }, () => randomUUID()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  interface Her {
    readonly recordId: string;
    readonly caseId: string;
    readonly personId: string;
  }
  const placeOf = ({ recordId, caseId }: Her) => ({ recordId, caseId });
  const today = () => world.clock.now().toISOString().slice(0, 10);
  const share = (who: ApiPerson, her: Her, to: string, consent: string, classes: readonly string[]) =>
    ok(
      who.post('/api/v1/disclosures', {
        ...{ disclosureId: randomUUID(), ...placeOf(her), recipientFunction: to, mode: 'standing', classes, personIds: [her.personId] },
        ...{ purpose: 'plan', ground: 'osl-10-1-consent', consentId: consent },
        ...{ factsFrom: '2026-10-01T08:00:00Z', until: '2026-12-20T08:00:00Z' },
      }),
    );
  const consents = (who: ApiPerson, her: Her, id: string, recipients: readonly string[]) =>
    ok(
      who.post('/api/v1/consents', {
        ...{ consentId: id, ...her, givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'at-meeting' },
        ...{ recipients, classes: ['plan', 'location'], purposes: ['plan'], until: '2026-12-30T08:00:00Z' },
      }),
    );
  /** What a peer has of the chain and of the plan. */
  const told = async (who = maria): Promise<string> => {
    await world.settle();
    const answers = [await who.get(`/api/v1/cases/${place.caseId}/chain`), await who.get(`/api/v1/plans/${planId}`)];
    return JSON.stringify(answers.map(({ status, body }) => [status, body as unknown]));
  };
  const knows = async (...words: string[]): Promise<boolean[]> => {
    const text = await told();
    return words.map((word) => text.includes(word));
  };

  beforeAll(async () => {
    world = await createWorld();
    [sara, maria, fatima] = (await Promise.all(
      ['boden-caseworker', 'region-caseworker', 'shelter-worker'].map((name) => world.api(`demo-${name}`)),
    )) as [ApiPerson, ApiPerson, ApiPerson];
    await ok(sara.post('/api/v1/records', { ...place, functionId: HERS, source: 'own' }));
    await ok(sara.post('/api/v1/people', { ...place, personId, role: 'exposed', name: 'Linda Kanarie' }));
    for (const [who, functionId] of [[maria, CARE] as const, [fatima, SHELTER] as const])
      await ok(who.post('/api/v1/records', { caseId: place.caseId, recordId: randomUUID(), functionId, source: 'own' }));
    await consents(sara, { ...place, personId }, consentId, [CARE, SHELTER]);
    await world.settle();
    for (const to of [CARE, SHELTER]) await share(sara, { ...place, personId }, to, consentId, ['plan']);
    const line = (kind: string, responsibleFunction: string) => ({
      ...{ lineId: randomUUID(), goalId, kind, responsibleFunction, dueOn: '2026-11-20' },
    });
    await ok(
      sara.post('/api/v1/plans', {
        ...{ planId, ...place, personId, goals: [{ goalId, goal: 'Hon är trygg' }], leaderFunction: HERS, participation: 'took-part' },
        lines: [line('counselling', HERS), line('social-support', SHELTER)],
      }),
    );
    await world.settle();
    const { version } = await ok<{ version: string }>(sara.get(`/api/v1/plans/${planId}`));
    await ok(sara.post(`/api/v1/plans/${planId}/agree`, {}, { version }));
    await ok(
      sara.post('/api/v1/meetings', {
        ...{ meetingId, ...place, personId, kind: 'case-conference', agenda: ['Trygghet'], startsAt: STARTS, minutes: 60 },
        ...{ form: 'in-person', place: 'Rum 3', invited: [CARE] },
      }),
    );
    await ok(sara.post(`/api/v1/records/${place.recordId}/take-lead`, {}));
    await world.settle();
    await ok(sara.post(`/api/v1/records/${place.recordId}/leave-lead`, { toFunction: SHELTER }));
    await world.settle();
  });
  afterAll(() => world?.close());

  it('a peer to whom the plan alone was disclosed learns that there is a meeting, and not when', async () => {
    expect(await knows('case-conference', STARTS)).toEqual([true, false]);
  });

  it('nor to which function the lead was left', async () => {
    expect(await knows('LeadLeft', SHELTER)).toEqual([true, false]);
  });

  it('a line of the plan that a shelter is to do shows to the shelter, and to no other peer by the plan alone', async () => {
    expect(await knows('counselling', 'social-support', SHELTER)).toEqual([true, false, false]);
    const { lines } = await ok<{ lines: { kind: string; responsibleKind?: string }[] }>(fatima.get(`/api/v1/plans/${planId}`));
    expect(lines.map(({ kind }) => kind)).toEqual(['counselling', 'social-support']);
    expect(lines.every((line) => !('responsibleKind' in line))).toBe(true);
  });

  it('what a meeting gave a shelter to do is told as where she is, whether it is an intervention or not', async () => {
    const { version } = await ok<{ version: string }>(sara.get(`/api/v1/meetings/${meetingId}`));
    const decided = (responsibleFunction: string, kind?: string) => ({
      ...{ decisionId: randomUUID(), text: 'Beslutat', responsibleFunction, dueOn: '2026-11-10', ...(kind ? { kind } : {}) },
    });
    const action = (responsibleFunction: string, dueOn: string) => ({
      ...{ actionId: randomUUID(), text: 'Ta emot henne', responsibleFunction, dueOn },
    });
    await ok(
      sara.post(
        `/api/v1/meetings/${meetingId}/minutes`,
        {
          ...{ heldOn: today(), reminded: true, attendedFunctions: [CARE] },
          decisions: [decided(SHELTER), decided(SHELTER, 'partner-safety-contact'), decided(CARE)],
          actions: [action(SHELTER, '2026-11-05'), action(CARE, '2026-11-06')],
        },
        { version },
      ),
    );
    expect(await knows(SHELTER, 'partner-safety-contact', '2026-11-05')).toEqual([false, false, false]);
    expect(await knows(CARE, '2026-11-06')).toEqual([true, true]);
  });

  it('all of it is told to those to whom location was disclosed, until the mark (control)', async () => {
    const words = [STARTS, SHELTER, 'social-support', 'partner-safety-contact', '2026-11-05'];
    await share(sara, { ...place, personId }, CARE, consentId, ['plan', 'location']);
    expect(await knows(...words)).toEqual(words.map(() => true));
    const { person } = await ok<{ person: { version: string } }>(sara.get(`/api/v1/people/${personId}?recordId=${place.recordId}`));
    await ok(
      sara.post(`/api/v1/people/${personId}/protection`, { ...place, protection: 'protected-registration' }, { version: person.version }),
    );
    expect(await knows(...words)).toEqual(words.map(() => false));
    expect(await knows('case-conference', 'counselling', CARE, '2026-11-06')).toEqual([true, true, true, true]);
  });

  it('whoever calls the meeting has its time, and the invitation that goes to those invited says it', async () => {
    const meeting = await ok<{ startsAt: string; decisions: { responsibleFunction: string }[] }>(sara.get(`/api/v1/meetings/${meetingId}`));
    expect(meeting.startsAt).toBe(STARTS);
    expect(meeting.decisions.map(({ responsibleFunction }) => responsibleFunction).sort()).toEqual([SHELTER, SHELTER, CARE]);
    expect(JSON.stringify(meeting)).not.toContain('responsibleKind');
    expect((await sara.get(`/api/v1/meetings/${meetingId}/invitation`)).text).toContain('DTSTART:20261103T081700Z');
    const { links } = await ok<Chain>(sara.get(`/api/v1/cases/${place.caseId}/chain`));
    expect(links.find(({ thing }) => thing === 'meeting')?.fields['startsAt']).toBe(STARTS);
  });

  it('so is the day of a meeting that health care called, in what it sends', async () => {
    const care = { caseId: randomUUID(), recordId: randomUUID(), personId: randomUUID() };
    const consent = randomUUID();
    await ok(maria.post('/api/v1/records', { ...placeOf(care), functionId: CARE, source: 'own' }));
    await ok(maria.post('/api/v1/people', { ...care, role: 'exposed', name: 'Lisa Kanarie' }));
    await ok(sara.post('/api/v1/records', { caseId: care.caseId, recordId: randomUUID(), functionId: HERS, source: 'own' }));
    await consents(maria, care, consent, [HERS]);
    const called = { type: 'health-care.SipCalled', noteId: randomUUID(), on: today(), calledTo: ['social-services'] };
    await ok(maria.post('/api/v1/notes', { ...called, ...care, meetingOn: MET_ON }));
    await world.settle();
    const sent = async (classes: readonly string[]) => {
      const disclosureId = randomUUID();
      await ok(
        maria.post('/api/v1/disclosures', {
          ...{ disclosureId, ...placeOf(care), recipientFunction: HERS, mode: 'copy', classes, personIds: [care.personId] },
          ...{ purpose: 'plan', ground: 'osl-10-1-consent', consentId: consent },
        }),
      );
      await world.settle();
      await world.settle();
      const { items } = await ok<{ items: { classes: string[] }[] }>(sara.get(`/api/v1/cases/${care.caseId}/received`));
      const text = JSON.stringify(items.filter((copy) => copy.classes.length === classes.length));
      return [text.includes('SipCalled'), text.includes(MET_ON)];
    };
    expect(await sent(['plan'])).toEqual([true, false]);
    expect(await sent(['plan', 'location'])).toEqual([true, true]); // control
  });
});
