import { randomUUID } from 'node:crypto';
import {
  CIRCUMSTANCES,
  DOCUMENTATION_KINDS,
  holdsOn,
  NECESSITY,
  type Circumstance,
  type DocumentationKind,
  type LegalGround,
} from '#config/legal-grounds';
import { swedishDate, type Actor } from '#libs/shared-kernel';
import type { FormError } from '#libs/ui';
import type { DirectoryFunction } from '#src/access/index';
import type { FormBody } from '#src/people/index';
import { endOfDay, many, one } from '../../consent/index.js';
import type { DisclosureText } from './disclosure-texts.js';

/** The rules that can carry a disclosure between these two at all, today. The rule check itself judges afterwards. */
export const possibleGrounds = (
  grounds: readonly LegalGround[],
  from: Pick<Actor, 'agencyKind' | 'agencyId'>,
  to: Pick<DirectoryFunction, 'agencyKind' | 'agencyId'>,
  mode: 'copy' | 'standing',
  now: Date,
): LegalGround[] => {
  const day = swedishDate(now);
  return grounds.filter(
    (rule) =>
      holdsOn(rule, day) &&
      rule.from.includes(from.agencyKind) &&
      (rule.onlyFromAgencies?.kind !== from.agencyKind || rule.onlyFromAgencies.ids.includes(from.agencyId)) &&
      rule.to.includes(to.agencyKind) &&
      rule.modes.includes(mode) &&
      (rule.onlyToAgencies?.kind !== to.agencyKind || rule.onlyToAgencies.ids.includes(to.agencyId)),
  );
};

/** Circumstances that any of the rules asks about. A person's age is known from the record, never ticked. */
export const circumstancesOf = (grounds: readonly LegalGround[]): Circumstance[] =>
  CIRCUMSTANCES.filter(
    (one) =>
      one !== 'under-18' &&
      grounds.some(({ requires: { circumstances } }) => Object.values(circumstances).some((list) => list?.includes(one))),
  );

/** What any of the rules wants documented, with the rules that want it. */
export const documentationOf = (grounds: readonly LegalGround[]): { kind: DocumentationKind; by: LegalGround[] }[] =>
  DOCUMENTATION_KINDS.map((kind) => ({ kind, by: grounds.filter(({ requires }) => requires.documentation.includes(kind)) })).filter(
    ({ by }) => by.length > 0,
  );

/** The form as the command's and the preview's input. */
export const disclosureOf = (body: FormBody, place: { recordId: string; caseId: string }): Record<string, unknown> => {
  const mode = one(body, 'mode');
  const until = one(body, 'untilDate');
  const consentId = one(body, 'consentId');
  const files = mode === 'copy' ? many(body, 'files') : [];
  const documentation = Object.fromEntries(
    DOCUMENTATION_KINDS.flatMap((kind) => {
      const text = one(body, `documentation.${kind}`)?.trim();
      return text ? [[kind, text]] : [];
    }),
  );
  return {
    disclosureId: one(body, 'disclosureId') ?? randomUUID(),
    ...place,
    recipientFunction: one(body, 'recipientFunction'),
    channel: one(body, 'channel') ?? 'system',
    mode,
    classes: [...new Set(['reference', ...many(body, 'classes')])],
    purpose: one(body, 'purpose'),
    ground: one(body, 'ground'),
    ...(consentId ? { consentId } : {}),
    personIds: many(body, 'personIds'),
    circumstances: many(body, 'circumstances'),
    documentation,
    ...(files.length > 0 ? { files } : {}),
    urgent: one(body, 'urgent') === 'true',
    ...(one(body, 'previewTag') ? { previewTag: one(body, 'previewTag') } : {}),
    ...(mode === 'standing' && one(body, 'facts') === 'all' ? { factsFrom: new Date(0).toISOString() } : {}),
    ...(until ? { until: /^\d{4}-\d{2}-\d{2}$/.test(until) ? endOfDay(until) : until } : {}),
  };
};

/** The one page of an urgent decision as the command's input: a copy, for protection, by necessity; on paper where nobody is connected. */
export const urgentDisclosureOf = (
  body: FormBody,
  place: { recordId: string; caseId: string },
  connected: boolean,
): Record<string, unknown> => ({
  ...disclosureOf(
    { ...body, mode: 'copy', channel: connected ? 'system' : 'print', urgent: 'true', purpose: 'protection', ground: NECESSITY },
    place,
  ),
});

const SAID = ['classes', 'personIds', 'ground', 'purpose', 'recipientFunction'] as const;
/** Faults at the form's own fields, in words that fit them. */
export const disclosureErrors = (errors: readonly FormError[], t: DisclosureText, schemaFault: boolean): FormError[] =>
  errors.map(({ path, message }) => {
    const parts = typeof path === 'string' ? path.split('.') : path.map(String);
    const said = SAID.find((name) => name === parts[0]);
    const at = parts[0] === 'until' ? 'untilDate' : parts[0] === 'documentation' ? parts.join('.') : parts[0];
    return { path: at, message: schemaFault && said ? t(`error.${said}`) : message };
  });
