import type { LocalText } from './local-text.js';

export interface ReassessmentTrigger {
  readonly id: string;
  /**
   * What somebody may see of it: contract events by type, from whichever agency, own or disclosed. `coordination.ConsentWithdrawn` and `people.PersonMoved`
   * are no contract events: they are read from the own consents, and from where the own record says that somebody lives now.
   */
  readonly events: readonly string[];
  /** Why somebody would assess anew; the form begins with it. */
  readonly occasion: 'new-violence' | 'changed-circumstances' | 'consent-withdrawn' | 'partner-safety-contact' | 'protection-ends';
  readonly text: LocalText;
}

/** What makes an assessment out of date before its review day. Data: an agency changes it without touching the program. */
export const reassessmentTriggers: readonly ReassessmentTrigger[] = [
  {
    id: 'new-report',
    events: ['police.ReportKnown', 'social-services.ConcernReceived'],
    occasion: 'new-violence',
    text: { sv: 'En ny anmälan har kommit in', en: 'A new report has come in' },
  },
  {
    id: 'breach',
    events: ['police.ContactBanBreachKnown'],
    occasion: 'new-violence',
    text: { sv: 'Kontaktförbudet är överträtt', en: 'The contact ban was breached' },
  },
  {
    id: 'consent-withdrawn',
    events: ['coordination.ConsentWithdrawn'],
    occasion: 'consent-withdrawn',
    text: { sv: 'Ett samtycke är återkallat', en: 'A consent was withdrawn' },
  },
  {
    id: 'partner-safety-contact',
    events: ['coordination.PartnerSafetyContactKnown', 'coordination.ViolenceUserRiskKnown'],
    occasion: 'partner-safety-contact',
    text: { sv: 'Kontakt för partnerns säkerhet har gjorts', en: 'A partner safety contact was made' },
  },
  {
    id: 'moved',
    events: ['people.PersonMoved'],
    occasion: 'changed-circumstances',
    text: { sv: 'Någon i ärendet har flyttat', en: 'Somebody in the case has moved' },
  },
];
