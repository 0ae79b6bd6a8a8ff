import { randomUUID } from 'node:crypto';
import { demoPersons } from '#config/demo';
import type { Journey } from './journey.js';
import { Player } from './player.js';

const DAY = 86_400_000;

interface Request {
  readonly sender: string;
  readonly fromFunction: string;
  readonly toFunction: string;
  readonly urgency: 'normal' | 'acute';
  readonly need: 'support' | 'protection';
  readonly exposed: { readonly personId: string; readonly name: string; readonly personNumber?: string };
  readonly phone: string;
}

const { namesake } = demoPersons;
/** What waits when the demo begins: an acute request from the emergency ward in Boden's inbox, and one in the police liaison's. */
const REQUESTS: readonly Request[] = [
  {
    sender: 'demo-region-nurse',
    fromFunction: 'akutmottagning',
    toFunction: 'boden-mottagning-vald',
    urgency: 'acute',
    need: 'support',
    exposed: { personId: randomUUID(), name: 'Sanna Ekholm' },
    phone: '070-1740640',
  },
  {
    sender: 'demo-lulea-caseworker',
    fromFunction: 'lulea-mottagning-vald',
    toFunction: 'polis-lulea-kontaktperson',
    urgency: 'normal',
    need: 'protection',
    exposed: { personId: namesake.id, name: `${namesake.givenName} ${namesake.familyName}`, personNumber: namesake.personnummer },
    phone: namesake.phone,
  },
];

/** Requests that nobody has answered yet, so that whoever looks around in the demo has something to do. */
export const waitingRequests: Journey = {
  name: 'waiting-requests',
  play: async (url, stage) => {
    for (const { sender, fromFunction, toFunction, urgency, need, exposed, phone } of REQUESTS) {
      const player = await Player.login(url, sender);
      const place = { recordId: randomUUID(), caseId: randomUUID() };
      const consentId = randomUUID();
      const referralId = randomUUID();
      await player.send('/api/v1/records', { ...place, functionId: fromFunction, source: 'own' });
      await player.send('/api/v1/people', {
        ...place,
        role: 'exposed',
        ...exposed,
        phone,
        safeContact: { way: 'phone', number: phone, hours: 'Dagtid, när hon är ensam', language: 'Svenska' },
      });
      await player.send('/api/v1/consents', {
        ...place,
        consentId,
        personId: exposed.personId,
        givenBy: 'adult',
        form: 'oral',
        alone: 'yes',
        recipients: [toFunction],
        classes: ['identity', 'contact'],
        purposes: ['support', 'protection'],
        until: new Date(stage.now().getTime() + 60 * DAY).toISOString(),
        circumstances: 'at-visit',
      });
      await player.send('/api/v1/referrals', {
        ...place,
        referralId,
        fromFunction,
        toFunction,
        personIds: [exposed.personId],
        classes: ['identity', 'contact'],
        urgency,
        need: [need],
        purpose: 'support',
        ground: 'osl-10-1-consent',
        consentId,
      });
      const sent = await player.until<{ status: string }>(`/api/v1/referrals/${referralId}`, ({ status }) => status === 'new');
      stage.check(`Förfrågan till ${toFunction} väntar på svar`, sent.status === 'new');
    }
  },
};
