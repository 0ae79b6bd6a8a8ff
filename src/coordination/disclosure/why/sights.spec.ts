import type { FieldClass } from '#libs/shared-kernel';
import { ownReason, sightsOf, type BearingGrant, type ExplainedEntry } from './sights.js';

const now = new Date('2026-11-02T08:00:00.000Z');
const hours = (number: number): Date => new Date(now.getTime() + number * 3_600_000);
/** A link about the man, of the agency that has both sides of the case. */
const entry: ExplainedEntry = { ownerAgency: 'boden', class: 'risk', personId: 'man', recordedAt: now };
/** To her worker's function in the same agency, out of his record. */
const within: BearingGrant = {
  ...{ grantId: 'grant', kind: 'standing', recipientAgency: 'boden', recipientKind: 'social-services', recipientFunction: 'boden-vald' },
  ...{ classes: ['risk', 'support'], personIds: ['man'], ground: 'osl-26-1', ruleVersion: '1' },
  ...{ factsFrom: hours(-2), validFrom: hours(-2), validUntil: hours(2), closedAt: null, took: false },
};
const abroad: BearingGrant = { ...within, recipientAgency: 'region', recipientKind: 'health-care', recipientFunction: 'kurator' };
const copy: BearingGrant = { ...abroad, kind: 'copy', took: true };

const told = (cls: FieldClass, ...grants: BearingGrant[]): string => {
  const { sees, blind } = sightsOf(entry, cls, grants, now);
  return [
    ...sees.map(({ functionId, disclosures }) => `${functionId} sees by ${disclosures.map(({ disclosureId }) => disclosureId).join()}`),
    ...blind.map(({ functionId, because }) => `${functionId} is blind: ${because}`),
  ].join('; ');
};

describe('who sees a field of a link', () => {
  it.each<[string, BearingGrant, string]>([
    ['of the same agency, on the other side of the case', within, 'boden-vald'],
    ['of another agency', abroad, 'kurator'],
  ])('a function %s: the classes that were disclosed to it, and no other', (_, grant, name) => {
    expect(told('risk', grant)).toBe(`${name} sees by grant`);
    expect(told('support', grant)).toBe(`${name} sees by grant`);
    expect(told('reference', grant)).toBe(`${name} sees by grant`);
    expect(told('identity', grant)).toBe(`${name} is blind: class`);
    expect(told('free-text', grant)).toBe(`${name} is blind: class`);
  });
  it('nobody, where the class of the link itself was not disclosed', () => {
    for (const grant of [within, abroad]) expect(told('support', { ...grant, classes: ['support'] })).toContain('is blind: row-class');
  });
  it.each<[string, Partial<BearingGrant>, string]>([
    ['it was taken back', { closedAt: hours(-1) }, 'ended'],
    ['it ends now', { validUntil: now }, 'ended'],
    ['it begins later', { validFrom: hours(1) }, 'not-yet'],
    ['it is about somebody else', { personIds: ['woman'] }, 'person'],
    ['it is for later facts', { factsFrom: hours(1) }, 'earlier-fact'],
  ])('not by a disclosure when %s', (_, change, because) => {
    for (const grant of [within, abroad]) expect(told('risk', { ...grant, ...change })).toContain(`is blind: ${because}`);
  });
  it('by a copy that took it along, also when it has ended; not by one that did not', () => {
    expect(told('risk', { ...copy, closedAt: hours(-1) })).toBe('kurator sees by grant');
    expect(told('reference', copy)).toBe('kurator sees by grant');
    expect(told('identity', copy)).toBe('kurator is blind: not-in-copy');
    expect(told('risk', { ...copy, took: false })).toBe('kurator is blind: not-in-copy');
  });
  it('by a request that took it along, while it is open; not by one that did not, or without its class', () => {
    const request: BearingGrant = { ...abroad, kind: 'referral', took: true };
    expect(told('risk', request)).toBe('kurator sees by grant');
    expect(told('risk', { ...request, took: false })).toBe('kurator is blind: not-in-request');
    expect(told('identity', { ...request, took: false })).toBe('kurator is blind: class');
    expect(told('risk', { ...request, closedAt: hours(-1) })).toBe('kurator is blind: ended');
  });
  it('tells of each function by itself, with the disclosures behind what it sees and no others', () => {
    const more: BearingGrant = { ...abroad, grantId: 'more', classes: ['risk', 'identity'] };
    expect(told('identity', within, abroad, more)).toBe('kurator sees by more; boden-vald is blind: class');
    expect(told('risk', within, abroad, more)).toBe('boden-vald sees by grant; kurator sees by grant,more');
  });
  it('gives the policy’s own reason', () => {
    expect(sightsOf(entry, 'risk', [within], now).sees[0]?.because).toMatch(/disclosed to the function/);
    expect(ownReason('boden', 'social-services', 'assigned')).toMatch(/own record, assigned/);
    expect(ownReason('lans', 'county', 'stand-in')).toMatch(/own record, assigned/);
    expect(ownReason('polis', 'police', 'emergency')).toMatch(/opened in an emergency/);
    expect(ownReason('boden', 'social-services', 'vault', 'Person')).toMatch(/the vault was opened/);
    // Where somebody is stands in no entry: the vault opens a person.
    expect(ownReason('boden', 'social-services', 'vault', 'ChainEntry')).toBeUndefined();
  });
});
