import { LANGS } from '#libs/ui';
import '../../src/app/rooms.js';
import { linkStatus, linkTitle } from '../../src/views/case-chain/index.js';
import { declaredContracts } from './event-registry.js';

const contracts = (await declaredContracts()).map(({ definition }) => definition);
/** The values of an enumerated field, as its schema knows them. */
const valuesOf = (schema: unknown): readonly string[] => {
  const { options, values } = schema as { options?: readonly string[]; values?: ReadonlySet<string> };
  return options ?? [...(values ?? [])];
};
/** Each kind of thing once, by one of the events that tell of it; a note is named by its own type. */
const things = [...new Map(contracts.map(({ type, thing }) => [thing === 'note' ? type : thing, { type, thing }]))];
const statuses = [
  ...new Map(
    contracts.flatMap(({ thing, fields }) =>
      fields['status'] ? valuesOf(fields['status'].schema).map((status) => [`${thing} ${status}`, { thing, status }] as const) : [],
    ),
  ),
];
const NAMELESS = { sv: 'Händelse', en: 'Event' };
const unknown = { thing: 'something-new', type: 'police.SomethingNew', fields: { status: 'new' } };

describe.each(LANGS)('what the chain calls things (%s)', (lang) => {
  const fallback = linkTitle(unknown, lang);

  it.each(things)('%s has a name', (_name, { type, thing }) => {
    const title = linkTitle({ thing, type, fields: {} }, lang);
    expect([fallback, '']).not.toContain(title);
  });
  it.each(statuses)('%s has words for its status', (_name, { thing, status }) =>
    expect(linkStatus({ thing, fields: { status } }, lang)?.text).toBeTruthy(),
  );
  it('says so of what nobody has named', () => expect([NAMELESS[lang], linkStatus(unknown, lang)]).toEqual([fallback, undefined]));
});
it('has found statuses to ask about', () => expect(statuses.length).toBeGreaterThan(20));
