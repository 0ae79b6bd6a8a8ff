import type { OwnInterventions } from '#libs/intervention';
import { supportEvents } from './support.events.js';

export const ownSupport: OwnInterventions = {
  agencyKind: 'civil-society',
  stream: 'civil-society-support',
  events: supportEvents,
  title: { sv: 'Föreningens stöd', en: 'Support of the organisation' },
  lead: {
    sv: 'Det här har ni och den ni stöttar kommit överens om. Andra får veta det bara med hennes eller hans samtycke.',
    en: 'What you and the person you support have agreed on. Others are told only with that person’s consent.',
  },
};
