import { municipalities } from './municipalities.js';
import type { ProvisionedAgency, ProvisionedFunction, ProvisionedUnit } from './provisioning-schema.js';

const OFFICE_HOURS = 'Vardagar 8–16';
const ROUND_THE_CLOCK = 'Alla dagar, dygnet runt';
/** Municipalities with a unit of their own for violence in close relations, and an on-call of their own. */
const WITH_VIOLENCE_UNIT = ['lulea', 'boden'];

export const socialServicesAgencies: ProvisionedAgency[] = municipalities.map(({ code, name, slug, connected }) => ({
  id: `socialtjanst-${slug}`,
  name: `Socialtjänsten i ${name}`,
  kind: 'social-services',
  connected,
  municipality: code,
}));

export const socialServicesUnits: ProvisionedUnit[] = municipalities.flatMap(({ slug }) => {
  const agencyId = `socialtjanst-${slug}`;
  const unit = (id: string, name: string) => ({ id: `${slug}-${id}`, agencyId, name });
  return [
    unit('mottagningsenheten', 'Mottagningsenheten'),
    ...(WITH_VIOLENCE_UNIT.includes(slug)
      ? [unit('enheten-vald', 'Enheten mot våld i nära relation'), unit('jouren', 'Socialjouren')]
      : []),
  ];
});

export const socialServicesFunctions: ProvisionedFunction[] = municipalities.flatMap(({ code, name, slug, connected }, index) => {
  const common = { agencyId: `socialtjanst-${slug}`, connected, municipality: code };
  const phone = (line: number) => `0980-3192${String(line).padStart(2, '0')}`; // a series reserved for fiction
  return [
    {
      ...common,
      id: `${slug}-mottagning`,
      name: `${name}: socialtjänstens mottagning`,
      unitId: `${slug}-mottagningsenheten`,
      accepts: ['referral', 'concern-report', 'copy', 'standing'] as const,
      hours: OFFICE_HOURS,
      phone: phone(index),
    },
    ...(WITH_VIOLENCE_UNIT.includes(slug)
      ? [
          {
            ...common,
            id: `${slug}-mottagning-vald`,
            name: `${name}: mottagningen för våld i nära relation`,
            unitId: `${slug}-enheten-vald`,
            accepts: ['referral', 'copy', 'standing'] as const,
            hours: OFFICE_HOURS,
            phone: phone(index + 20),
          },
          {
            ...common,
            // Apart from the reception: who works with violence users meets nothing of the exposed.
            id: `${slug}-valdsutovare`,
            name: `${name}: mottagningen för våldsutövare`,
            unitId: `${slug}-enheten-vald`,
            accepts: ['referral', 'copy'] as const,
            hours: OFFICE_HOURS,
            phone: phone(index + 75),
          },
          {
            ...common,
            id: `${slug}-socialjour`,
            name: `${name}: socialjouren`,
            unitId: `${slug}-jouren`,
            accepts: ['referral', 'concern-report', 'copy'] as const,
            hours: ROUND_THE_CLOCK,
            phone: phone(index + 40),
          },
        ]
      : []),
  ].map((fn) => ({ ...fn, accepts: [...fn.accepts] }));
});
