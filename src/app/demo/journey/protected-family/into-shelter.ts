import { randomUUID } from 'node:crypto';
import { demoStaff } from '#config/demo';
import { person, refusedBy } from '../acts.js';
import { CHILDREN, elias, mother, WARD, WHERE, wilma, type Story } from './story.js';

const API = '/api/v1/social-services';

/** Act 1: a nurse reports concern, protection is assessed at once, and the girl comes into shelter by a decision that has no place in it. */
export const intoShelter = async (story: Story): Promise<void> => {
  const { stage, people, caseId, careRecord, referralId, child, process, change } = story;
  const { elsa, sara, oskar } = people;
  stage.say('1', 'Oskar Nyström för in i registret att Inga-Lill Holmström är chef även för barnens mottagning');
  await oskar.send('/api/v1/organisation/staff', { ...demoStaff.bodenSupervisor, functions: [CHILDREN] });
  stage.say('1', 'Elsa Utsi, akutmottagningen, anmäler oro för två barn: pappan har hotat att hämta dem');
  const place = { recordId: careRecord, caseId };
  await elsa.send('/api/v1/records', { ...place, functionId: WARD, source: 'own' });
  for (const [role, one] of [
    ['exposed', mother],
    ['child', wilma],
    ['child', elias],
  ] as const)
    await elsa.send('/api/v1/people', { ...place, role, ...person(one) });
  await elsa.send('/api/v1/referrals', {
    ...{ referralId, ...place, fromFunction: WARD, toFunction: CHILDREN, kind: 'concern-report', urgency: 'acute' },
    ...{ personIds: [mother.id, wilma.id, elias.id], classes: ['identity'], purpose: 'protection', need: ['protection'] },
    ...{ ground: 'osl-10-28-sol-19-1', documentation: { reason: 'Barnen är i fara hos den ena vårdnadshavaren.' } },
  });
  await stage.time.settle();
  await sara.send(`${API}/concerns/from-report`, { referralId, worries: ['witnessed-violence'] });
  for (const { id } of [wilma, elias]) {
    const { processId } = await process(id, 'concern');
    const step = (body: object) => sara.request('POST', `${API}/concerns/${processId}/steps`, body);
    const before = await step({ step: 'contact-guardians' });
    stage.check('Vårdnadshavarna kontaktas inte utan skäl innan skyddet är bedömt', refusedBy(before) === 'contact-needs-reason');
    await step({ step: 'assess-protection', need: 'immediate', measures: ['shelter'], reason: 'Risk att barnet hämtas med våld.' });
  }
  const concern = await process(wilma.id, 'concern');
  stage.check(
    'Skyddsbedömningen är gjord samma dag',
    concern.clocks.some(({ deadline, state }) => deadline === 'protection-assessment' && state === 'done'),
  );

  stage.say('2', 'Nämndens ordförande beslutar om skyddat boende utan den ena vårdnadshavaren (lag 2024:79)');
  const { recordId } = await child(wilma.id);
  const decision = { placementId: randomUUID(), recordId, caseId, personId: wilma.id, ground: 'violence', decidedBy: 'chair' };
  const refused = await Promise.all(
    [{ address: WHERE.address }, { municipality: WHERE.municipality }, { reason: WHERE.address }].map((extra) =>
      sara.request('POST', `${API}/placements`, { ...decision, ...extra }),
    ),
  );
  stage.check(
    'Beslutet har inget fält för någon plats',
    refused.every(({ status }) => status === 400),
  );
  const byClerk = await sara.request('POST', `${API}/placements`, { ...decision, decidedBy: 'caseworker' });
  stage.check('och fattas inte av en handläggare', byClerk.status === 400);
  await sara.send(`${API}/placements`, decision);
  await stage.time.settle();
  const steps = `${API}/placements/${decision.placementId}/steps`;
  const unprotected = await sara.request('POST', steps, { step: 'start' });
  stage.check('Placeringen börjar inte innan barnets uppgifter är skyddade', refusedBy(unprotected) === 'child-not-protected');
  for (const { id } of [mother, wilma]) await change(wilma.id, id, 'protection', { protection: 'protected-registration' });
  await sara.send(steps, { step: 'start' });
  for (const { id } of [mother, wilma]) {
    const { address, municipality, school, contact } = WHERE;
    await change(wilma.id, id, 'corrections', { reason: 'new-information', address, municipality, school });
    await change(wilma.id, id, 'safe-contact', {
      safeContact: { way: 'through-someone', hours: 'Dagtid', language: 'Svenska', note: contact },
    });
  }
  await sara.send(steps, { step: 'make-secret', decidedBy: 'committee' });
  const placement = await process(wilma.id, 'placement');
  stage.check('Vistelseorten hålls hemlig genom ett eget beslut', placement.next.includes('appeal-secrecy'));
};
