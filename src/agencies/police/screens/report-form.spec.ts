import { freshIds, keptIds, readReportForm } from './report-form.js';

const body = {
  ...freshIds(),
  functionId: 'polis-lulea-lpo',
  reportNumber: '5000-K1-26',
  offence: 'assault',
  occurredOn: '2026-03-01',
  immediateRisk: 'true',
  summary: 'Slag.',
  'exposed.name': 'Linda Mäki',
  'exposed.protection': 'none',
  'exposed.safeContact.way': 'phone',
  'suspect.protection': 'none',
  'children.0.protection': 'none',
  'children.2.name': 'Wilma Grahn',
  'children.2.protection': 'none',
};

describe('the form of a report', () => {
  it('leaves out persons and contacts of whom nothing was written', () => {
    const { input, confirmed } = readReportForm(body);
    expect(input).toMatchObject({ immediateRisk: true, exposed: { name: 'Linda Mäki' }, children: [{ name: 'Wilma Grahn' }] });
    expect(input).not.toHaveProperty('suspect');
    expect(input['exposed']).not.toHaveProperty('safeContact');
    expect(confirmed).toBe(false);
  });
  it('keeps a suspect of whom only the protection is known', () =>
    expect(readReportForm({ ...body, 'suspect.protection': 'secrecy-mark' }).input).toHaveProperty('suspect'));
  it('gives an error about a child back to the block where it was written', () =>
    expect(readReportForm(body).inForm([{ path: 'children.0.personNumber', message: 'fel' }])).toEqual([
      { path: 'children.2.personNumber', message: 'fel' },
    ]));
  it('keeps its ids over a correction', () =>
    expect(keptIds(body)).toEqual(
      Object.fromEntries(Object.keys(freshIds()).map((name) => [name, (body as Record<string, string>)[name]])),
    ));
});
