import { shippedRules } from '#config/legal-grounds';
import { derivedId } from '#libs/shared-kernel';
import { answerContent, asOpened, requireOne } from './only-answer.js';

const AT = new Date('2026-03-02T10:00:00Z');
const chosen = {
  ...{ disclosureId: 'd1', ground: 'osl-26-1-harm-test', classes: ['identity' as const], personIds: ['anna'], documentation: {} },
  ...{ items: ['e1'], files: ['f1'] },
};
const opened = (change: Partial<Parameters<typeof asOpened>[0]> = {}, at = AT) => asOpened({ ...chosen, ...change }, shippedRules, at);

describe('what a ground opens of what was chosen', () => {
  it('is the choice itself, by most grounds and by one that nobody knows', () => {
    for (const ground of [chosen.ground, 'unknown'])
      expect(opened({ ground })).toEqual({ input: { ...chosen, ground }, answer: null, personFields: null });
  });

  it('is the address and whose it is, no entry and no file where the law opens a home address', () => {
    const ground = 'lag-2025-170-4-address';
    expect(opened({ ground })).toEqual({
      input: { ...chosen, ground, items: [], files: [] },
      answer: null,
      personFields: ['name', 'address'],
    });
    // Before the law was in force it is no rule: the rule check refuses the ground, and nothing is narrowed for it.
    expect(opened({ ground }, new Date('2025-01-01'))).toEqual({ input: { ...chosen, ground }, answer: null, personFields: null });
  });

  it('is an answer about one person where the law asks a question, of class location', () => {
    const ground = 'osl-10-28-sol-15-7';
    const said = (word: string) => opened({ ground, documentation: { 'in-shelter': word } });
    expect([said('yes'), said('no'), said('')].map(({ answer }) => answer)).toEqual(
      [true, false, null].map((inShelter) => ({ disclosureId: 'd1', personId: 'anna', inShelter })),
    );
    expect(said('yes').input.classes).toEqual(['identity', 'location']);
    expect(opened({ ground, classes: ['location', 'identity'] }).input.classes).toEqual(['location', 'identity']);
    expect(opened({ ground, personIds: [] })).toEqual({ input: { ...chosen, ground, personIds: [] }, answer: null, personFields: null });
  });
});

describe('an answer', () => {
  const answer = (inShelter: boolean | null) => ({ disclosureId: 'd1', personId: 'anna', inShelter });

  it('is about one person', () => {
    const several = { personIds: ['anna', 'lisa'] };
    for (const inShelter of [true, false])
      expect(() => requireOne(answer(inShelter), several)).toThrow(
        expect.objectContaining({
          extra: {
            fields: [{ path: 'personIds', message: { sv: expect.stringMatching(/en person/), en: expect.stringMatching(/one person/) } }],
          },
        }),
      );
    for (const [said, asked] of [
      [answer(true), ['anna']],
      [answer(null), several.personIds],
      [null, several.personIds],
    ] as const)
      expect(() => requireOne(said, { personIds: [...asked] })).not.toThrow();
  });

  it('goes as an entry of where she is, on the day that it is given; before it is given nothing goes', () => {
    expect(answerContent(answer(null), AT)).toEqual({});
    expect(answerContent(answer(false), AT)).toEqual({
      location: [
        {
          ...{ entryId: derivedId('answer', 'd1'), type: 'coordination.DisclosureDecided', thing: 'answer', thingId: 'd1' },
          ...{ personId: 'anna', occurredAt: AT.toISOString(), fields: { inShelter: false } },
        },
      ],
    });
  });
});
