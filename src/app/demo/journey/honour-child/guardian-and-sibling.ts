import { randomUUID } from 'node:crypto';
import { childrenIn, refusal } from '../acts.js';
import { concernOf, concernSteps, type Child } from '../seen.js';
import { HAPARANDA, readGirl, type Meeting, type Story } from './story.js';

const WHY = 'Han har hotat henne; får han läsa var hon är och vad hon sagt lider hon betydande men.';

/** Act 5: her father asks to see and is refused with the reason on record; her brother gets a record of his own. */
export const guardianAndSibling = async (story: Story, child: Child, meetingId: string): Promise<void> => {
  const { stage, people, ids } = story;
  const { mirja, annaKarin, erik } = people;
  stage.say('5', 'Fadern begär att få se akten som vårdnadshavare och part');
  const decide = { step: 'decide-access', party: 'guardian', outcome: 'refused', reason: WHY };
  stage.check('Ett avslag måste säga vilken regel det vilar på', (await refusal(mirja, concernSteps(child), decide)) === 'rule-missing');
  await mirja.send(concernSteps(child), { ...decide, rule: 'osl-12-3' });
  await mirja.send(concernSteps(child), {
    step: 'decide-access',
    party: 'child',
    outcome: 'given',
    reason: 'Hon är över 15 år och part själv.',
  });
  await stage.time.settle();
  const decisions = concernOf(await readGirl(story)).steps.filter(({ type }) => type === 'social-services.PartyAccessDecided');
  const of = (party: string) => decisions.find(({ facts }) => facts['party'] === party)?.facts;
  const refused = of('guardian');
  stage.check('Avslaget står i akten med regel', refused?.['outcome'] === 'refused' && refused['rule'] === 'osl-12-3');
  stage.check('och med sitt skäl', refused?.['reason'] === WHY);
  stage.check('Hon själv, 16 år och part, har fått se', of('child')?.['outcome'] === 'given');
  for (const [who, name] of [
    [annaKarin, 'Skolan'],
    [erik, 'Åklagaren'],
  ] as const) {
    const seen = await who.request('GET', `/api/v1/social-services/children/${ids.girl}?caseId=${child.caseId}`);
    stage.check(`${name} ser ingenting av det`, seen.status === 404);
  }

  stage.say('5', 'Hennes bror, 12 år, får en egen akt');
  const concern = {
    ...{ concernId: randomUUID(), caseId: child.caseId, functionId: HAPARANDA, source: 'own-observation', channel: 'visit' },
    ...{ worries: ['honour'], child: { personId: ids.brother, name: 'Sami Haddadi' } },
  };
  const inHers = await refusal(mirja, '/api/v1/social-services/concerns', { ...concern, recordId: child.recordId });
  stage.check('Inte i hennes', inHers === 'child-needs-own-record');
  const recordId = randomUUID();
  await mirja.send('/api/v1/social-services/concerns', { ...concern, concernId: randomUUID(), recordId });
  await stage.time.settle();
  const items = await childrenIn(mirja, child.caseId);
  const brother = items.find(({ personId }) => personId === ids.brother);
  stage.check('Brodern har en egen akt', brother?.recordId === recordId && recordId !== child.recordId);
  const names = async (record: string) =>
    (await mirja.get<{ items: { personId: string }[] }>(`/api/v1/records/${record}/people`)).items.map(({ personId }) => personId);
  stage.check('Han finns inte i hennes', !(await names(child.recordId)).includes(ids.brother));
  stage.check('och hon inte i hans', !(await names(recordId)).includes(ids.girl));
  stage.check('Också för honom gäller: skydd före kontakt med hemmet', brother?.guardiansClosed ?? false);
  const path = `/api/v1/meetings/${meetingId}`;
  const { version } = await mirja.get<Meeting>(path);
  const renamed = await refusal(mirja, `${path}/name`, { recordId, personId: ids.brother, reportedOn: stage.day(0) }, version);
  stage.check('Samrådet om henne kan inte göras om till att gälla honom', renamed === 'consultation-is-named');
};
