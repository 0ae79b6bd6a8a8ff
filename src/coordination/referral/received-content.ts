import { derivedId, type Actor, type AgencyKind, type FieldClass } from '#libs/shared-kernel';
import type { PersonInput, PersonRole, SafeContact } from '#src/people/index';
import { copiedEntries, type ContentItem } from '../disclosure/copied-content.events.js';
import type { ReceivedData } from '../received/received.events.js';
import { FACT_CLASSES } from './referral.content.js';
import { shown, type ReferralDetail } from './referral.view.js';

const ROLES: readonly PersonRole[] = ['exposed', 'child', 'violence-user', 'relative'];

/** The persons whose identity was shared, as the recipient registers them. Without the identity there is nobody to register. */
export const personsOf = ({ persons }: Pick<ReferralDetail, 'persons'>): (PersonInput & { minor: boolean })[] =>
  persons.flatMap(({ personId, identity: sent, contact, location }) => {
    const identity = shown(sent);
    if (!identity?.name) return [];
    const { name, personNumber, protection, minor } = identity;
    const role = ROLES.find((known) => known === identity.role) ?? 'relative';
    const { phone, safeContact } = shown(contact) ?? {};
    return [
      {
        personId,
        role,
        name,
        minor,
        protection: protection as PersonInput['protection'],
        ...(personNumber ? { personNumber } : {}),
        ...(phone ? { phone } : {}),
        ...(safeContact ? { safeContact: safeContact as SafeContact } : {}),
        ...shown(location),
      },
    ];
  });

/** The content as the recipient's own, marked copy: what its grant let it read, and the answers that were written to it. */
export const copyOf = (
  referral: ReferralDetail,
  to: {
    readonly recordId: string;
    readonly caseId: string;
    readonly actor: Actor;
    readonly fromKind: AgencyKind;
    readonly receivedAt: Date;
  },
): ReceivedData => {
  const { referralId, persons } = referral;
  const perPerson = <K extends 'identity' | 'contact' | 'location'>(part: K) =>
    Object.fromEntries(
      persons.flatMap((person) => {
        const values = shown(person[part] as Record<string, unknown> | undefined);
        return values ? [[person.personId, values]] : [];
      }),
    );
  const facts = FACT_CLASSES.map((cls): [FieldClass, ContentItem[]] => [
    cls,
    persons.flatMap((person) => (shown(person[cls]) ?? []).map((fact) => ({ ...fact, personId: person.personId }))),
  ]);
  const entries: Partial<Record<FieldClass, ContentItem[]>> = {};
  for (const [cls, items] of [...facts, ...textsOf(referral)]) if (items.length > 0) entries[cls] = [...(entries[cls] ?? []), ...items];
  const classes = new Set<FieldClass>([...referral.classes, ...(Object.keys(entries) as FieldClass[])]);
  return {
    receivedId: derivedId('received-of-referral', referralId, to.actor.agencyId),
    recordId: to.recordId,
    caseId: to.caseId,
    agencyId: to.actor.agencyId,
    intakeFunction: '',
    fromAgency: referral.from.agencyId,
    fromKind: to.fromKind,
    toKind: to.actor.agencyKind,
    recipientFunction: referral.to.functionId,
    sourceKind: 'referral',
    sourceId: referralId,
    ground: referral.ground,
    ruleVersion: referral.ruleVersion,
    purpose: referral.purpose,
    classes: [...classes],
    personIds: persons.map(({ personId }) => personId),
    receivedAt: to.receivedAt.toISOString(),
    personIdentity: perPerson('identity'),
    personContact: perPerson('contact'),
    personLocation: perPerson('location'),
    ...copiedEntries(entries),
  };
};

/** The message, and the answers, each under what it tells of: text that somebody chose to send. */
const textsOf = ({ referralId, sentAt, message, conversation }: ReferralDetail): [FieldClass, ContentItem[]][] => {
  const item = (entryId: string, type: string, occurredAt: string, fields: Record<string, unknown>): ContentItem => ({
    entryId,
    type,
    thing: 'referral',
    thingId: referralId,
    personId: null,
    occurredAt,
    fields,
  });
  const text = shown(message);
  const sent = text ? [item(derivedId('referral-message', referralId), 'coordination.ReferralSent', sentAt, { message: text })] : [];
  const answers = conversation.flatMap((line): [FieldClass, ContentItem[]][] => {
    const answer = line.kind === 'answer' ? shown(line.text) : undefined;
    return answer ? [[line.class ?? 'free-text', [item(line.messageId, 'coordination.InformationAnswered', line.at, { answer })]]] : [];
  });
  return [['free-text', sent], ...answers];
};
