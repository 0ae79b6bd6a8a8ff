import type { RightsChange } from '#libs/shared-kernel';
import type { Concept } from '#src/access/index';
import { disclosureDecider, type DisclosureCommand, type DisclosureRefusal, type DisclosureState } from './disclosure.decider.js';
import { disclosureEvents, type DecidedData, type DisclosureEvent } from './disclosure.events.js';

/** The grant that a decision leaves: what every read consults from then on. A copy's grant opens nothing; it gates the delivery and marks the copy when it closes. */
const grantOf = (data: DecidedData, decidedAt: string): RightsChange => ({
  op: 'open-grant',
  grant: {
    grantId: data.disclosureId,
    kind: data.mode,
    caseId: data.caseId,
    objectId: data.receivedId ?? null,
    ownerAgency: data.agencyId,
    recordId: data.recordId,
    recipientAgency: data.recipientAgency,
    recipientFunction: data.recipientFunction,
    classes: data.classes,
    personIds: data.personIds,
    purpose: data.purpose,
    ground: data.ground,
    ruleVersion: data.ruleVersion,
    consentId: data.consentId ?? null,
    factsFrom: data.factsFrom,
    validFrom: decidedAt,
    validUntil: data.until ?? null,
  },
});

export const disclosureConcept: Concept<DisclosureCommand, DisclosureState, DisclosureEvent, DisclosureRefusal> = {
  name: 'disclosure',
  subject: 'Disclosure',
  decider: disclosureDecider,
  events: disclosureEvents,
  refusals: {
    'disclosure-unknown': { sv: 'Utlämnandet finns inte.', en: 'The disclosure does not exist.' },
    'disclosure-exists': {
      sv: 'Beslutet är redan fattat under samma id. Börja om med ett nytt beslut.',
      en: 'A decision stands already under the same id. Start again with a new one.',
    },
    'disclosure-refused': {
      sv: 'Utlämnandet avslogs, så inget har lämnats ut.',
      en: 'The disclosure was refused, so nothing was disclosed.',
    },
    'not-proposed': { sv: 'Det finns inget förslag att godkänna.', en: 'There is no proposal to approve.' },
    'own-proposal': {
      sv: 'Den som föreslår ett utlämnande kan inte själv godkänna det. Be en kollega.',
      en: 'Whoever proposes a disclosure can’t approve it. Ask a colleague.',
    },
    'not-decided': {
      sv: 'Utlämnandet är inte beslutat än. Avslå förslaget i stället.',
      en: 'The disclosure is not decided yet. Decline the proposal instead.',
    },
    'nothing-to-review': {
      sv: 'Utlämnandet är inte fattat under Akut och ska inte granskas i efterhand.',
      en: 'The disclosure was not decided under “Akut”: there is nothing to review.',
    },
    'reviewed-already': { sv: 'Utlämnandet är redan granskat.', en: 'The disclosure is reviewed already.' },
    'own-decision': {
      sv: 'Den som fattade beslutet kan inte själv granska det. Be en annan chef.',
      en: 'Whoever decided can’t review it. Ask another head of unit.',
    },
  },
  facts: (state) => (state.status === 'none' ? null : { ownerAgency: state.agencyId }),
  home: (state) => (state.status === 'none' ? null : { recordId: state.recordId, caseId: state.caseId }),
  rights: ({ event, recordedAt }) => {
    switch (event.type) {
      case 'coordination.DisclosureDecided':
        return [grantOf(event.data, recordedAt.toISOString())];
      case 'coordination.DisclosureClosed':
        return [{ op: 'close-grants', where: { grantId: event.data.disclosureId } }];
      case 'coordination.DisclosureProposed':
      case 'coordination.DisclosureRefused':
      case 'coordination.DisclosureReviewed':
        return [];
    }
  },
};
