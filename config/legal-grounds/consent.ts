import type { LegalGroundInput } from './schema.js';
import { ALL_CLASSES, AUTHORITIES, OSL_IN_FORCE, protectionAt, SOL_2025, without } from './shared.js';

const RECIPIENTS = [...AUTHORITIES, 'civil-society'] as const;

export const consentGrounds: LegalGroundInput[] = [
  {
    id: 'osl-10-1-consent',
    title: { sv: 'Samtycke', en: 'Consent' },
    source: 'OSL 10:1, 12:2',
    summary: {
      sv: 'Den enskilde har helt eller delvis häft sekretessen. Gäller bara de mottagare, uppgifter och ändamål som samtycket omfattar, till dess att det löper ut eller tas tillbaka.',
      en: 'The individual has lifted the secrecy in whole or in part. It covers only the recipients, data and purpose it names, until it ends or is withdrawn.',
    },
    validFrom: OSL_IN_FORCE,
    version: '2',
    from: [...AUTHORITIES],
    to: [...RECIPIENTS],
    requires: { consent: true, circumstances: { none: ['harm-from-guardian'] } },
    classes: [...ALL_CLASSES],
    modes: ['copy', 'standing', 'referral'],
    protectionAtRecipient: protectionAt(RECIPIENTS),
    partyMaySee: 'limited',
  },
  {
    id: 'osl-12-3-guardian-consent',
    title: { sv: 'Vårdnadshavares samtycke för barn', en: 'Guardian’s consent for a child' },
    source: 'OSL 12:3',
    summary: {
      sv: 'Vårdnadshavaren förfogar över sekretessen, med stigande ålder tillsammans med barnet eller barnet ensamt. Rätten viker om barnet kan antas lida betydande men.',
      en: 'The guardian disposes over the secrecy, with rising age together with the child or the child alone. The right yields where the child may suffer considerable harm.',
    },
    validFrom: OSL_IN_FORCE,
    version: '1',
    from: [...AUTHORITIES],
    to: [...RECIPIENTS],
    requires: { consent: true, aboutChild: 'only', circumstances: { none: ['harm-from-guardian'] } },
    otherwise: {
      sv: 'Pröva menprövning, en sekretessbrytande regel för barn eller särskild företrädare i stället.',
      en: 'Consider a harm test, a rule that opens secrecy for children, or a special representative instead.',
    },
    classes: [...ALL_CLASSES],
    modes: ['copy', 'standing', 'referral'],
    protectionAtRecipient: protectionAt(RECIPIENTS),
    partyMaySee: 'yes',
  },
  {
    id: 'sol-17-11-consent',
    title: {
      sv: 'Samtycke till ideell verksamhet eller enskilt skyddat boende',
      en: 'Consent given to civil society or a private shelter',
    },
    source: 'SoL 17:11',
    summary: {
      sv: 'Verksamheten står utanför OSL och har tystnadsplikt. Den enskilde kan själv låta uppgifter lämnas vidare.',
      en: 'The activity stands outside OSL and has a duty of confidentiality. The individual may let data be passed on.',
    },
    validFrom: SOL_2025,
    version: '2',
    from: ['civil-society'],
    to: [...RECIPIENTS],
    requires: { consent: true, circumstances: { none: ['harm-from-guardian'] } },
    classes: [...ALL_CLASSES],
    modes: ['copy', 'standing', 'referral'],
    protectionAtRecipient: protectionAt(RECIPIENTS),
    partyMaySee: 'limited',
  },
  {
    id: 'sol-17-11-harm-test',
    title: { sv: 'Inte obehörigt röjande från enskild verksamhet', en: 'Not an unauthorised disclosure from a private activity' },
    source: 'SoL 17:11',
    summary: {
      sv: 'Uppgiften lämnas av den som har tystnadsplikt när det står klart att den enskilde eller närstående inte lider men.',
      en: 'Someone under the duty of confidentiality passes on what clearly does no harm to the individual or those close.',
    },
    validFrom: SOL_2025,
    version: '1',
    from: ['civil-society'],
    to: [...AUTHORITIES],
    requires: { documentation: ['harm-test'], circumstances: { none: ['person-opposes'] } },
    classes: without('location'),
    modes: ['copy'],
    protectionAtRecipient: protectionAt(AUTHORITIES),
    partyMaySee: 'limited',
    toVerify: true,
  },
];
