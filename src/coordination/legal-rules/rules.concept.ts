import { derivedId } from '#libs/shared-kernel';
import type { Concept, Place } from '#src/access/index';
import { rulesDecider, type RulesCommand, type RulesRefusal, type RulesState } from './rules.decider.js';
import { rulesEvents, type RulesEvent } from './rules.events.js';

/** The rules belong to no case: one stream for the installation. */
export const RULES_ID = 'county';
export const RULES_PLACE: Place = { recordId: derivedId('legal-rules'), caseId: derivedId('legal-rules', 'case') };

export const rulesConcept: Concept<RulesCommand, RulesState, RulesEvent, RulesRefusal> = {
  name: 'legal-rules',
  subject: 'Organisation',
  decider: rulesDecider,
  events: rulesEvents,
  refusals: {
    'rules-changed-meanwhile': {
      sv: 'Reglerna har ändrats under tiden. Jämför på nytt innan de läses in.',
      en: 'The rules have changed meanwhile. Compare again before applying.',
    },
  },
  facts: () => ({}),
};
