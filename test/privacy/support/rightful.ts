import type { CanaryField, Play, PlayedCase } from '../played-case.js';

export const OFFICER = ['police-officer'];
export const BODEN = ['boden-caseworker', 'boden-stand-in'];
export const CARE = ['region-caseworker'];
/** The liaison: the requests to and from the police, and nothing else. */
export const REQUESTS = ['police-liaison', 'police-both:police-liaison'];

export type Words = CanaryField | keyof PlayedCase['signs'] | 'NumberOfExposed' | 'NumberOfSuspect' | 'NumberOfChild';

/** A played case, and what happened to it afterwards. */
export interface Happened extends Play {
  /** The brother on Boden's staff: that she is his sister is known by her number. */
  readonly kin?: boolean;
  /** A colleague who has opened a record in an emergency, this hour. */
  readonly emergency?: 'none' | 'police' | 'boden';
  /** The consent that was taken back when all was done. */
  readonly withdrawn?: 'none' | 'police' | 'boden';
}

/** Where a person is, how she is reached, and what tells of it: her child's school, where a meeting is, where she could go. */
export const WHEREABOUTS = [
  'ChildSchool',
  'ChildAddress',
  'MeetingPlace',
  'SafetyPlace',
  'Address',
  'Municipality',
  'School',
  'Workplace',
  'Phone',
  'SafeNumber',
  'SafeHours',
  'SafeLanguage',
  'SafeNote',
] as const;
const CONTACT = ['Phone', 'SafeNumber', 'SafeHours', 'SafeLanguage', 'SafeNote'] as const;

function each<const F extends Words>(fields: readonly F[], readers: readonly string[]): Record<F, readonly string[]> {
  return Object.fromEntries(fields.map((field) => [field, readers])) as Record<F, readonly string[]>;
}

/**
 * Who has a ground to read what, and by that ground does. Everybody else in the county, and nobody logged in, must never see it:
 * not the woman's brother on Boden's staff, no supervisor, not Luleå that had the request and returned it.
 */
export const rightfulReaders = (happened: Happened = {}): Record<Words, readonly string[]> => {
  const { protection = 'none', shared = ['contact', 'free-text'], sharedWithCare = ['contact', 'free-text'] } = happened;
  const { vault = true, urgent = true, kin = true, emergency = 'none', withdrawn = 'none' } = happened;
  const officer = emergency === 'police' ? [...OFFICER, 'police-both:police-officer'] : OFFICER;
  const boden = emergency === 'boden' ? [...BODEN, 'boden-on-call'] : BODEN;
  // Who staffs the function that the request came to, and works with the case on no other side of it (here there is none), reads the request: until the
  // consent is taken back, and never as kin.
  const staffing = kin ? [] : ['boden-kin'];
  const addressed = withdrawn === 'police' ? [] : staffing;
  const sent = [...officer, ...REQUESTS, ...addressed, ...boden];
  const contact = shared.includes('contact');
  const told = sharedWithCare.includes('contact') ? CARE : [];
  const readers: Record<Words, readonly string[]> = {
    // The police's own record, by assignment.
    ...each(
      ['ReportNumber', 'Summary', 'Address', 'Municipality', 'School', 'Workplace', 'MeasureNote', 'BreachNote', 'OfferNote'],
      officer,
    ),
    ...each(['SuspectName', 'SuspectAddress', 'SuspectPhone', 'SuspectWorkplace', 'NumberOfSuspect'], officer),
    ...each(['ChildName', 'ChildSchool', 'ChildAddress', 'NumberOfChild', 'PoliceConsentContact', 'PoliceConsentNote'], officer),
    // Identity and contact: sent to Boden by her consent, and by Boden to health care by her consent.
    ...each(['Name', 'NumberOfExposed'], [...sent, ...CARE]),
    ...each([...CONTACT], contact ? [...sent, ...told] : officer),
    // The conversation of the request. What was sent is a copy in the recipient's record too; what the recipient asked is its own words, in its register.
    Message: shared.includes('free-text') ? [...OFFICER, ...REQUESTS, ...addressed, ...boden] : [],
    Answer: [...OFFICER, ...REQUESTS, ...addressed, ...boden],
    Question: [...OFFICER, ...REQUESTS, ...staffing, ...BODEN],
    ReturnNote: [...OFFICER, ...REQUESTS],
    CareMessage: sharedWithCare.includes('free-text') ? [...BODEN, ...CARE] : [],
    // Boden's own record: free text is not among what it disclosed. What a line of the plan says (PlanDetails) would be read elsewhere where free text about the
    // line's own person was disclosed, and by nobody for having the work: health care has it here, and does not read what it says.
    ...each(['OverrideReason', 'BodenConsentNote', 'PlanNeed', 'PlanGoal', 'PlanDetails', 'PlanOthers', 'SupportNote'], boden),
    // Its meetings, and what the plan says beside its goals. Of the anonymous consultation another record: nobody opened that one in an emergency.
    ...each(['MeetingPlace', 'MeetingAgenda', 'MeetingFacts', 'MeetingBelief', 'MeetingDecision', 'MeetingAction', 'MeetingNote'], boden),
    // When she is met, and that a shelter is to do something for her: no peer to whom location was not disclosed, and in these worlds it was to none.
    ...each(['MeetingMoment', 'ShelterLine'], boden),
    ...each(['GuardianReason', 'PlanOwnWords', 'PlanMeasure', 'PlanWishes', 'PlanFollowUpNote'], boden),
    ...each(['SafetySign', 'SafetyStep', 'SafetyContact', 'SafetyPlace'], boden),
    ...each(['ConsultationAgenda', 'ConsultationFacts'], BODEN),
    // Health care's own record.
    ...each(['CareNote', 'CareConsentNote', 'ExposureNote', 'FileName', 'FileFrom', 'FileWords', 'CrossedName'], CARE),
    // A file that went with a copy: what it says, without the name that it has at home. An emergency opening does not give it.
    CrossedWords: [...CARE, ...BODEN],
    // How it went, as health care sees it: the head is asked to approve.
    ClosingNote: [...CARE, 'region-supervisor'],
    // Why the whereabouts are asked for: who asks, who works with the record, and the head who is told.
    VaultReason: vault ? [...BODEN, 'boden-supervisor'] : [],
    // Why one person decided alone: the head who reviews it, and those who work with the record, where the decision lies.
    UrgentReason: urgent ? [...officer, 'police-supervisor'] : [],
    // Of a request: the head alone.
    UrgentRequestReason: urgent ? ['police-supervisor'] : [],
    // Why a gap in the police's record stays.
    GapReason: officer,
    // Why a time limit was extended: the record's own, and its head.
    ClockReason: [...boden, 'boden-supervisor'],
    // Why a neighbour goes on: the own record's, and the heads who are told.
    NeighbourReason: [...OFFICER, 'police-supervisor'],
    // Why the log was reviewed, and what came of it: the head. What was explained: who explained, too.
    ...each(['ReviewReason', 'ReviewNote', 'IncidentWords'], ['police-supervisor']),
    ReviewExplanation: ['police-officer', 'police-supervisor'],
    // Why her extract waits: who works with the record, and its head; not whoever opened it in an emergency.
    ExtractReason: [...OFFICER, 'police-supervisor'],
    // A concern that came by telephone: the record of that child, and of what is asked of the head, why.
    ...each(['ConcernWords', 'ConcernChild', 'Reporter', 'ProtectionReason'], BODEN),
    ExtensionReason: [...BODEN, 'boden-supervisor'],
    // Which court appointed the child's representative: it tells where the child is.
    Court: officer,
    // Why the ground held: whoever reads the decision in the own record, the second person among them.
    DisclosureWords: boden,
  };
  if (protection === 'none') return readers;
  // That a shelter is to do something for her: who is assigned and wrote it. Whoever stands in, or opened the record in an emergency, by the vault.
  return { ...readers, ...each([...WHEREABOUTS, 'PoliceConsentContact', 'Court'], []), ShelterLine: ['boden-caseworker'] };
};
