import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { NEW_ID } from '#libs/http';
import '../../src/app/rooms.js';
import { root } from './event-registry.js';

/** Where inputs of the API and the screens are declared. */
const INPUTS = /[.-]input[.]ts$|\/features\/[^.]+[.]ts$/;

interface Shape {
  readonly format?: string;
  readonly description?: string;
  readonly [key: string]: unknown;
}
interface IdField {
  /** As `openRecordInput.recordId`. */
  readonly at: string;
  readonly isNew: boolean;
}

const idsIn = (shape: unknown, at: string): IdField[] => {
  if (typeof shape !== 'object' || shape === null) return [];
  if (Array.isArray(shape)) return shape.flatMap((one) => idsIn(one, at));
  const { format, description, properties, ...rest } = shape as Shape;
  if (format === 'uuid') return [{ at, isNew: description === NEW_ID }];
  const named = Object.entries((properties ?? {}) as object).flatMap(([name, one]) => idsIn(one, `${at}.${name}`));
  return [...named, ...Object.values(rest).flatMap((one) => idsIn(one, at))];
};

const declared = async (): Promise<IdField[]> => {
  const files = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(
    (file) => INPUTS.test(file.replaceAll(path.sep, '/')) && !file.includes('.spec.'),
  );
  const found: IdField[] = [];
  for (const file of files.sort()) {
    const module = (await import(pathToFileURL(path.join(root, 'src', file)).href)) as Record<string, unknown>;
    for (const [name, value] of Object.entries(module)) {
      const schemas =
        value instanceof z.ZodType ? [[name, value] as const] : name.endsWith('_INPUTS') ? Object.entries(value as object) : [];
      for (const [called, schema] of schemas)
        found.push(...idsIn(z.toJSONSchema(schema as z.ZodType, { io: 'input', unrepresentable: 'any' }), called));
    }
  }
  return [...new Map(found.map((one) => [`${one.at} ${one.isNew}`, one])).values()];
};

/** Names of what exists, wherever they stand: a person or a case may be known elsewhere before (docs/decisions/0037). */
const REFERS = /[.](recordId|otherRecordId|caseId|personId|personIds|givenByPersonId|intoPersonId|guardianId|heardBy|staffId|toStaff)$/;
/** A record is referred to, but by what opens one. A concern may also be the next in a record (receive-concern.ts asks). */
const OPENS_RECORD = ['openRecordInput.recordId', 'registerReportInput.recordId'];
/** What exists already, by the input that refers to it. */
const EXISTING = [
  ...['appointStandInInput.absentStaffId', 'appointStandInInput.standInStaffId', 'registerStaffInput.id'],
  ...['askExtensionInput.thingId', 'decideFollowUpInput.afterId', 'takeReportInput.referralId', 'openRecordInput.sourceId'],
  ...['disclosureInput.consentId', 'disclosureInput.items', 'disclosureInput.files', 'registerPersonInput.receivedFrom'],
  ...['previewReferralInput.consentId', 'sendReferralInput.consentId', 'sendOnInput.consentId'],
  ...['decline-closing.proposalId', 'close.proposalId', 'hand-back.handoverId', 'liftHoldInput.holdId', 'onDecisionInput.decisionId'],
  ...['planMeetingInput.planId', 'holdMeetingInput.attendedPersons'],
];
/** Named within the thing that they are sent with, and found nowhere else. */
const WITHIN = /^(draftPlanInput|planContentInput|followUpInput|holdMeetingInput)[.](goals|lines|othersMeasures|decisions|actions)[.]/;

describe('ids that a client sends', () => {
  it('are random where they name something new; each other is known to refer to what exists', async () => {
    const fields = await declared();
    const refers = (at: string): boolean => (REFERS.test(at) && !OPENS_RECORD.includes(at)) || EXISTING.includes(at) || WITHIN.test(at);
    expect(fields.filter(({ at, isNew }) => isNew === refers(at)).map(({ at }) => at)).toEqual([]);
    const chosen = fields.flatMap(({ at, isNew }) => (isNew ? [at] : []));
    expect(chosen).toEqual(expect.arrayContaining([...OPENS_RECORD, 'recordConsentInput.consentId', 'noteInput.noteId']));
    expect(EXISTING.filter((at) => !fields.some((one) => one.at === at))).toEqual([]);
  });
});
