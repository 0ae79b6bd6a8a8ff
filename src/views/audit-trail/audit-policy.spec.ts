import { subject } from '@casl/ability';
import { DUTIES, type Actor, type Duty } from '#libs/shared-kernel';
import { policyFor, type Facts } from '#src/access/index';

const actor = (duty: Duty): Actor => ({
  staffId: 'staff-1',
  agencyId: 'boden',
  agencyKind: 'social-services',
  unitId: 'unit-1',
  duty,
  functions: ['boden-vald'],
  standsInFor: [],
  onCall: false,
});
const may = (duty: Duty, facts: Facts) => policyFor(actor(duty)).can('read', subject('AuditRecord', facts));
const line: Facts = { concernsAgency: 'boden', joined: false, locked: false };

describe('a line of the audit trail', () => {
  it('is read by the supervisor of an agency that it concerns', () => {
    expect(may('supervisor', line)).toBe(true);
    expect(may('supervisor', { ...line, concernsAgency: 'region' })).toBe(false);
    expect(may('supervisor', { ...line, concernsAgency: '' })).toBe(false);
  });
  it.each(['caseworker', 'police-officer'] as const)('is read by a %s in a case of their own only', (duty) => {
    expect(may(duty, { ...line, joined: true })).toBe(true);
    expect(may(duty, line)).toBe(false);
    expect(may(duty, { ...line, joined: true, concernsAgency: 'region' })).toBe(false);
  });
  it('is closed to a party or kin under every duty', () =>
    expect(DUTIES.filter((duty) => may(duty, { concernsAgency: 'boden', joined: true, locked: true }))).toEqual([]));
  it('is closed to every other duty', () =>
    expect(DUTIES.filter((duty) => may(duty, { ...line, joined: true })).sort()).toEqual(['caseworker', 'police-officer', 'supervisor']));
});
