import { z } from 'zod';
import { problems } from '#libs/http';
import { asList, nestForm, parseForm, refusedForm } from './form.js';

describe('a posted form', () => {
  it('becomes objects and lists, without what was left empty', () => {
    const nested = nestForm({ 'a.b.c': 'x', 'a.b.d': '  ', 'list.0.n': '1', 'list.2.n': '2', ticked: 'true' }, ['ticked']);
    expect(nested).toEqual({ a: { b: { c: 'x' } }, list: { 0: { n: '1' }, 2: { n: '2' } }, ticked: true });
    expect(asList(nested['list'])).toEqual({ items: [{ n: '1' }, { n: '2' }], indices: ['0', '2'] });
  });
  it('takes no ticks from a field that is not a tick', () => expect(nestForm({ name: 'true' }, ['ticked'])).toEqual({ name: 'true' }));
  it('reaches no prototype', () => {
    nestForm({ '__proto__.polluted': 'yes', 'constructor.prototype.polluted': 'yes', 'a.__proto__.polluted': 'yes', 'a.__proto__': 'yes' });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
  it('holds a text where a part of a name is a text already, and fails no page', () =>
    expect(() => nestForm({ a: 'text', 'a.b': 'x' })).not.toThrow());
  it('tells what is wrong in the visitor’s language', () => {
    const schema = z.strictObject({ name: z.string().refine((value) => value !== 'x', 'Fel namn | Wrong name') });
    expect(parseForm(schema, { name: 'x' }, 'sv')).toEqual({ ok: false, errors: [{ path: 'name', message: 'Fel namn' }] });
    expect(parseForm(schema, { name: 'x' }, 'en')).toEqual({ ok: false, errors: [{ path: 'name', message: 'Wrong name' }] });
    expect(parseForm(schema, { name: 'y' }, 'sv')).toEqual({ ok: true, value: { name: 'y' } });
  });
  it('shows a refusal of the command, and lets what it cannot show pass', () => {
    expect(refusedForm(problems.stale(), 'sv')[0]?.message).toContain('Någon annan har ändrat');
    expect(() => refusedForm(problems.notFound(), 'sv')).toThrow('not-found');
    expect(() => refusedForm(new Error('defect'), 'sv')).toThrow('defect');
  });
});
