import { randomUUID } from 'node:crypto';
import { demoPersons } from '#config/demo/persons';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const BODEN = 'boden-mottagning-vald';
const POLICE = 'polis-lulea-lpo';
const [OLD, NEW] = ['Gamla vägen 1', 'Nya flyktvägen 9'];

/** What goes is what was shown to whoever decides: what a colleague writes in between is looked at first. */
describe('what was shown before a decision', () => {
  let world: World;
  let sara: ApiPerson;
  let nawid: ApiPerson;
  beforeAll(async () => {
    world = await createWorld();
    [sara, nawid] = [await world.api('demo-boden-caseworker'), await world.api('demo-boden-stand-in')];
  });
  afterAll(() => world?.close());

  const opened = async () => {
    const at = { recordId: randomUUID(), caseId: randomUUID() };
    const personId = randomUUID();
    await ok(sara.post('/api/v1/records', { ...at, functionId: BODEN, source: 'own' }));
    const her = { role: 'exposed', name: 'Linda Kanarie', personNumber: demoPersons.exposed.personnummer, address: OLD };
    await ok(sara.post('/api/v1/people', { ...at, personId, ...her }));
    await world.settle();
    return { ...at, personId };
  };
  type Opened = Awaited<ReturnType<typeof opened>>;
  const moves = async ({ recordId, caseId, personId }: Opened): Promise<void> => {
    const { items } = await ok<{ items: { version: string }[] }>(sara.get(`/api/v1/records/${recordId}/people`));
    const corrected = { recordId, caseId, reason: 'new-information', address: NEW };
    await ok(sara.post(`/api/v1/people/${personId}/corrections`, corrected, { version: items[0]!.version }));
    await world.settle();
  };
  const copied = async ({ caseId }: Opened, disclosureId: string): Promise<string> => {
    await world.settle();
    const detail = await ok<{ content: object }>(sara.get(`/api/v1/cases/${caseId}/disclosures/${disclosureId}`));
    return JSON.stringify(detail.content);
  };
  const NECESSITY = { ground: 'brb-24-4-necessity', documentation: { reason: 'Han är på väg till henne med kniv.' }, urgent: true };
  const BY_TWO = { ground: 'lag-2025-170-4-address', documentation: { request: 'Begärd i dag', balancing: 'Inga synnerliga skäl' } };
  const NEEDED = { ground: 'osl-10-2-necessary', documentation: { necessity: 'Behövs för skyddet i dag.' } };

  describe('of a disclosure', () => {
    const input = ({ recordId, caseId, personId }: Opened, change: object = NEEDED) => ({
      ...{ disclosureId: randomUUID(), recordId, caseId, recipientFunction: POLICE, mode: 'copy', classes: ['identity', 'location'] },
      ...{ purpose: 'protection', personIds: [personId], ...change },
    });
    const shown = async (asked: object): Promise<string> =>
      (await ok<{ previewTag: string }>(sara.post('/api/v1/disclosures/preview', asked))).previewTag;

    it('goes while it is what stands, and is refused when something else would go; nothing is recorded of that', async () => {
      const at = await opened();
      const first = input(at);
      await ok(sara.post('/api/v1/disclosures', { ...first, previewTag: await shown(first) }));
      expect(await copied(at, first.disclosureId)).toContain(OLD);

      const second = input(at);
      const previewTag = await shown(second);
      await moves(at);
      const refused = await sara.post('/api/v1/disclosures', { ...second, previewTag });
      expect(refused.status).toBe(409);
      expect(refused.body).toMatchObject({ type: 'urn:insatskedja:problem:preview-changed' });
      expect((await sara.get(`/api/v1/cases/${at.caseId}/disclosures/${second.disclosureId}`)).status).toBe(404);
      // The same decision, once it has been looked at again.
      await ok(sara.post('/api/v1/disclosures', { ...second, previewTag: await shown(second) }));
      expect(await copied(at, second.disclosureId)).toContain(NEW);
    });

    it('is told also by what somebody plans, and by a mark that keeps it back', async () => {
      const at = await opened();
      const asked = { ...input(at), classes: ['identity', 'support', 'location'] };
      const tags = [await shown(asked)];
      await ok(
        sara.post('/api/v1/interventions', {
          ...{ interventionId: randomUUID(), recordId: at.recordId, caseId: at.caseId, personId: at.personId, kind: 'counselling' },
          ...{ functionId: BODEN, dueOn: '2026-12-24', followUpOn: '2027-01-15' },
        }),
      );
      await world.settle();
      tags.push(await shown(asked));
      const { items } = await ok<{ items: { version: string }[] }>(sara.get(`/api/v1/records/${at.recordId}/people`));
      const marked = { recordId: at.recordId, caseId: at.caseId, protection: 'secrecy-mark' };
      await ok(sara.post(`/api/v1/people/${at.personId}/protection`, marked, { version: items[0]!.version }));
      await world.settle();
      tags.push(await shown(asked));
      expect(new Set(tags).size).toBe(3);
      expect(await shown(asked)).toBe(tags[2]); // control: looked at twice, it is the same
    });

    it('goes by "Akut" as it stands: danger to life waits for nobody', async () => {
      const at = await opened();
      const asked = input(at, NECESSITY);
      const previewTag = await shown(asked);
      await moves(at);
      await ok(sara.post('/api/v1/disclosures', { ...asked, previewTag }));
      expect(await copied(at, asked.disclosureId)).toContain(NEW);
    });

    it('is what the second person read', async () => {
      const at = await opened();
      const asked = input(at, BY_TWO);
      await ok(sara.post('/api/v1/disclosures', { ...asked, previewTag: await shown(asked) }));
      await world.settle();
      const read = async () =>
        (await ok<{ previewTag: string }>(nawid.get(`/api/v1/cases/${at.caseId}/disclosures/${asked.disclosureId}`))).previewTag;
      const before = await read();
      await moves(at);
      const approve = (previewTag: string) => nawid.post(`/api/v1/disclosures/${asked.disclosureId}/approval`, { previewTag });
      expect((await approve(before)).status).toBe(409);
      expect(await copied(at, asked.disclosureId)).toContain(NEW); // as it would go: it still waits
      await ok(approve(await read()));
      expect(await copied(at, asked.disclosureId)).toContain(NEW);
    });

    it('is no refusal that lets go what nobody has seen, once the rules open it', async () => {
      const at = await opened();
      const care = 'vardcentral-boden-kurator';
      const consents = async (): Promise<string> => {
        const consentId = randomUUID();
        await ok(
          sara.post('/api/v1/consents', {
            ...{ consentId, recordId: at.recordId, caseId: at.caseId, personId: at.personId, givenBy: 'adult', form: 'oral', alone: 'yes' },
            ...{
              recipients: [care],
              classes: ['identity'],
              purposes: ['support'],
              until: '2027-01-01T00:00:00Z',
              circumstances: 'at-meeting',
            },
          }),
        );
        await world.settle();
        return consentId;
      };
      await ok(sara.post(`/api/v1/consents/${await consents()}/withdrawals`, { scope: { kind: 'whole' }, alone: 'yes' }));
      await world.settle();
      const asked = () => ({
        ...input(at, { ground: 'osl-26-1-harm-test', documentation: { 'harm-test': 'Det står klart att ingen lider men av det.' } }),
        ...{ recipientFunction: care, classes: ['identity'], purpose: 'support' },
      });
      const refused = asked();
      const previewTag = await shown(refused);
      // Control: refused still, it is registered as refused.
      expect((await sara.post('/api/v1/disclosures', { ...asked(), previewTag })).status).toBe(422);
      await consents();
      expect((await sara.post('/api/v1/disclosures', { ...refused, previewTag })).status).toBe(409);
      const again = asked();
      await ok(sara.post('/api/v1/disclosures', { ...again, previewTag: await shown(again) }));
      // Decided already: that is said, and not that the record has changed.
      await moves(at);
      const twice = await sara.post('/api/v1/disclosures', { ...again, previewTag });
      expect([twice.status, twice.body.type]).not.toEqual([409, 'urn:insatskedja:problem:preview-changed']);
    });

    it('is shown anew on the page, with all that was entered', async () => {
      const at = await opened();
      const path = `/workspace/cases/${at.caseId}/disclosures/new`;
      const cookie = await world.cookie('demo-boden-caseworker');
      const send = async (fields: Record<string, string>) => {
        const headers = { cookie, accept: 'text/html', origin: world.url };
        const body = new URLSearchParams(fields);
        body.append('classes', 'identity');
        const response = await fetch(world.url + path, { method: 'POST', redirect: 'manual', headers, body });
        return { status: response.status, text: await response.text() };
      };
      const tagOn = (text: string): string => /name="previewTag" value="([^"]+)"/.exec(text)![1]!;
      const fields = {
        ...{
          recordId: at.recordId,
          recipientFunction: POLICE,
          mode: 'copy',
          channel: 'system',
          classes: 'location',
          purpose: 'protection',
        },
        ...{ disclosureId: randomUUID(), personIds: at.personId, ground: NEEDED.ground, 'documentation.necessity': 'Behövs för skyddet.' },
      };
      const preview = await send({ ...fields, idempotencyKey: randomUUID() });
      expect(preview.text).toContain(OLD);
      await moves(at);
      const decided = { ...fields, step: 'decide', previewTag: tagOn(preview.text) };
      const anew = await send({ ...decided, idempotencyKey: randomUUID() });
      expect([anew.status, anew.text.includes('har ändrats sedan du granskade'), anew.text.includes(NEW)]).toEqual([409, true, true]);
      expect(anew.text).toContain('Behövs för skyddet.');
      expect((await send({ ...decided, previewTag: tagOn(anew.text), idempotencyKey: randomUUID() })).status).toBe(303);
    });
  });

  it('of a request goes, or is shown anew', async () => {
    const at = await opened();
    const draft = {
      ...{ recordId: at.recordId, caseId: at.caseId, fromFunction: BODEN, toFunction: POLICE, personIds: [at.personId] },
      ...{ classes: ['identity', 'location'], purpose: 'protection', ...NEEDED },
    };
    const shown = async () => (await ok<{ previewTag: string }>(sara.post('/api/v1/referrals/preview', draft))).previewTag;
    const send = (previewTag: string, change: object = {}) =>
      sara.post('/api/v1/referrals', { ...draft, referralId: randomUUID(), need: ['protection'], previewTag, ...change });
    const before = await shown();
    await ok(send(before)); // control: as it was shown
    await moves(at);
    const refused = await send(before);
    expect([refused.status, refused.body.type]).toEqual([409, 'urn:insatskedja:problem:preview-changed']);
    await ok(send(before, NECESSITY));
    await ok(send(await shown()));
  });
});
