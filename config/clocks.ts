/**
 * Which event starts, stops and extends which deadline (config/deadlines.ts). A clock belongs to the agency and the record whose event started it; where
 * somebody else's event does, such as a returned request, to those whose event prepared it.
 *
 * To add a clock: name the deadline, the type of event as it is stored, and by which id its events belong together (`thing`). The app refuses to start
 * when a type or a field does not exist.
 */
import { z } from 'zod';
import { deadline } from './deadlines.js';

const eventType = z.string().regex(/^[a-z-]+[.][A-Z][A-Za-z]+$/);

const eventRef = z.strictObject({
  /** The stored type of a private event. */
  on: eventType,
  /** Only where each of these fields has one of these values; `null` stands for left out. */
  where: z.record(z.string(), z.array(z.union([z.string(), z.boolean(), z.null()])).min(1)).default({}),
  /** What the clock is about: `stream` (the id in the stream's name), `record`, or a field with an id. */
  thing: z.string().default('stream'),
  /** Another agency's event may do it too, as the recipient of a request. Only where the thing's own rules decide who may write about it. */
  byAnyone: z.boolean().default(false),
});

const start = eventRef.extend({
  /** The moment that it runs from: when it happened (`occurred`), or a field with a day or a moment. */
  from: z.string().default('occurred'),
  /** A field with the last day or moment itself. An event that leaves it out takes the clock away: no day is set any more. */
  due: z.string().optional(),
});

const stop = eventRef.extend({
  /** A field with the moment when it was done; left out, it was done when it was written. What is written down late was not late for that. */
  at: z.string().optional(),
});

const clockRuleSchema = z.strictObject({
  deadline: z.string().refine((id) => Boolean(deadline(id))),
  /** Says whose clock it is, where other agencies' events start it. Without this, whoever writes the starting event has the clock. */
  prepares: z.array(eventRef).default([]),
  /** The same thing started again runs anew. */
  starts: z.array(start).min(1),
  stops: z.array(stop).default([]),
  /** Moves the end to a day that the event names, as a court or a prosecutor may. */
  extends: z.array(eventRef.extend({ due: z.string() })).default([]),
});
export type ClockRule = Readonly<z.infer<typeof clockRuleSchema>>;
export type ClockEventRef = z.infer<typeof eventRef>;
export type ClockStart = z.infer<typeof start>;
export type ClockStop = z.infer<typeof stop>;
type ClockRuleInput = z.input<typeof clockRuleSchema>;

const anyone = (...types: string[]) => types.map((on) => ({ on, byAnyone: true }));
const own = (...types: string[]) => types.map((on) => ({ on }));

const REFERRAL = 'coordination.Referral';
const answerTo = (urgency: 'normal' | 'acute'): Omit<ClockRuleInput, 'deadline'> => ({
  prepares: [{ on: `${REFERRAL}Sent`, where: { urgency: [urgency], kind: ['request'] } }],
  starts: [
    { on: `${REFERRAL}Sent`, due: 'answerBy' },
    { on: `${REFERRAL}SentOn`, due: 'answerBy' },
  ],
  stops: anyone(`${REFERRAL}Accepted`, `${REFERRAL}Returned`, `${REFERRAL}Withdrawn`, `${REFERRAL}Expired`),
});

/** Interventions bear other names in each agency, and live alike: each event carries the whole of it. */
const INTERVENTIONS = [
  ...['social-services', 'school', 'civil-society', 'resource-centre'].map((agency) => `${agency}.Support`),
  ...['police', 'prosecution', 'state-agencies'].map((agency) => `${agency}.Measure`),
  'health-care.Care',
];
const interventionDay = (id: string, due: 'dueOn' | 'followUpOn'): ClockRuleInput => ({
  deadline: id,
  starts: INTERVENTIONS.flatMap((name) => [`${name}Planned`, `${name}Started`]).map((on) => ({ on, thing: 'interventionId', due })),
  stops: INTERVENTIONS.flatMap((name) => [`${name}Interrupted`, `${name}Completed`]).map((on) => ({ on, thing: 'interventionId' })),
});

/** Lag (1988:688): how long a ban may last differs by its kind; the day itself stands in the decision. It is extended by a decision of its own. */
const BAN = 'prosecution.ContactBan';
const ban = (id: string, where: ClockEventRef['where']): ClockRuleInput => ({
  deadline: id,
  starts: [{ on: `${BAN}Issued`, where, due: 'until' }],
  extends: [{ on: `${BAN}Extended`, where, due: 'until' }],
  stops: own(`${BAN}Expired`, `${BAN}Lifted`),
});
const BANS_ALONE = ['ordinary', 'extended', 'specially-extended'];

/** Of a child: from a concern report to follow-up. The social services' events carry the moment (`at`), and steps of one process share its stream. */
const board = (...names: string[]) => names.map((name) => ({ on: `social-services.${name}`, at: 'at' }));
const since = (name: string, where: Record<string, (string | boolean)[]> = {}) => ({ on: `social-services.${name}`, where, from: 'at' });
const granted = (id: string) => [{ on: 'social-services.ExtensionGranted', where: { deadline: [id] }, thing: 'thingId', due: 'until' }];
const OVER = board('ShelterLapsed', 'ShelterEnded');
const childClocks: ClockRuleInput[] = [
  { deadline: 'protection-assessment', starts: [since('ConcernReceived')], stops: board('ProtectionAssessed') },
  {
    deadline: 'preliminary-assessment',
    starts: [since('ConcernReceived')],
    stops: board('PreliminaryAssessmentDecided', 'ConcernForwarded'),
    extends: granted('preliminary-assessment'),
  },
  {
    deadline: 'reporter-informed',
    // Asked when it was decided: at once.
    starts: [since('PreliminaryAssessmentDecided', { reporterWaits: [true] }), { ...since('ReporterAsked', { late: [true] }), due: 'at' }],
    stops: board('ReporterInformed'),
  },
  { deadline: 'child-inquiry', starts: [since('InquiryOpened')], stops: board('InquiryClosed'), extends: granted('child-inquiry') },
  { deadline: 'relocation-answer', starts: [since('RelocationAsked')], stops: board('RelocationAnswered', 'InquiryClosed') },
  { deadline: 'follow-up-without-consent', starts: [{ ...since('FollowUpDecided'), due: 'until' }], stops: board('FollowUpEnded') },
  { deadline: 'shelter-child-to-court', starts: [since('ShelterDecided')], stops: [...board('ShelterSubmitted'), ...OVER] },
  { deadline: 'shelter-child-court-ruling', starts: [since('ShelterSubmitted')], stops: [...board('ShelterRuled'), ...OVER] },
  {
    deadline: 'shelter-child-application',
    starts: [since('ShelterStarted')],
    stops: [...board('ShelterApplied'), ...OVER],
    extends: [{ on: 'social-services.ShelterApplicationExtended', due: 'until' }],
  },
  { deadline: 'shelter-child-main-case', starts: [since('ShelterApplied')], stops: [...board('ShelterJudged'), ...OVER] },
  {
    deadline: 'shelter-child-not-started',
    starts: [since('ShelterGainedForce', { carriedOut: [false] })],
    stops: [...board('ShelterStarted'), ...OVER],
  },
  {
    deadline: 'shelter-child-review',
    starts: [since('ShelterStarted'), since('ShelterReviewed', { review: ['goes-on'] })],
    stops: [{ on: 'social-services.ShelterReviewed', where: { review: ['ends'] }, at: 'at' }, ...OVER],
  },
  {
    deadline: 'secret-whereabouts-review',
    starts: [since('WhereaboutsMadeSecret'), since('WhereaboutsReviewed', { review: ['goes-on'] })],
    stops: [
      { on: 'social-services.WhereaboutsReviewed', where: { review: ['ends'] }, at: 'at' },
      { on: 'social-services.WhereaboutsAppealRuled', where: { ruling: ['revoked'] }, at: 'at' },
    ],
  },
];

const input: ClockRuleInput[] = [
  { deadline: 'referral-answer', ...answerTo('normal') },
  { deadline: 'referral-answer-urgent', ...answerTo('acute') },
  {
    deadline: 'referral-resend',
    prepares: [{ on: `${REFERRAL}Sent`, where: { kind: ['request'] } }],
    starts: [
      { on: `${REFERRAL}Returned`, from: 'at', byAnyone: true },
      { on: `${REFERRAL}Expired`, from: 'at' },
    ],
    stops: own(`${REFERRAL}SentOn`, `${REFERRAL}Withdrawn`),
  },
  {
    deadline: 'referral-information',
    prepares: own(`${REFERRAL}Sent`),
    starts: anyone('coordination.InformationRequested'),
    stops: [
      ...own('coordination.InformationAnswered'),
      ...anyone(`${REFERRAL}Accepted`, `${REFERRAL}Returned`, `${REFERRAL}Withdrawn`, `${REFERRAL}Expired`),
    ],
  },
  {
    deadline: 'referral-outcome',
    // Accepted, and taken into a record of one's own: from then on somebody there has it to answer for.
    starts: [{ on: 'coordination.CopyReceived', where: { sourceKind: ['referral'], intakeFunction: [''] }, thing: 'sourceId' }],
    // A concern report is no request: taken in, it follows the board's own clocks.
    stops: [
      ...anyone('coordination.OutcomeReported', `${REFERRAL}Withdrawn`),
      { on: 'social-services.ConcernReceived', thing: 'referralId' },
    ],
  },
  {
    deadline: 'referral-outcome-requested',
    prepares: [{ on: 'coordination.CopyReceived', where: { sourceKind: ['referral'], intakeFunction: [''] }, thing: 'sourceId' }],
    // Of a concern report the reporter may hear the decision, which has a clock of its own in the child's record.
    starts: [{ on: 'coordination.OutcomeRequested', where: { kind: ['request'] }, byAnyone: true }],
    stops: anyone('coordination.OutcomeReported', `${REFERRAL}Withdrawn`),
  },
  interventionDay('intervention-due', 'dueOn'),
  interventionDay('intervention-follow-up', 'followUpOn'),
  {
    deadline: 'plan-follow-up',
    starts: [{ on: 'coordination.PlanFollowedUp', due: 'next' }],
    stops: own('coordination.PlanClosed'),
  },
  {
    deadline: 'risk-review',
    // Of the person: whoever is assessed anew has one day to be assessed again, the latest.
    starts: ['coordination.RiskAssessed', 'coordination.RiskAssessmentCorrected'].map((on) => ({ on, thing: 'personId', due: 'reviewOn' })),
    stops: [{ on: 'coordination.RiskAssessmentRetracted', thing: 'personId' }],
  },
  {
    deadline: 'safety-plan-review',
    starts: ['coordination.SafetyPlanMade', 'coordination.SafetyPlanRevised'].map((on) => ({ on, due: 'reviewOn' })),
    stops: own('coordination.SafetyPlanEnded'),
  },
  {
    deadline: 'meeting-minutes',
    starts: ['coordination.MeetingPlanned', 'coordination.MeetingMoved'].map((on) => ({ on, due: 'startsAt' })),
    stops: own('coordination.MeetingHeld', 'coordination.MeetingCancelled'),
  },
  ban('contact-ban', { kind: BANS_ALONE, monitored: [null, false] }),
  ban('contact-ban-monitored', { kind: BANS_ALONE, monitored: [true] }),
  ban('contact-ban-joint-home', { kind: ['joint-home'] }),
  {
    deadline: 'contact-ban-court-hearing',
    starts: [{ on: `${BAN}ReviewRequested`, due: 'hearingBy' }],
    stops: own(`${BAN}Heard`, `${BAN}Expired`, `${BAN}Lifted`),
  },
  ...childClocks,
];

export const clockRules: readonly ClockRule[] = z.array(clockRuleSchema).parse(input);

/** It is moved by an event of its own process, such as a new decision on a contact ban, and so by no command about the clock. */
export const movedByItsProcess = (id: string): boolean => clockRules.some((rule) => rule.deadline === id && rule.extends.length > 0);
