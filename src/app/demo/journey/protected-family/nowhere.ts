import { randomUUID } from 'node:crypto';
import { refusedBy } from '../acts.js';
import { mother, WARD, wilma, type Story } from './story.js';
import { everyAnswer, type Found } from './every-answer.js';

/** Act 2: all that is done about the family as usual, and where they are stands in nothing of it. */
export const nowhere = async (story: Story): Promise<void> => {
  const { stage, people, caseId, careRecord, referralId, child } = story;
  const { sara, elsa } = people;
  const { recordId } = await child(wilma.id);
  const place = { recordId, caseId };
  stage.say('3', 'Sara gör som vanligt: samtycke, utlämnande, möte och plan');
  const consentId = randomUUID();
  await sara.send('/api/v1/consents', {
    ...{ consentId, ...place, personId: mother.id, givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'at-meeting' },
    ...{ recipients: [WARD], classes: ['identity', 'contact', 'location', 'support'], purposes: ['support', 'healthcare'] },
    until: stage.moment(120),
  });
  const disclosure = {
    ...{ ...place, recipientFunction: WARD, purpose: 'support', ground: 'osl-10-1-consent', consentId, personIds: [mother.id] },
    classes: ['identity', 'contact', 'location'],
  };
  const standing = { ...disclosure, disclosureId: randomUUID(), mode: 'standing', until: stage.moment(60) };
  const live = await sara.request<{ rule?: string }>('POST', '/api/v1/disclosures', standing);
  stage.check('Löpande insyn i var de är lämnas aldrig, ens med samtycke (OSL 21:3)', refusedBy(live) === 'osl-21-3');
  const disclosureId = randomUUID();
  await sara.send('/api/v1/disclosures', { ...disclosure, disclosureId, mode: 'copy' });

  const meetingId = randomUUID();
  await sara.send('/api/v1/meetings', {
    ...{ meetingId, ...place, kind: 'case-conference', personId: wilma.id, startsAt: stage.moment(1), minutes: 60, form: 'video' },
    ...{ invited: [WARD], agenda: ['Skydd och skolgång'] },
  });
  const planId = randomUUID();
  const goalId = randomUUID();
  await sara.send('/api/v1/plans', {
    ...{ planId, ...place, personId: wilma.id, leaderFunction: 'boden-mottagning', participation: 'took-part' },
    goals: [{ goalId, goal: 'Wilma är trygg och går i skolan' }],
    lines: [{ lineId: randomUUID(), goalId, kind: 'counselling', responsibleFunction: 'boden-mottagning', dueOn: stage.day(14) }],
  });
  await stage.later(1, 'mötet är hållet');
  const { version } = await sara.get<{ version: string }>(`/api/v1/meetings/${meetingId}`);
  await sara.send(
    `/api/v1/meetings/${meetingId}/minutes`,
    {
      ...{ heldOn: stage.day(0), reminded: true, attendedFunctions: [WARD] },
      ...{ factsNoted: 'Barnet har börjat i skola igen.', assessmentsNoted: 'Hotet består.' },
      decisions: [{ decisionId: randomUUID(), text: 'Skolan får bara det som behövs.' }],
    },
    version,
  );
  await stage.time.settle();
  const ids = { caseId, recordId, personId: wilma.id, meetingId, planId, referralId, disclosureId, consentId };
  const ofMother = { ...ids, personId: mother.id };
  const ofCare = { ...ids, recordId: careRecord };

  stage.say('4', 'Alla läser allt de kan: varje läsning som gränssnittet har, sökningar, utdrag och filer');
  const found = await Promise.all(
    Object.entries(people).map(async ([name, player]): Promise<readonly [string, Found]> => {
      const each = name === 'elsa' ? [ofCare] : name === 'sara' ? [ids, ofMother] : [ids];
      return [name, await everyAnswer(player, each)];
    }),
  );
  for (const [name, { answers, opened, telling }] of found) {
    stage.line(`    ${name.padEnd(9)} ${answers} svar, varav ${opened} med innehåll`);
    stage.check(`${name}: inget svar säger var de är`, opened > 0 && telling.length === 0);
    for (const path of telling) stage.line(`      ${path}`);
  }
  const named = await elsa.raw('GET', `/api/v1/cases/${caseId}/received`);
  stage.check('Kopian hos sjukvården säger vem det gäller, och inte mer (kontroll)', named.text.includes(mother.familyName));
  const most = Object.fromEntries(found)['sara']!.opened;
  stage.check(
    'Läsningarna var på riktigt: Sara, som arbetar i ärendet, fick mest',
    most > 20 && found.every(([, { opened }]) => opened <= most),
  );
};
