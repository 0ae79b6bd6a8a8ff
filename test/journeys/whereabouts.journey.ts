import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const POLICE = 'polis-lulea-lpo';
/** Not connected: what is decided for it leaves on paper. */
const PAPER = 'arvidsjaur-mottagning';
const WHERE = 'Kanariegränd 99';
const PHONE = '070-1740699';

interface Place {
  readonly recordId: string;
  readonly caseId: string;
}
type Her = Place & { readonly personId: string };

/** The mark comes late: what was told of her before it must not show her way past the vault. */
describe('whereabouts after the mark', () => {
  let world: World;
  let officer: ApiPerson;

  beforeAll(async () => {
    world = await createWorld();
    officer = await world.api('demo-police-officer');
  });
  afterAll(() => world?.close());

  /** A report at the police with where she lives, and her consent that it goes on. */
  const known = async (recipients: readonly string[], classes: readonly string[]): Promise<Her & { readonly consentId: string }> => {
    const at = { recordId: randomUUID(), caseId: randomUUID() };
    const [personId, consentId] = [randomUUID(), randomUUID()];
    await ok(officer.post('/api/v1/records', { ...at, functionId: POLICE, source: 'own' }));
    const person = { role: 'exposed', name: 'Linda Kanarie', address: WHERE, phone: PHONE };
    await ok(officer.post('/api/v1/people', { ...at, personId, ...person }));
    const said = { givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'in-car', purposes: ['support', 'plan'] };
    await ok(officer.post('/api/v1/consents', { consentId, ...at, personId, ...said, recipients, classes, until: '2026-12-30T08:00:00Z' }));
    await world.settle();
    return { ...at, personId, consentId };
  };
  const protect = async (who: ApiPerson, { personId, recordId, caseId }: Her, protection = 'protected-registration'): Promise<void> => {
    const { person } = await ok<{ person: { version: string } }>(who.get(`/api/v1/people/${personId}?recordId=${recordId}`));
    await ok(who.post(`/api/v1/people/${personId}/protection`, { recordId, caseId, protection }, { version: person.version }));
    await world.settle();
  };
  const page = async (subject: string, path: string): Promise<{ status: number; text: string }> =>
    supertest(world.url)
      .get(path)
      .set('cookie', await world.cookie(subject));

  describe('on paper', () => {
    const decided = async (classes: readonly string[]) => {
      const at = await known([PAPER], classes);
      const disclosureId = randomUUID();
      await ok(
        officer.post('/api/v1/disclosures', {
          ...{ disclosureId, recordId: at.recordId, caseId: at.caseId, recipientFunction: PAPER, mode: 'copy', channel: 'print', classes },
          ...{ personIds: [at.personId], purpose: 'support', ground: 'osl-10-1-consent', consentId: at.consentId },
        }),
      );
      await world.settle();
      const print = async () => {
        const { status, text } = await page('demo-police-officer', `/workspace/cases/${at.caseId}/disclosures/${disclosureId}/print`);
        return [status, text.includes('Linda Kanarie'), text.includes(WHERE), text.includes('lämnas inte längre')];
      };
      return { at, print };
    };

    it('leave a print that was decided before, which says so', async () => {
      const { at, print } = await decided(['identity', 'location']);
      expect(await print()).toEqual([200, true, true, false]); // control
      await protect(officer, at);
      expect(await print()).toEqual([200, true, false, true]);
    });

    it('leave it too when she takes back the consent for them alone', async () => {
      const { at, print } = await decided(['identity', 'location']);
      const scope = { kind: 'part', classes: ['location'] };
      await ok(officer.post(`/api/v1/consents/${at.consentId}/withdrawals`, { scope, alone: 'yes' }));
      expect(await print()).toEqual([200, true, false, true]);
    });
  });
});
