import { Codec, patch, put, type Projection, type RowChange, type StoredEvent } from '#libs/event-store';
import { derivedId, type FieldClass } from '#libs/shared-kernel';
import { FACT_CLASSES } from './referral.content.js';
import { referralEvents, type ReferralEvent } from './referral.events.js';

const REFERRALS = 'views.referrals';
const FIELDS = 'views.referral_fields';
const MESSAGES = 'views.referral_messages';
const FORMERS = 'views.referral_formers';
const codec = new Codec<ReferralEvent>(referralEvents);
type Sent = Extract<ReferralEvent, { type: 'coordination.ReferralSent' }>['data'];
type Addressed = Extract<ReferralEvent, { type: 'coordination.ReferralSentOn' }>['data'];

const addressedTo = (data: Addressed, at: Date, referralId: string) => ({
  status: 'new',
  recipient_agency: data.toAgency,
  recipient_function: data.toFunction,
  to_agency: data.toAgency,
  to_function: data.toFunction,
  classes: data.classes,
  purpose: data.purpose,
  ground: data.ground,
  rule_version: data.ruleVersion,
  consent_id: data.consentId ?? null,
  answer_by: data.answerBy,
  expires_at: data.expiresAt ?? null,
  access_until: data.accessUntil ?? null,
  addressed_at: at,
  ended_at: null,
  sort_key: `${at.toISOString()} ${referralId}`,
});

/** Each value in a row of its own, under its class; still sealed. */
const fieldRows = (referralId: string, data: Sent): RowChange[] => {
  const row = (field: string, cls: FieldClass, value: unknown, personId: string | null = null): RowChange =>
    put(FIELDS, { referral_id: referralId, field }, { class: cls, person_id: personId, value });
  const perPerson = ['identity', 'contact', 'location', ...FACT_CLASSES] as const;
  return [
    ...data.persons.map(({ personId, role }) => row(`role:${personId}`, 'identity', { role }, personId)),
    ...perPerson.flatMap((name) =>
      Object.entries(data[name]).map(([personId, value]) => row(`${name}:${personId}`, name, value, personId)),
    ),
    ...(data.message === undefined ? [] : [row('message', 'free-text', data.message)]),
  ];
};

/** A request, its content by field, its conversation, and what those who no longer have it did themselves. */
export const referralProjection: Projection = {
  name: 'view:referrals',
  version: 1,
  tables: [REFERRALS, FIELDS, MESSAGES, FORMERS],
  project: (stored: StoredEvent): RowChange[] => {
    if (!codec.handles(stored.type)) return [];
    const { event, id, metadata, revision, occurredAt: at, stream } = codec.decode(stored);
    const referralId = stream.slice('referral-'.length);
    const key = { referral_id: referralId };
    const change = (row: Record<string, unknown>): RowChange => patch(REFERRALS, key, { ...row, revision, changed_at: at });
    const message = (
      kind: string,
      by: string,
      audience: string,
      rest: { question_id?: string; reason?: string; class?: FieldClass; body?: unknown } = {},
    ) =>
      put(
        MESSAGES,
        { message_id: id },
        { ...key, kind, at, number: revision, owner_agency: metadata['agency'], by_function: by, audience_function: audience, ...rest },
      );
    /** The sender's own reasons: a row of its own, addressed to nobody. */
    const basis = (data: Addressed): RowChange[] =>
      data.basis === undefined
        ? []
        : [
            put(
              MESSAGES,
              { message_id: derivedId('referral-basis', id) },
              {
                ...key,
                kind: 'basis',
                at,
                number: revision,
                owner_agency: metadata['agency'],
                by_function: '',
                audience_function: '',
                body: data.basis,
              },
            ),
          ];
    const ended = (status: 'returned' | 'withdrawn' | 'expired', functionId: string, endedAt: unknown, reason?: string): RowChange[] => [
      change({ status, recipient_agency: '', recipient_function: '', ended_at: endedAt }),
      ...(functionId === ''
        ? []
        : [
            put(
              FORMERS,
              { ...key, function_id: functionId, ended_at: String(endedAt instanceof Date ? endedAt.toISOString() : endedAt) },
              { case_id: metadata['case'], how: status, reason: reason ?? null },
            ),
          ]),
    ];

    switch (event.type) {
      case 'coordination.ReferralSent': {
        const { data } = event;
        const row = {
          case_id: data.caseId,
          record_id: data.recordId,
          kind: data.kind,
          owner_agency: data.fromAgency,
          sender_function: data.fromFunction,
          need: data.need,
          urgency: data.urgency,
          sent_at: at,
          changed_at: at,
          revision,
          ...addressedTo(data, at, referralId),
        };
        return [
          put(REFERRALS, key, row),
          ...fieldRows(referralId, data),
          message('sent', data.fromFunction, data.toFunction),
          ...basis(data),
        ];
      }
      case 'coordination.ReferralSentOn':
        return [change(addressedTo(event.data, at, referralId)), message('sent-on', '', event.data.toFunction), ...basis(event.data)];
      case 'coordination.ReferralAcknowledged':
        return [change({ status: 'acknowledged' }), message('acknowledged', event.data.byFunction, event.data.byFunction)];
      case 'coordination.ReferralAccepted':
        return [change({ status: 'accepted' }), message('accepted', event.data.byFunction, event.data.byFunction)];
      case 'coordination.ReferralReturned': {
        const { byFunction, reason, note } = event.data;
        return [...ended('returned', byFunction, at, reason), message('returned', byFunction, byFunction, { reason, body: note })];
      }
      case 'coordination.InformationRequested': {
        const { byFunction, questionId, question } = event.data;
        return [change({}), message('question', byFunction, byFunction, { question_id: questionId, body: question })];
      }
      case 'coordination.InformationAnswered': {
        const { toFunction, questionId, class: cls = 'free-text', answer } = event.data;
        return [change({}), message('answer', '', toFunction, { question_id: questionId, class: cls, body: answer })];
      }
      case 'coordination.ReferralWithdrawn': {
        const { fromRecipient, reason } = event.data;
        return [...ended('withdrawn', fromRecipient, at), message('withdrawn', '', '', { reason })];
      }
      case 'coordination.ReferralExpired':
        return [...ended('expired', event.data.fromRecipient, event.data.at), message('expired', '', '')];
      case 'coordination.OutcomeRequested':
        return [change({}), message('outcome-requested', '', event.data.toFunction)];
      case 'coordination.OutcomeReported': {
        const { byFunction, outcome, note } = event.data;
        return [change({ status: 'done', outcome }), message('outcome', byFunction, byFunction, { reason: outcome, body: note })];
      }
      case 'coordination.ConcernOutcomeReported': {
        const { byFunction, outcome } = event.data;
        return [change({ status: 'done', outcome }), message('outcome', byFunction, byFunction, { reason: outcome })];
      }
    }
  },
};
