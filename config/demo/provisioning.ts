import { countyOrganisation, provisioningFileSchema } from '../county.js';
import type { ProvisioningFile } from '../county.js';
import { demoPersons } from './persons.js';
import { demoStaff } from './staff.js';

const FROM = '2026-01-01T00:00:00+01:00';

/** The whole invented county in the file format of an import. Checked here, so that a mistake stops the build's tests. */
export const demoProvisioning: ProvisioningFile = provisioningFileSchema.parse({
  ...countyOrganisation,
  staff: Object.values(demoStaff),
  standIns: [{ absentStaffId: demoStaff.bodenCaseworker.id, standInStaffId: demoStaff.bodenStandIn.id, from: FROM }],
  onCall: [{ staffId: demoStaff.bodenOnCall.id, functionId: 'boden-socialjour', from: FROM }],
  relations: [{ staffId: demoStaff.bodenKin.id, personnummer: demoPersons.exposed.personnummer, relation: 'sibling' }],
});
