import { assigns, closes, handsOver, leavesLead, opens, proposesClosing, reopens, takesLead } from '../acts/records.js';
import { acknowledgesGap, assesses, gives, makesSafetyPlan } from '../acts/work.js';
import { demoCase, type DemoCase } from '../demo-case.js';

const BODEN = { functionId: 'boden-mottagning-vald' };

/** An agency's own records: how they stand, how the risk was judged, and what is missing. */
export const ownWorkCases: readonly DemoCase[] = [
  demoCase('record-assigned-anew', 'bodenStandIn', { record: 'open' }, [
    opens('bodenCaseworker', 'Nanna Låtsas', BODEN),
    assigns('bodenSupervisor', 'bodenCaseworker', 'bodenStandIn'),
  ]),
  demoCase('record-handed-over', 'bodenCaseworker', { record: 'open', handover: 'on-call', lead: 'left' }, [
    opens('bodenCaseworker', 'Ofelia Exempel', BODEN),
    takesLead('bodenCaseworker'),
    leavesLead('bodenCaseworker', 'vardcentral-boden-kurator'),
    handsOver('bodenCaseworker', 'bodenOnCall'),
  ]),
  demoCase('record-leads', 'bodenCaseworker', { record: 'open', lead: 'leads', 'gap-acknowledged': 'intervention-interrupted' }, [
    opens('bodenCaseworker', 'Pia Fantasi', BODEN),
    takesLead('bodenCaseworker'),
    gives('bodenCaseworker', 'financial-support', ['start', { interrupt: 'declined-by-person' }]),
    acknowledgesGap('bodenCaseworker', 'intervention-interrupted'),
  ]),
  demoCase('record-closing-proposed', 'regionCaseworker', { record: 'open', closing: 'proposed' }, [
    opens('regionCaseworker', 'Ragna Sagolund'),
    gives('regionCaseworker', 'treatment', ['start', 'complete']),
    proposesClosing('regionCaseworker', 'support-completed', 'safer'),
  ]),
  demoCase('record-closed', 'bodenStandIn', { record: 'closed' }, [
    opens('bodenStandIn', 'Signe Diktberg', BODEN),
    proposesClosing('bodenStandIn', 'support-completed', 'violence-ended'),
    closes('bodenSupervisor', 'bodenStandIn'),
  ]),
  demoCase('record-reopened', 'luleaCaseworker', { record: 'open', risk: 'moderate' }, [
    opens('luleaCaseworker', 'Tuva Påhitt'),
    proposesClosing('luleaCaseworker', 'moved', 'unknown'),
    closes('luleaSupervisor', 'luleaCaseworker'),
    reopens('luleaCaseworker'),
    assesses('luleaCaseworker', 'moderate'),
  ]),
  demoCase('risk-low', 'kirunaCaseworker', { risk: 'low' }, [
    opens('kirunaCaseworker', 'Ulla Låtsas'),
    assesses('kirunaCaseworker', 'low'),
  ]),
  demoCase('risk-high-review-today', 'bodenCaseworker', { risk: 'high' }, [
    opens('bodenCaseworker', 'Vera Exempel', BODEN),
    assesses('bodenCaseworker', 'high', { ago: 14, reviewIn: 0 }),
    makesSafetyPlan('bodenCaseworker'),
  ]),
  demoCase('protected-identity', 'luleaCaseworker', { protection: 'protected-registration' }, [
    opens('luleaCaseworker', 'Ylva Fantasi', { protection: 'protected-registration', address: 'Ingenstansvägen 3' }),
    gives('luleaCaseworker', 'shelter-placement', ['start']),
  ]),
];
