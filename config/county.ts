/** The county as the demonstration shows it: Norrbotten's municipalities and public bodies, with invented units and addresses. */
import { otherAgencies, otherFunctions, otherUnits } from './county/other-agencies.js';
import type { ProvisioningFile } from './county/provisioning-schema.js';
import { socialServicesAgencies, socialServicesFunctions, socialServicesUnits } from './county/social-services.js';

export * from './county/municipalities.js';
export * from './county/provisioning-schema.js';

export const countyOrganisation: Pick<ProvisioningFile, 'agencies' | 'units' | 'functions'> = {
  agencies: [...socialServicesAgencies, ...otherAgencies],
  units: [...socialServicesUnits, ...otherUnits],
  functions: [...socialServicesFunctions, ...otherFunctions],
};
