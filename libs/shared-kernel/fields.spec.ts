import { defineContract } from './contract.js';
import { defineEvent, open, sealed, type Field, type FieldClass } from './fields.js';

const text = { parse: String };
const withoutClass = { kind: 'open', schema: text };
const shape = { rowClass: 'crime', thing: 'report' } as const;

/** The compiler is the first wall: each line below must fail to compile, or `npm run types` fails on the line above it. */
const doesNotCompile = (): void => {
  // @ts-expect-error a field without class
  defineEvent('police.Sinful', 1, { name: withoutClass });
  // @ts-expect-error a bare schema
  defineEvent('police.Sinful', 1, { name: text });
  // @ts-expect-error a class that is none
  open('secret', text);
  // @ts-expect-error a contract without the class of its row
  defineContract('police.Sinful', 1, { thing: 'report' }, {});
  // The control: with a class it compiles.
  defineEvent('police.Right', 1, { name: open('identity', text) });
};

describe('a field without class', () => {
  const forced = (cls: unknown): Field<string> => ({ kind: 'open', class: cls as FieldClass, schema: text });
  it.each([undefined, null, '', 'secret'])('does not boot (%s), in an event or in a contract', (cls) => {
    expect(() => defineEvent('police.Sinful', 1, { place: forced(cls) })).toThrow('police.Sinful.place needs a class of field');
    expect(() => defineContract('police.Sinful', 1, shape, { place: forced(cls) })).toThrow('police.Sinful.place needs a class of field');
    expect(() => defineContract('police.Sinful', 1, { ...shape, rowClass: cls as FieldClass }, {})).toThrow('police.Sinful.rowClass');
  });
  it('is told by the compiler too', () => expect(doesNotCompile).toThrow());
  it('boots once it has one', () => {
    expect(defineEvent('police.Right', 1, { place: forced('location') }).type).toBe('police.Right');
    expect(defineContract('police.Right', 1, shape, { place: forced('location') }).type).toBe('police.Right');
  });
  it('of free text is an own fact, and never a contract', () => {
    expect(defineEvent('police.Right', 1, { note: sealed('free-text', text) }).type).toBe('police.Right');
    expect(() => defineContract('police.Sinful', 1, shape, { note: sealed('free-text', text) })).toThrow('police.Sinful.note');
    expect(() => defineContract('police.Sinful', 1, { ...shape, rowClass: 'free-text' }, {})).toThrow('police.Sinful.rowClass');
  });
});
