import type { LegalLimitInput } from './schema.js';
import { OSL_IN_FORCE, SOL_2025, without } from './shared.js';

/** Stands in the way whichever ground is chosen, but of necessity under "Akut" and of a concern report to social services. */
export const limits: LegalLimitInput[] = [
  {
    id: 'pdl-5-4-no-standing',
    title: { sv: 'Vården delar bara kopior', en: 'Health care shares copies only' },
    source: 'PDL 5:4',
    reason: {
      sv: 'Hälso- och sjukvården får inte ge andra myndigheter löpande insyn. Lämna en kopia i stället.',
      en: 'Health care may not give other authorities continuous access. Give a copy instead.',
    },
    validFrom: '2008-07-01',
    version: '1',
    from: ['health-care'],
    modes: ['standing'],
  },
  {
    id: 'free-text-never-standing',
    title: { sv: 'Fritext delas aldrig löpande', en: 'Free text is never shared continuously' },
    source: 'OSL 10:2, 26:1; dataskyddsförordningen art. 5.1 c',
    reason: {
      sv: 'Fritext kan innehålla vad som helst, också en plats. Den kan bara lämnas som kopia, sedan någon har läst den.',
      en: 'Free text may hold anything, a location too. It can only be given as a copy, after someone has read it.',
    },
    validFrom: OSL_IN_FORCE,
    version: '1',
    modes: ['standing'],
    classes: ['free-text'],
  },
  {
    id: 'civil-society-referral-consent',
    title: { sv: 'Förfrågan till ideell verksamhet kräver samtycke', en: 'A referral to civil society needs consent' },
    source: 'SoL 17:11, OSL 10:1',
    reason: {
      sv: 'Ideella verksamheter och enskilda skyddade boenden tar bara emot förfrågningar med den enskildes samtycke.',
      en: 'Civil society and private shelters receive referrals only with the individual’s consent.',
    },
    validFrom: SOL_2025,
    version: '1',
    to: ['civil-society'],
    modes: ['referral'],
    unlessConsent: true,
  },
  {
    id: 'resource-centre-without-identity',
    title: { sv: 'Resurscentrum konsulteras utan identitet', en: 'A resource centre is consulted without identity' },
    source: 'OSL 8:1, 10:2',
    reason: {
      sv: 'Utan samtycke får ett resurscentrum inget som visar vem frågan gäller: identitet, kontaktväg, plats eller fritext.',
      en: 'Without consent a resource centre gets nothing that shows whom it concerns: identity, contact, location or free text.',
    },
    validFrom: OSL_IN_FORCE,
    version: '1',
    to: ['resource-centre'],
    classes: ['identity', 'contact', 'location', 'free-text'],
    unlessConsent: true,
  },
  {
    id: 'county-never-cases',
    title: { sv: 'Länssamordningen får inga ärenden', en: 'County coordination gets no cases' },
    source: 'OSL 8:1, 10:2',
    reason: {
      sv: 'Länssamordnare följer upp med statistik och tar aldrig emot uppgifter om enskilda.',
      en: 'County coordinators follow up by statistics and never receive data on individuals.',
    },
    validFrom: OSL_IN_FORCE,
    version: '1',
    to: ['county'],
  },
  {
    id: 'school-health-data',
    title: { sv: 'Hälsouppgifter från skolan', en: 'Health data of a school' },
    source: 'OSL 25:1, 10:15a, 10:24, 10:27, lag (2025:170) 5–7 §§',
    reason: {
      sv: 'Uppgifter om hälsa kan höra till den medicinska elevhälsan, som har vårdens sekretess (25 kap. 1 §). Den här grunden öppnar inte den. Lämna resten utan hälsa, eller välj samtycke eller en skyldighet; för ett begånget brott OSL 10:21 eller 10:23. Vid fara för liv eller hälsa finns nöd (BrB 24:4) under Akut.',
      en: 'Health data may belong to the medical part of student health, which has the secrecy of health care (OSL 25:1). This ground does not open that. Give the rest without health, or choose consent or a duty; for a committed crime OSL 10:21 or 10:23. In danger to life or health there is necessity (BrB 24:4) under “Akut”.',
    },
    // A file does not tell the school nurse's from the counsellor's (23:2), so the class is closed to the grounds that stop at 25:1.
    validFrom: OSL_IN_FORCE,
    version: '2',
    from: ['school'],
    classes: ['health'],
    grounds: ['osl-10-15a', 'osl-10-24', 'osl-10-27', 'lag-2025-170-5-7'],
  },
  {
    id: 'school-health-alone',
    title: { sv: 'Av skolans uppgifter bara hälsa', en: 'Of a school’s data health alone' },
    source: 'OSL 25:1, 10:21, 10:23, 10:24',
    reason: {
      sv: 'Den här grunden bryter vårdens sekretess (25 kap. 1 §), som i en skola bara den medicinska elevhälsan har. Lämna hälsa och vem det gäller på den, och övriga uppgifter på OSL 10:24.',
      en: 'This ground breaks the secrecy of health care (OSL 25:1), which in a school only the medical part of student health has. Give health and whom it concerns on it, and other data on OSL 10:24.',
    },
    validFrom: OSL_IN_FORCE,
    version: '1',
    from: ['school'],
    classes: without('reference', 'identity', 'health'),
    grounds: ['osl-10-21', 'osl-10-23'],
  },
];
