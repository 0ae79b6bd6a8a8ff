import personnummer from 'personnummer';
import { z } from 'zod';
import type { AgencyKind, Duty } from '#libs/shared-kernel';
import { AGENCY_KINDS, DUTIES } from '#libs/shared-kernel';

// The package's types put the class under `default`; what Node imports from its CommonJS build is the class itself.
const Personnummer = personnummer as unknown as { valid(value: string): boolean };

/** Ids are addresses that other systems keep: lower case, letters a–z, digits and hyphens. */
export const slugSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Use lower-case letters a–z, digits and hyphens, such as "boden-mottagning"');
export const personnummerSchema = z
  .string()
  .regex(/^\d{12}$/, 'Write the personal number with twelve digits and no hyphen')
  .refine(
    (value) => Personnummer.valid(value),
    'Personnumret har fel kontrollsiffra eller ett datum som inte finns | The personal number has a wrong check digit or an impossible date',
  );
const name = z.string().trim().min(2).max(120);
const moment = z.iso.datetime({ offset: true });
const period = { from: moment, until: moment.optional() };
const notEmptyPeriod = (value: { from: string; until?: string | undefined }) =>
  !value.until || new Date(value.from) < new Date(value.until);

export const FUNCTION_ACCEPTS = ['referral', 'concern-report', 'copy', 'standing'] as const;
export const DECLARED_RELATIONS = [
  'self',
  'partner',
  'former-partner',
  'child',
  'parent',
  'sibling',
  'other-kin',
  'same-home',
  'neighbour',
] as const;

export const agencySchema = z.strictObject({
  id: slugSchema,
  name,
  kind: z.enum(AGENCY_KINDS),
  /** False: takes part by its own channels only. A request to it is printed or copied. */
  connected: z.boolean(),
  /** SCB's code, for municipal agencies. */
  municipality: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
});
export const unitSchema = z.strictObject({ id: slugSchema, agencyId: slugSchema, name });
export const functionSchema = z.strictObject({
  id: slugSchema,
  name,
  agencyId: slugSchema,
  unitId: slugSchema,
  connected: z.boolean(),
  accepts: z.array(z.enum(FUNCTION_ACCEPTS)).min(1),
  /** When somebody reads what arrives; shown to the sender. */
  hours: z.string().trim().min(3).max(120),
  municipality: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
  phone: z
    .string()
    .regex(/^[+0-9][0-9 -]{5,20}$/)
    .optional(),
});
export const staffSchema = z.strictObject({
  id: z.uuid(),
  name,
  /** Title as shown to colleagues. */
  title: name,
  agencyId: slugSchema,
  unitId: slugSchema,
  duties: z.array(z.enum(DUTIES)).min(1),
  functions: z.array(slugSchema),
  /** `sub` of the OpenID provider: what the login is matched by. */
  subject: z.string().min(1).max(255),
  /** For the check of conflicts by identity. */
  personnummer: personnummerSchema.optional(),
});
export const standInSchema = z
  .strictObject({ absentStaffId: z.uuid(), standInStaffId: z.uuid(), ...period })
  .refine(notEmptyPeriod, 'A stand-in ends after it begins');
export const onCallSchema = z
  .strictObject({ staffId: z.uuid(), functionId: slugSchema, ...period })
  .refine(notEmptyPeriod, 'A spell on call ends after it begins');
/** Declared by the staff member: locks out of everything that concerns this person. */
export const relationSchema = z.strictObject({
  staffId: z.uuid(),
  personnummer: personnummerSchema,
  relation: z.enum(DECLARED_RELATIONS),
});

/** Duties that only exist at agencies of a kind. The others exist everywhere. */
export const DUTIES_OF: Partial<Record<Duty, readonly AgencyKind[]>> = {
  'police-officer': ['police'],
  'police-liaison': ['police'],
  'county-coordinator': ['county'],
};

/** One file that brings up the organisation. Everything it refers to must stand in it. */
export const provisioningFileSchema = z
  .strictObject({
    agencies: z.array(agencySchema),
    units: z.array(unitSchema),
    functions: z.array(functionSchema),
    staff: z.array(staffSchema),
    standIns: z.array(standInSchema),
    onCall: z.array(onCallSchema),
    relations: z.array(relationSchema),
  })
  .superRefine((file, context) => {
    const issue = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    const unique = (list: 'agencies' | 'units' | 'functions' | 'staff') => {
      const seen = new Set<string>();
      for (const [index, { id }] of file[list].entries()) {
        if (seen.has(id)) issue([list, index, 'id'], `"${id}" stands twice in ${list}`);
        seen.add(id);
      }
    };
    unique('agencies');
    unique('units');
    unique('functions');
    unique('staff');

    const agencies = new Map(file.agencies.map((agency) => [agency.id, agency]));
    const units = new Map(file.units.map((unit) => [unit.id, unit]));
    const functions = new Map(file.functions.map((fn) => [fn.id, fn]));
    const staff = new Map(file.staff.map((person) => [person.id, person]));
    const subjects = new Set<string>();

    for (const [index, unit] of file.units.entries())
      if (!agencies.has(unit.agencyId)) issue(['units', index, 'agencyId'], `No agency "${unit.agencyId}"`);
    for (const [index, fn] of file.functions.entries()) {
      const agency = agencies.get(fn.agencyId);
      if (!agency) issue(['functions', index, 'agencyId'], `No agency "${fn.agencyId}"`);
      else if (fn.connected && !agency.connected)
        issue(['functions', index, 'connected'], `"${fn.agencyId}" is not connected, so its function cannot be`);
      if (units.get(fn.unitId)?.agencyId !== fn.agencyId)
        issue(['functions', index, 'unitId'], `"${fn.unitId}" is no unit of "${fn.agencyId}"`);
    }
    for (const [index, person] of file.staff.entries()) {
      const kind = agencies.get(person.agencyId)?.kind;
      if (!kind) issue(['staff', index, 'agencyId'], `No agency "${person.agencyId}"`);
      if (units.get(person.unitId)?.agencyId !== person.agencyId)
        issue(['staff', index, 'unitId'], `"${person.unitId}" is no unit of "${person.agencyId}"`);
      for (const duty of person.duties) {
        if (duty === 'system') issue(['staff', index, 'duties'], 'The duty "system" belongs to no person');
        else if (kind && !(DUTIES_OF[duty]?.includes(kind) ?? true))
          issue(['staff', index, 'duties'], `"${duty}" does not exist at an agency of kind "${kind}"`);
      }
      for (const id of person.functions)
        if (functions.get(id)?.agencyId !== person.agencyId)
          issue(['staff', index, 'functions'], `"${id}" is no function of "${person.agencyId}"`);
      if (subjects.has(person.subject)) issue(['staff', index, 'subject'], `"${person.subject}" logs in as somebody else already`);
      subjects.add(person.subject);
    }
    for (const [index, { absentStaffId, standInStaffId }] of file.standIns.entries()) {
      const [absent, standIn] = [staff.get(absentStaffId), staff.get(standInStaffId)];
      if (!absent || !standIn) issue(['standIns', index], 'Both the absent and the stand-in must stand in staff');
      else if (absent.agencyId !== standIn.agencyId) issue(['standIns', index], 'A stand-in belongs to the same agency');
      else if (absent.id === standIn.id) issue(['standIns', index], 'Nobody stands in for themself');
    }
    for (const [index, { staffId, functionId }] of file.onCall.entries()) {
      const person = staff.get(staffId);
      if (!person) issue(['onCall', index, 'staffId'], 'No such staff');
      else if (functions.get(functionId)?.agencyId !== person.agencyId)
        issue(['onCall', index, 'functionId'], `"${functionId}" is no function of "${person.agencyId}"`);
    }
    for (const [index, { staffId }] of file.relations.entries())
      if (!staff.has(staffId)) issue(['relations', index, 'staffId'], 'No such staff');
  });
export type ProvisioningFile = z.infer<typeof provisioningFileSchema>;
export type ProvisionedAgency = ProvisioningFile['agencies'][number];
export type ProvisionedUnit = ProvisioningFile['units'][number];
export type ProvisionedFunction = ProvisioningFile['functions'][number];
export type ProvisionedStaff = ProvisioningFile['staff'][number];
export type DeclaredRelation = (typeof DECLARED_RELATIONS)[number];
