import { randomUUID } from 'node:crypto';
import { tokenFor } from '#src/login/index';
import { byTwo } from '../support/by-two.js';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const POLICE = 'polis-lulea-lpo';
const HERS = 'boden-mottagning-vald';
const PLACE = 'N65.8252 E21.6899';
/** As a phone takes it: where it was taken stands in it, and is not seen. */
const exif = Buffer.from(`Exif\0\0${PLACE}`);
const PHOTO = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, exif.length + 2]), exif, Buffer.from([0xff, 0xd9])]);

/** Where a picture was taken stands in it, and nobody can read that by looking at it. */
describe('a photograph', () => {
  let world: World;
  let officer: ApiPerson;
  let sara: ApiPerson;
  let head: ApiPerson;
  beforeAll(async () => {
    world = await createWorld();
    [officer, sara, head] = (await Promise.all(
      ['police-officer', 'boden-caseworker', 'boden-supervisor'].map((name) => world.api(`demo-${name}`)),
    )) as [ApiPerson, ApiPerson, ApiPerson];
  });
  afterAll(() => world?.close());

  const kept = async (who: ApiPerson, functionId: string) => {
    const at = { recordId: randomUUID(), caseId: randomUUID() };
    const [personId, attachmentId] = [randomUUID(), randomUUID()];
    await ok(who.post('/api/v1/records', { ...at, functionId, source: 'own' }));
    await ok(who.post('/api/v1/people', { ...at, personId, role: 'exposed', name: 'Linda Ek' }));
    await world.settle();
    const file = { name: 'skada.jpg', type: 'image/jpeg', bytes: PHOTO };
    await ok(who.upload('/api/v1/attachments', { attachmentId, ...at, personId, kind: 'photograph', class: 'support' }, file));
    await world.settle();
    return { at, personId, attachmentId };
  };
  const saved = async (subject: string, attachmentId: string): Promise<Buffer> => {
    const authorization = `Bearer ${await tokenFor(world.url, subject)}`;
    const answer = await fetch(`${world.url}/api/v1/attachments/${attachmentId}/content`, { headers: { authorization } });
    expect(answer.status).toBe(200);
    return Buffer.from(await answer.arrayBuffer());
  };

  it('goes to nobody with where it was taken; the owner has it as it came', async () => {
    const { at, personId, attachmentId } = await kept(officer, POLICE);
    const consentId = randomUUID();
    await ok(
      officer.post('/api/v1/consents', {
        ...{ consentId, ...at, personId, givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'in-car', purposes: ['support'] },
        ...{ recipients: [HERS], classes: ['support'], until: '2026-12-30T08:00:00Z' },
      }),
    );
    await world.settle();
    await ok(
      officer.post('/api/v1/disclosures', {
        ...{ disclosureId: randomUUID(), ...at, recipientFunction: HERS, mode: 'copy', classes: ['support'], personIds: [personId] },
        ...{ purpose: 'support', ground: 'osl-10-1-consent', consentId, files: [attachmentId] },
      }),
    );
    await world.settle();
    await world.settle();
    await ok(sara.post('/api/v1/records', { recordId: randomUUID(), caseId: at.caseId, functionId: HERS, source: 'own' }));
    await world.settle();
    const { items } = await ok<{ items: { attachmentId: string; size: number }[] }>(sara.get(`/api/v1/attachments?caseId=${at.caseId}`));
    const theirs = await saved('demo-boden-caseworker', items[0]!.attachmentId);
    expect(theirs).toEqual(Buffer.from([0xff, 0xd8, 0xff, 0xd9]));
    expect(items[0]!.size).toBe(theirs.length);
    expect(await saved('demo-police-officer', attachmentId)).toEqual(PHOTO); // control
  });

  it('is saved without it by colleagues while somebody there is protected, but by whom the vault is open to', async () => {
    const { at, personId, attachmentId } = await kept(sara, HERS);
    const tells = async () => (await saved('demo-boden-caseworker', attachmentId)).includes(PLACE);
    expect(await tells()).toBe(true); // control
    const { person } = await ok<{ person: { version: string } }>(sara.get(`/api/v1/people/${personId}`));
    await ok(sara.post(`/api/v1/people/${personId}/protection`, { ...at, protection: 'secrecy-mark' }, { version: person.version }));
    await world.settle();
    expect(await tells()).toBe(false);
    await byTwo(sara, head, { recordId: at.recordId, personId });
    expect(await tells()).toBe(true);
  });
});
