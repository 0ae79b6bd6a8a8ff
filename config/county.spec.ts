import { COUNTY_PARTS, countyOrganisation, municipalities, provisioningFileSchema } from './county.js';
import { demoPersons, demoProvisioning, demoStaff } from './demo.js';

const problems = (change: (file: typeof demoProvisioning) => void): string[] => {
  const file = structuredClone(demoProvisioning);
  change(file);
  const result = provisioningFileSchema.safeParse(file);
  return result.success ? [] : result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
};

describe('the county', () => {
  it('has fourteen municipalities in four parts, by SCB’s codes', () => {
    expect(municipalities.map(({ code }) => code)).toEqual(
      '2505 2506 2510 2513 2514 2518 2521 2523 2560 2580 2581 2582 2583 2584'.split(' '),
    );
    expect(new Set(municipalities.map(({ part }) => part))).toEqual(new Set(COUNTY_PARTS));
  });

  it('has a social services reception in each, and some that are not connected', () => {
    const receptions = countyOrganisation.functions.filter(
      ({ id }) => id.endsWith('-mottagning') && municipalities.some(({ slug }) => id === `${slug}-mottagning`),
    );
    expect(receptions).toHaveLength(14);
    expect(receptions.filter(({ connected }) => !connected).map(({ id }) => id)).toContain('pajala-mottagning');
    expect(countyOrganisation.functions.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['boden-mottagning-vald', 'lulea-mottagning-vald', 'polis-lulea-lpo']),
    );
  });

  it('uses telephone numbers reserved for fiction only', () => {
    const phones = [
      ...demoProvisioning.functions.map(({ phone }) => phone),
      ...Object.values(demoPersons).flatMap((person) => [
        'phone' in person ? person.phone : undefined,
        'safeContact' in person ? person.safeContact.number : undefined,
      ]),
    ].filter((phone) => phone !== undefined);
    expect(phones.length).toBeGreaterThan(20);
    for (const phone of phones) expect(phone).toMatch(/^0980-3192\d\d$|^070-17406(0[5-9]|[1-9]\d)$/);
    expect(new Set(demoProvisioning.functions.map(({ phone }) => phone)).size).toBe(demoProvisioning.functions.length);
  });
});

describe('the demonstration', () => {
  it('has somebody for each step of the journey', () => {
    expect(demoStaff.policeBoth.duties).toEqual(['police-officer', 'police-liaison']);
    expect(new Set(demoProvisioning.staff.flatMap(({ duties }) => duties))).toEqual(
      new Set(['caseworker', 'police-officer', 'police-liaison', 'supervisor', 'county-coordinator', 'administrator']),
    );
    expect(demoStaff.bodenKin.agencyId).toBe(demoStaff.bodenCaseworker.agencyId);
    expect(demoProvisioning.relations).toEqual([
      expect.objectContaining({ staffId: demoStaff.bodenKin.id, personnummer: demoPersons.exposed.personnummer }),
    ]);
  });

  it('gives every person a valid test number of their own', () => {
    const numbers = [
      ...Object.values(demoPersons).map(({ personnummer }) => personnummer),
      ...demoProvisioning.staff.flatMap(({ personnummer }) => personnummer ?? []),
    ];
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const number of numbers) expect(number).toMatch(/^\d{8}23[89]\d$/); // the series of the published test numbers
  });
});

describe('a provisioning file with a mistake says where', () => {
  it.each<[string, (file: typeof demoProvisioning) => void, RegExp]>([
    ['wrong check digit', (file) => (file.relations[0]!.personnummer = '199005122389'), /relations.0.personnummer: .*check digit/],
    ['unknown agency', (file) => (file.units[0]!.agencyId = 'nowhere'), /units.0.agencyId: No agency "nowhere"/],
    [
      'function of somebody else',
      (file) => (file.staff[0]!.functions = ['boden-mottagning']),
      /staff.0.functions: .*no function of "polisen-norrbotten"/,
    ],
    ['duty that does not exist there', (file) => (file.staff[0]!.duties = ['county-coordinator']), /staff.0.duties: .*does not exist/],
    ['the duty of the machine', (file) => (file.staff[0]!.duties = ['system']), /belongs to no person/],
    ['two who log in as one', (file) => (file.staff[1]!.subject = file.staff[0]!.subject), /staff.1.subject/],
    ['a unit twice', (file) => file.units.push(file.units[0]!), /stands twice in units/],
    ['a stand-in from another agency', (file) => (file.standIns[0]!.standInStaffId = file.staff[0]!.id), /same agency/],
    ['on call for a foreign function', (file) => (file.onCall[0]!.functionId = 'akutmottagning'), /onCall.0.functionId/],
    ['a spell that ends before it begins', (file) => (file.onCall[0]!.until = '2025-01-01T00:00:00Z'), /ends after it begins/],
    [
      'a connected function of an agency that is not',
      (file) => (file.functions.find(({ id }) => id === 'pajala-mottagning')!.connected = true),
      /not connected/,
    ],
    ['an unknown field', (file) => Object.assign(file.staff[0]!, { admin: true }), /admin/],
  ])('%s', (_, change, message) => expect(problems(change).join('\n')).toMatch(message));

  it('and the right one passes', () => expect(problems(() => undefined)).toEqual([]));
});
