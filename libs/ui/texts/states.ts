import { INTERVENTION_STATUSES } from '#libs/shared-kernel';
import type { AgencyKind, Duty, FieldClass } from '#libs/shared-kernel';

export const REFERRAL_STATES = ['new', 'acknowledged', 'accepted', 'returned', 'withdrawn', 'expired', 'done'] as const;
export type ReferralState = (typeof REFERRAL_STATES)[number];
export const INTERVENTION_STATES = INTERVENTION_STATUSES;
export type InterventionState = (typeof INTERVENTION_STATES)[number];
export const RISK_LEVELS = ['low', 'moderate', 'high', 'unknown'] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];
export const CONSENT_STATES = ['given', 'partly-withdrawn', 'withdrawn', 'expired', 'missing'] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];
/** Skyddade personuppgifter: a secrecy mark warns, a protected registration hides the address, a fictitious identity replaces all. */
export const PROTECTIONS = ['secrecy-mark', 'protected-registration', 'fictitious-identity'] as const;
export type Protection = (typeof PROTECTIONS)[number];

type Named<P extends string, V extends string> = { readonly [K in V as `${P}.${K}`]: string };
/** Every value of the lists has a name in each language, or it does not compile. */
export type StateTexts = Named<'referral', ReferralState> &
  Named<'intervention', InterventionState> &
  Named<'risk', RiskLevel> &
  Named<'consent', ConsentState> &
  Named<'protection', Protection> &
  Named<'class', FieldClass> &
  Named<'duty', Duty> &
  Named<'agency', AgencyKind>;

export const statesSv: StateTexts = {
  'referral.new': 'Ny',
  'referral.acknowledged': 'Kvitterad',
  'referral.accepted': 'Accepterad',
  'referral.returned': 'Återsänd',
  'referral.withdrawn': 'Återkallad',
  'referral.expired': 'Utgången',
  'referral.done': 'Klar',
  'intervention.planned': 'Planerad',
  'intervention.started': 'Pågår',
  'intervention.interrupted': 'Avbruten',
  'intervention.completed': 'Avslutad',
  'risk.low': 'Låg risk',
  'risk.moderate': 'Måttlig risk',
  'risk.high': 'Hög risk',
  'risk.unknown': 'Risk inte bedömd',
  'consent.given': 'Samtycke finns',
  'consent.partly-withdrawn': 'Samtycke delvis återkallat',
  'consent.withdrawn': 'Samtycke återkallat',
  'consent.expired': 'Samtycke har gått ut',
  'consent.missing': 'Samtycke saknas',
  'protection.secrecy-mark': 'Sekretessmarkering',
  'protection.protected-registration': 'Skyddad folkbokföring',
  'protection.fictitious-identity': 'Fingerade personuppgifter',
  'class.reference': 'Referens och datum',
  'class.identity': 'Namn och personnummer',
  'class.contact': 'Kontaktuppgifter',
  'class.location': 'Plats och adress',
  'class.health': 'Hälsa',
  'class.risk': 'Risk och skydd',
  'class.crime': 'Brott och anmälan',
  'class.child': 'Barn',
  'class.support': 'Stöd och insatser',
  'class.plan': 'Gemensam planering',
  'class.free-text': 'Fritext',
  'duty.caseworker': 'Handläggare',
  'duty.police-officer': 'Polis',
  'duty.police-liaison': 'Polisens kontaktperson',
  'duty.supervisor': 'Enhetschef',
  'duty.county-coordinator': 'Länssamordnare',
  'duty.administrator': 'Systemförvaltare',
  'duty.system': 'Systemet',
  'agency.social-services': 'Socialtjänst',
  'agency.health-care': 'Hälso- och sjukvård',
  'agency.police': 'Polis',
  'agency.prosecution': 'Åklagare',
  'agency.school': 'Skola',
  'agency.civil-society': 'Civilsamhälle',
  'agency.state-agency': 'Statlig myndighet',
  'agency.resource-centre': 'Resurscentrum',
  'agency.county': 'Länssamordning',
};

export const statesEn: StateTexts = {
  'referral.new': 'New',
  'referral.acknowledged': 'Acknowledged',
  'referral.accepted': 'Accepted',
  'referral.returned': 'Returned',
  'referral.withdrawn': 'Withdrawn',
  'referral.expired': 'Expired',
  'referral.done': 'Done',
  'intervention.planned': 'Planned',
  'intervention.started': 'In progress',
  'intervention.interrupted': 'Interrupted',
  'intervention.completed': 'Completed',
  'risk.low': 'Low risk',
  'risk.moderate': 'Moderate risk',
  'risk.high': 'High risk',
  'risk.unknown': 'Risk not assessed',
  'consent.given': 'Consent given',
  'consent.partly-withdrawn': 'Consent partly withdrawn',
  'consent.withdrawn': 'Consent withdrawn',
  'consent.expired': 'Consent has expired',
  'consent.missing': 'No consent',
  'protection.secrecy-mark': 'Secrecy mark',
  'protection.protected-registration': 'Protected registration',
  'protection.fictitious-identity': 'Fictitious identity',
  'class.reference': 'Reference and dates',
  'class.identity': 'Name and personal number',
  'class.contact': 'Contact details',
  'class.location': 'Place and address',
  'class.health': 'Health',
  'class.risk': 'Risk and protection',
  'class.crime': 'Crime and report',
  'class.child': 'Children',
  'class.support': 'Support and interventions',
  'class.plan': 'Joint plan',
  'class.free-text': 'Free text',
  'duty.caseworker': 'Caseworker',
  'duty.police-officer': 'Police officer',
  'duty.police-liaison': 'Police liaison',
  'duty.supervisor': 'Supervisor',
  'duty.county-coordinator': 'County coordinator',
  'duty.administrator': 'System administrator',
  'duty.system': 'The system',
  'agency.social-services': 'Social services',
  'agency.health-care': 'Health care',
  'agency.police': 'Police',
  'agency.prosecution': 'Prosecution',
  'agency.school': 'School',
  'agency.civil-society': 'Civil society',
  'agency.state-agency': 'State agency',
  'agency.resource-centre': 'Resource centre',
  'agency.county': 'County coordination',
};
