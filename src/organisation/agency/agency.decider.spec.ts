import { given, walks } from '#libs/testing';
import { agencyDecider } from './agency.decider.js';
import type { AgencyEvent } from './agency.events.js';

const agency = { agencyId: 'socialtjanst-boden', name: 'Bodens kommun', kind: 'social-services' as const, connected: true };
const unit = { unitId: 'boden-mottagning', agencyId: agency.agencyId, name: 'Mottagningen' };
const fn = {
  functionId: 'boden-vald',
  agencyId: agency.agencyId,
  unitId: unit.unitId,
  name: 'Mottagning våld',
  connected: true,
  accepts: ['referral' as const],
  hours: 'Vardagar 8–16',
};
const registered: AgencyEvent = { type: 'organisation.AgencyRegistered', data: agency };
const unitRegistered: AgencyEvent = { type: 'organisation.UnitRegistered', data: unit };
const functionRegistered: AgencyEvent = { type: 'organisation.FunctionRegistered', data: fn };
const agencies = given(agencyDecider);

describe('an agency', () => {
  it('is registered', () => agencies().when({ type: 'RegisterAgency', data: agency }).then(registered));
  it('takes a new name', () => {
    const data = { ...agency, name: 'Boden' };
    agencies(registered).when({ type: 'RegisterAgency', data }).then({ type: 'organisation.AgencyRegistered', data });
  });
  it('is the same with its fields in another order', () =>
    agencies(registered)
      .when({ type: 'RegisterAgency', data: { connected: true, kind: 'social-services', name: agency.name, agencyId: agency.agencyId } })
      .thenNothing());
  it('keeps its kind, on which grants in force rest', () =>
    agencies(registered)
      .when({ type: 'RegisterAgency', data: { ...agency, kind: 'police' } })
      .thenRefused('agency-kind-fixed'));
  it('keeps its units and functions through a change', () =>
    agencies(registered, unitRegistered, functionRegistered, { type: 'organisation.AgencyRegistered', data: { ...agency, name: 'Boden' } })
      .when({ type: 'RegisterFunction', data: fn })
      .thenNothing());
});

describe('a unit or function', () => {
  it('is registered in its agency', () => agencies(registered).when({ type: 'RegisterUnit', data: unit }).then(unitRegistered));
  it('needs its agency', () => agencies().when({ type: 'RegisterUnit', data: unit }).thenRefused('agency-unknown'));
  it('is registered in its unit', () =>
    agencies(registered, unitRegistered).when({ type: 'RegisterFunction', data: fn }).then(functionRegistered));
  it('needs its unit', () => agencies(registered).when({ type: 'RegisterFunction', data: fn }).thenRefused('unit-unknown'));
  it('changes', () => {
    const data = { ...fn, phone: '0980-319260' };
    agencies(registered, unitRegistered, functionRegistered)
      .when({ type: 'RegisterFunction', data })
      .then({ type: 'organisation.FunctionRegistered', data });
  });
  it('of an agency that is not connected is not connected', () =>
    agencies({ type: 'organisation.AgencyRegistered', data: { ...agency, connected: false } }, unitRegistered)
      .when({ type: 'RegisterFunction', data: fn })
      .thenRefused('agency-not-connected'));
});

describe('any sequence of all these', () => {
  walks(agencyDecider);
});
