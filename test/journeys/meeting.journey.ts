import { randomUUID } from 'node:crypto';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const DAY = 86_400_000;
const PLACE = 'Kvinnohuset Solgläntan';
const FACT = 'Hon sover hos sin syster';
const BELIEF = 'Vi tror att han söker henne';

interface Meeting {
  meetingId: string;
  caseId: string;
  status: string;
  anonymous: boolean;
  personId: string | null;
  version: string;
  factsNoted?: string;
  assessmentsNoted?: string;
  decisions: { decisionId: string; planLine: string | null }[];
  actions: { actionId: string; outcome: string }[];
}
interface Plan {
  step: string;
  version?: string;
  lines: { lineId: string; details?: string }[];
  nextMeetingAt: string | null;
}
interface Chain {
  links: { thing: string; fields: Record<string, unknown> }[];
}

describe('meetings over agencies', () => {
  let world: World;
  let sara: ApiPerson;
  let maria: ApiPerson;
  let page: (path: string, form?: Record<string, string>) => Promise<Response>;
  const [caseId, recordId, careRecord, personId, motherId, fatherId, violenceUser] = Array.from({ length: 7 }, () => randomUUID());
  const [planId, goalId, meetingId, decisionId, actionId] = Array.from({ length: 5 }, () => randomUUID());
  const at = (days: number): string => new Date(world.clock.now().getTime() + days * DAY).toISOString();
  const day = (days: number): string => at(days).slice(0, 10);
  const meeting = (id = meetingId, who = sara) => ok<Meeting>(who.get(`/api/v1/meetings/${id}`));
  const plan = () => ok<Plan>(sara.get(`/api/v1/plans/${planId}`));
  const change = async (path: string, body: object, id = meetingId) => {
    const answer = await sara.post(`/api/v1/meetings/${id}/${path}`, body, { version: (await meeting(id)).version });
    await world.settle();
    return answer;
  };
  const arranged = () => ({ startsAt: at(3), minutes: 60, form: 'in-person', place: PLACE, invited: ['vardcentral-boden-kurator'] });
  const planned = (more: object = {}) => ({
    meetingId,
    recordId,
    caseId,
    kind: 'sip',
    personId,
    planId,
    agenda: ['Trygghet'],
    ...arranged(),
    ...more,
  });
  const minutes = (more: object = {}) => ({
    ...{ heldOn: day(0), reminded: true, attendedFunctions: ['vardcentral-boden-kurator'], factsNoted: FACT, assessmentsNoted: BELIEF },
    decisions: [
      ...[{ decisionId, text: 'Samtal varje vecka', kind: 'counselling', responsibleFunction: 'boden-mottagning-vald', dueOn: day(14) }],
      { decisionId: randomUUID(), text: 'Vi träffas igen' },
    ],
    actions: [{ actionId, text: 'Boka tid', responsibleFunction: 'boden-mottagning-vald', dueOn: day(7) }],
    ...more,
  });

  beforeAll(async () => {
    world = await createWorld();
    [sara, maria] = [await world.api('demo-boden-caseworker'), await world.api('demo-region-caseworker')];
    const cookie = await world.cookie('demo-boden-caseworker');
    page = (path, form) =>
      fetch(world.url + path, {
        method: form ? 'POST' : 'GET',
        redirect: 'manual',
        headers: { cookie, origin: world.url, ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
        ...(form ? { body: new URLSearchParams(form) } : {}),
      });
    const open = (who: ApiPerson, id: string, functionId: string) =>
      ok(who.post('/api/v1/records', { recordId: id, caseId, functionId, source: 'own' }));
    await open(sara, recordId!, 'boden-mottagning-vald');
    await open(maria, careRecord!, 'vardcentral-boden-kurator');
    const person = (id: string, role: string, name: string) =>
      ok(sara.post('/api/v1/people', { recordId, caseId, personId: id, role, name }));
    await person(personId!, 'exposed', 'Linda Prov');
    await person(motherId!, 'relative', 'Mona Prov');
    await person(fatherId!, 'relative', 'Frank Prov');
    await person(violenceUser!, 'violence-user', 'Viktor Prov');
    await ok(
      sara.post('/api/v1/plans', {
        ...{ planId, recordId, caseId, personId, leaderFunction: 'boden-mottagning-vald', participation: 'took-part' },
        ...{ goals: [{ goalId, goal: 'Trygg vardag' }], lines: [], participationWays: ['before-meeting'], ownWords: 'Jag vill sova' },
        othersMeasures: [{ measureId: randomUUID(), by: 'kin', text: 'Syster hämtar' }],
      }),
    );
    await world.settle();
  });
  afterAll(() => world?.close());

  it('are called for a plan, whose step follows', async () => {
    expect((await plan()).step).toBe('need');
    const { version } = await plan();
    await ok(
      sara.post(
        `/api/v1/plans/${planId}/preparation`,
        { consent: 'given', functionsNeeded: ['vardcentral-boden-kurator'] },
        { version: version! },
      ),
    );
    await world.settle();
    expect((await plan()).step).toBe('prepare');
    await ok(sara.post('/api/v1/meetings', planned()));
    await world.settle();
    expect(await plan()).toMatchObject({ step: 'call', nextMeetingAt: at(3) });
    expect(await meeting()).toMatchObject({ status: 'planned', anonymous: false });
  });

  it('are their owner’s alone: a peer and a stranger get the same 404', async () => {
    for (const who of [maria, await world.api('demo-lulea-caseworker')])
      for (const path of ['', '/invitation']) expect((await who.get(`/api/v1/meetings/${meetingId}${path}`)).status).toBe(404);
  });

  it('are invited to by a calendar file without a word about anybody', async () => {
    const { text, headers } = await sara.get(`/api/v1/meetings/${meetingId}/invitation`);
    expect(headers['content-type']).toContain('text/calendar');
    expect(text).toContain('SUMMARY:Möte');
    expect(text).not.toMatch(new RegExp(`Solgläntan|Linda|Trygghet|${caseId}|${meetingId}|${personId}`));
    await change('move', { startsAt: at(4), minutes: 45 });
    expect((await sara.get(`/api/v1/meetings/${meetingId}/invitation`)).text).toMatch(/SEQUENCE:2/);
  });

  it('invite a person only where that is safe, and never both guardians without a reason, nor the violence user', async () => {
    const guest = (id: string | undefined, invitedAs: string, more: object = {}) => ({
      personId: id,
      invitedAs,
      way: 'phone',
      safe: 'yes',
      ...more,
    });
    const unsafe = await change('guests', guest(personId, 'individual', { safe: 'not-asked' }));
    expect(unsafe.body).toMatchObject({ type: 'urn:insatskedja:problem:not-safe-to-receive' });
    expect((await change('guests', guest(personId, 'individual'))).status).toBe(200);
    await change('guests', guest(motherId, 'guardian'));
    expect((await change('guests', guest(fatherId, 'guardian'))).body).toMatchObject({
      type: 'urn:insatskedja:problem:second-guardian-needs-reason',
    });
    expect((await change('guests', guest(violenceUser, 'guardian'))).status).toBe(400);
    const { status } = await change('guests', guest(fatherId, 'guardian', { secondGuardianReason: 'De bor ihop och är eniga' }));
    expect(status).toBe(200);
  });

  it('are noted after a reminder of secrecy, facts apart from assessments', async () => {
    expect((await change('minutes', minutes({ reminded: false }))).body).toMatchObject({
      type: 'urn:insatskedja:problem:confidentiality-not-reminded',
    });
    expect((await change('minutes', minutes())).status).toBe(200);
    expect(await meeting()).toMatchObject({ status: 'held', factsNoted: FACT, assessmentsNoted: BELIEF });
    expect((await plan()).step).toBe('meeting');
    const html = await (await page(`/workspace/cases/${caseId}/meetings/${meetingId}`)).text();
    expect(html.indexOf(FACT)).toBeGreaterThan(0);
    expect(html.indexOf(BELIEF)).toBeGreaterThan(html.indexOf('id="assessments"'));
  });

  it('decide what becomes a line of the plan, once', async () => {
    const carry = () => sara.post(`/api/v1/meetings/${meetingId}/decisions/${decisionId}/plan-line`, {});
    await ok(carry());
    await world.settle();
    await ok(carry());
    await world.settle();
    expect((await plan()).lines).toMatchObject([{ details: 'Samtal varje vecka' }]);
    const { decisions } = await meeting();
    expect(decisions.find((one) => one.decisionId === decisionId)?.planLine).toBeTruthy();
    const loose = decisions.find((one) => one.decisionId !== decisionId)!;
    expect((await sara.post(`/api/v1/meetings/${meetingId}/decisions/${loose.decisionId}/plan-line`, {})).status).toBe(422);
  });

  it('follow up what they asked for', async () => {
    for (const outcome of ['not-done', 'done']) await change(`actions/${actionId}`, { outcome, note: 'Ringt' });
    expect((await meeting()).actions).toMatchObject([{ actionId, outcome: 'done' }]);
    expect((await change(`actions/${actionId}`, { outcome: 'no-longer-possible' })).status).toBe(409);
  });

  it('tell a peer what was decided, never what was said', async () => {
    const chain = (who: ApiPerson) => ok<Chain>(who.get(`/api/v1/cases/${caseId}/chain`));
    const links = async (who: ApiPerson) => (await chain(who)).links.filter(({ thing }) => thing === 'meeting');
    expect(await links(maria)).toEqual([]);
    const consentId = randomUUID();
    await ok(
      sara.post('/api/v1/consents', {
        ...{
          consentId,
          recordId,
          caseId,
          personId,
          givenBy: 'adult',
          form: 'oral',
          alone: 'yes',
          until: at(180),
          circumstances: 'at-meeting',
        },
        ...{ recipients: ['vardcentral-boden-kurator'], classes: ['plan', 'support'], purposes: ['plan', 'support'] },
      }),
    );
    await ok(
      sara.post('/api/v1/disclosures', {
        ...{
          disclosureId: randomUUID(),
          recordId,
          caseId,
          recipientFunction: 'vardcentral-boden-kurator',
          mode: 'standing',
          until: at(90),
        },
        ...{ classes: ['plan'], purpose: 'plan', ground: 'osl-10-1-consent', consentId, personIds: [personId], factsFrom: at(-1) },
      }),
    );
    await world.settle();
    const told = await links(maria);
    expect(told).toMatchObject([{ fields: { kind: 'sip', heldOn: day(0), outcome: 'done' } }]);
    expect(JSON.stringify(await chain(maria))).not.toMatch(/Solgläntan|syster|söker|Boka|Mona|Frank/);
    expect((await maria.get(`/api/v1/meetings/${meetingId}`)).status).toBe(404);
  });

  it('never invite somebody to a meeting about a child whom another own record of the case suspects', async () => {
    const inCase = randomUUID();
    const [hers, childs] = [
      { recordId: randomUUID(), caseId: inCase },
      { recordId: randomUUID(), caseId: inCase },
    ];
    const [child, suspect, aunt, aboutChild] = Array.from({ length: 4 }, () => randomUUID());
    await ok(sara.post('/api/v1/records', { ...hers, functionId: 'boden-mottagning-vald', source: 'own' }));
    await ok(sara.post('/api/v1/records', { ...childs, functionId: 'boden-mottagning-vald', source: 'own', track: 'child' }));
    for (const person of [
      { ...hers, personId: suspect, role: 'violence-user', name: 'Viktor Ek' },
      { ...childs, personId: child, role: 'child', name: 'Wilma Ek', minor: true },
      { ...childs, personId: suspect, role: 'relative', name: 'Viktor Ek' },
      { ...childs, personId: aunt, role: 'relative', name: 'Mona Ek' },
    ])
      await ok(sara.post('/api/v1/people', person));
    await world.settle();
    const { planId: _, ...about } = planned({ meetingId: aboutChild, ...childs, personId: child, kind: 'case-conference' });
    await ok(sara.post('/api/v1/meetings', about));
    await world.settle();
    const invite = (guest: string | undefined) =>
      change('guests', { personId: guest, invitedAs: 'guardian', way: 'phone', safe: 'yes' }, aboutChild);
    expect((await invite(suspect)).body).toMatchObject({ status: 400, errors: [{ path: 'personId' }] });
    expect((await invite(aunt)).status).toBe(200); // the control
  });

  describe('a consultation about a child', () => {
    const consultation = randomUUID();
    const [childRecord, childCase, childId] = [randomUUID(), randomUUID(), randomUUID()];
    let anonymousCase: string;

    it('begins in a record in which nobody is registered, and refuses what looks like a personal number', async () => {
      const input = { meetingId: consultation, functionId: 'boden-mottagning-vald', ...arranged(), place: undefined };
      const named = await sara.post('/api/v1/meetings/consultations', { ...input, agenda: ['Flicka född 20170203-2384'] });
      expect(named.body).toMatchObject({ errors: [{ path: 'agenda.0' }] });
      anonymousCase = (await ok<{ id: string }>(sara.post('/api/v1/meetings/consultations', { ...input, agenda: ['Flicka, nio år'] }))).id;
      await world.settle();
      expect(await meeting(consultation)).toMatchObject({ anonymous: true, personId: null, caseId: anonymousCase });
      expect((await ok<Chain>(sara.get(`/api/v1/cases/${anonymousCase}/chain`))).links).toEqual([]);
    });

    it('invites and names nobody while it is anonymous', async () => {
      const guest = { personId, invitedAs: 'child', way: 'phone', safe: 'yes' };
      expect((await change('guests', guest, consultation)).status).toBe(400);
      const note = { heldOn: day(0), reminded: true, factsNoted: 'Flickan är rädd för att gå hem' };
      expect((await change('minutes', { ...note, attendedPersons: [personId] }, consultation)).status).toBe(400);
      expect((await change('minutes', note, consultation)).status).toBe(200);
    });

    it('is named after the report, only into a record that is the reader’s own', async () => {
      // Registered by hand, without a report: the board has nothing yet to name it after.
      const [bare, nobody] = [{ recordId: randomUUID(), caseId: randomUUID() }, randomUUID()];
      await ok(sara.post('/api/v1/records', { ...bare, functionId: 'boden-mottagning-vald', source: 'own', track: 'child' }));
      await ok(sara.post('/api/v1/people', { ...bare, personId: nobody, role: 'child', name: 'Alva Prov' }));
      await world.settle();
      const early = await change('name', { recordId: bare.recordId, personId: nobody, reportedOn: day(0) }, consultation);
      expect([early.status, early.body]).toMatchObject([422, { type: 'urn:insatskedja:problem:report-not-received' }]);
      await ok(
        sara.post('/api/v1/social-services/concerns', {
          ...{ concernId: randomUUID(), recordId: childRecord, caseId: childCase, functionId: 'boden-mottagning-vald' },
          ...{ source: 'authority', channel: 'phone', worries: ['violence'], child: { personId: childId, name: 'Wilma Prov' } },
        }),
      );
      await world.settle();
      const stranger = await change('name', { recordId: careRecord, personId: childId, reportedOn: day(0) }, consultation);
      expect(stranger.status).toBe(404);
      const form = { child: `${childRecord}/${childId}`, reportedOn: day(0), version: (await meeting(consultation)).version };
      const path = `/workspace/cases/${anonymousCase}/meetings/${consultation}`;
      expect(await (await page(path)).text()).toContain('Wilma Prov');
      expect((await page(`${path}/name`, { ...form, idempotencyKey: randomUUID() })).status).toBe(303);
      await world.settle();
      expect(await meeting(consultation)).toMatchObject({ anonymous: false, personId: childId, caseId: childCase });
      expect((await meeting(consultation)).factsNoted).toBe('Flickan är rädd för att gå hem');
      expect((await ok<{ items: unknown[] }>(sara.get(`/api/v1/meetings?caseId=${anonymousCase}`))).items).toEqual([]);
    });
  });

  it('tell of a decision on treatment where health was disclosed, and of sheltered housing where location was and to nobody after the mark', async () => {
    const CARE = 'vardcentral-boden-kurator';
    const place = { recordId: randomUUID(), caseId: randomUUID() };
    const [herId, hisId, consentId, id] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    await ok(sara.post('/api/v1/records', { ...place, functionId: 'boden-mottagning-vald', source: 'own' }));
    await ok(sara.post('/api/v1/people', { ...place, personId: herId, role: 'exposed', name: 'Linda Kanarie' }));
    await ok(sara.post('/api/v1/people', { ...place, personId: hisId, role: 'violence-user', name: 'Tobias Kanarie' }));
    await ok(maria.post('/api/v1/records', { caseId: place.caseId, recordId: randomUUID(), functionId: CARE, source: 'own' }));
    const said = { givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'at-meeting', purposes: ['plan'] };
    const shares = { recipients: [CARE], classes: ['plan', 'health', 'location'], until: at(90) };
    await ok(sara.post('/api/v1/consents', { consentId, ...place, personId: herId, ...said, ...shares }));
    const share = (classes: readonly string[]) =>
      ok(
        sara.post('/api/v1/disclosures', {
          ...{ disclosureId: randomUUID(), ...place, recipientFunction: CARE, mode: 'standing', classes, personIds: [herId] },
          ...{ purpose: 'plan', ground: 'osl-10-1-consent', consentId, factsFrom: at(-1), until: at(30) },
        }),
      );
    await share(['plan']);
    await ok(
      sara.post('/api/v1/meetings', planned({ ...place, meetingId: id, personId: herId, kind: 'case-conference', planId: undefined })),
    );
    await world.settle();
    const decided = (kind: string, responsibleFunction: string) => ({
      ...{ decisionId: randomUUID(), text: 'Beslutat', kind, responsibleFunction, dueOn: day(14) },
    });
    const his = { ...decided('violence-user-programme', 'boden-mottagning'), personId: hisId };
    const decisions = [decided('treatment', CARE), decided('shelter-placement', 'boden-socialjour'), his];
    expect((await change('minutes', minutes({ decisions, actions: [] }), id)).status).toBe(200);
    const told = async () => {
      await world.settle();
      const { text, status } = await maria.get(`/api/v1/cases/${place.caseId}/chain`);
      // What was decided for him is told of him, and on her consent nowhere.
      expect([text.includes('violence-user-programme'), text.includes(hisId)]).toEqual([false, false]);
      return [status, ...['treatment', 'shelter-placement', 'boden-socialjour'].map((word) => text.includes(word))];
    };
    expect(await told()).toEqual([200, false, false, false]);
    await share(['plan', 'health']);
    expect(await told()).toEqual([200, true, false, false]);
    await share(['plan', 'location']);
    expect(await told()).toEqual([200, true, true, true]); // control
    const { person } = await ok<{ person: { version: string } }>(sara.get(`/api/v1/people/${herId}?recordId=${place.recordId}`));
    await ok(
      sara.post(`/api/v1/people/${herId}/protection`, { ...place, protection: 'protected-registration' }, { version: person.version }),
    );
    expect(await told()).toEqual([200, true, false, false]);
    // The meeting itself is its owner's to read, and nobody else's.
    expect((await maria.get(`/api/v1/meetings/${id}`)).status).toBe(404);
    expect((await meeting(id)).decisions).toHaveLength(3);
    expect((await sara.get(`/api/v1/cases/${place.caseId}/chain`)).text).toContain('violence-user-programme'); // control
  });

  it('are planned and noted by forms without script, with faults at their fields', async () => {
    const path = `/workspace/cases/${caseId}/meetings/new`;
    const html = await (await page(`${path}?planId=${planId}`)).text();
    const field = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1] ?? '';
    const typed = { idempotencyKey: randomUUID(), meetingId: field('meetingId'), recordId: field('recordId'), personId: personId! };
    const form = { ...typed, kind: 'case-conference', form: 'video', minutes: '30', startsAt: '2020-01-01T09:00' };
    const refused = await page(path, form);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('f-invited');
    const local = new Date(world.clock.now().getTime() + 2 * DAY).toISOString().slice(0, 16);
    const made = await page(path, { ...form, idempotencyKey: randomUUID(), startsAt: local, invited: 'vardcentral-boden-kurator' });
    expect(made.status).toBe(303);
    await world.settle();
    const listed = await (await page(`/workspace/cases/${caseId}/meetings`)).text();
    expect(listed).toContain('Ärendekonferens');
  });
});
