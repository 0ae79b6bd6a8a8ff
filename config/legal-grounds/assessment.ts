import type { LegalGroundInput } from './schema.js';
import { ALL_CLASSES, AUTHORITIES, OSL_IN_FORCE, protectionAt } from './shared.js';

const RECIPIENTS = [...AUTHORITIES, 'civil-society'] as const;
const GENERAL_CLAUSE_FROM = ['police', 'prosecution', 'school', 'state-agency'] as const;

/** Grounds that rest on an assessment in the single case: harm tests, own need, the general clause, necessity. */
export const assessmentGrounds: LegalGroundInput[] = [
  {
    id: 'osl-25-1-harm-test',
    title: { sv: 'Menprövning i hälso- och sjukvården', en: 'Harm test in health care' },
    source: 'OSL 25:1',
    summary: {
      sv: 'Uppgiften får lämnas om det står klart att det kan ske utan att den enskilde eller någon närstående lider men. Prövas för varje uppgift och mottagare.',
      en: 'Data may be given if it is clear that neither the individual nor anyone close suffers harm. Tested for each datum and recipient.',
    },
    validFrom: OSL_IN_FORCE,
    version: '1',
    from: ['health-care'],
    to: [...RECIPIENTS],
    requires: { documentation: ['harm-test'], circumstances: { none: ['person-opposes'] } },
    otherwise: {
      sv: 'Den som motsätter sig lider normalt men. Sök samtycke eller en sekretessbrytande regel.',
      en: 'Someone who opposes normally suffers harm. Seek consent or a rule that opens secrecy.',
    },
    classes: [...ALL_CLASSES],
    modes: ['copy', 'referral'],
    protectionAtRecipient: protectionAt(RECIPIENTS),
    partyMaySee: 'limited',
  },
  {
    id: 'osl-26-1-harm-test',
    title: { sv: 'Menprövning i socialtjänsten', en: 'Harm test at social services' },
    source: 'OSL 26:1',
    summary: {
      sv: 'Uppgiften får lämnas om det står klart att det kan ske utan att den enskilde eller någon närstående lider men. Prövas för varje uppgift och mottagare.',
      en: 'Data may be given if it is clear that neither the individual nor anyone close suffers harm. Tested for each datum and recipient.',
    },
    validFrom: OSL_IN_FORCE,
    version: '1',
    from: ['social-services'],
    to: [...RECIPIENTS],
    requires: { documentation: ['harm-test'], circumstances: { none: ['person-opposes'] } },
    otherwise: {
      sv: 'Den som motsätter sig lider normalt men. Sök samtycke eller en sekretessbrytande regel.',
      en: 'Someone who opposes normally suffers harm. Seek consent or a rule that opens secrecy.',
    },
    classes: [...ALL_CLASSES],
    modes: ['copy', 'referral'],
    protectionAtRecipient: protectionAt(RECIPIENTS),
    partyMaySee: 'limited',
  },
  {
    id: 'osl-10-2-necessary',
    title: { sv: 'Nödvändigt för den egna verksamheten', en: 'Necessary for one’s own task' },
    source: 'OSL 10:2',
    summary: {
      sv: 'Bara det som är nödvändigt för att den utlämnande myndigheten själv ska kunna fullgöra sin uppgift. Tillämpas restriktivt, aldrig för mottagarens behov.',
      en: 'Only what is necessary for the disclosing agency to fulfil its own task. Applied restrictively, never for the recipient’s needs.',
    },
    validFrom: OSL_IN_FORCE,
    version: '1',
    from: [...AUTHORITIES],
    to: [...RECIPIENTS],
    requires: { documentation: ['necessity'] },
    classes: [...ALL_CLASSES],
    modes: ['copy', 'referral'],
    protectionAtRecipient: protectionAt(RECIPIENTS),
    partyMaySee: 'limited',
  },
  {
    id: 'osl-10-14-reservation',
    title: { sv: 'Utlämnande med förbehåll', en: 'Disclosure with a reservation' },
    source: 'OSL 10:14',
    summary: {
      sv: 'Till en enskild mottagare, när ett förbehåll som inskränker rätten att lämna vidare undanröjer risken för men.',
      en: 'To a private recipient, where a reservation limiting onward disclosure removes the risk of harm.',
    },
    validFrom: OSL_IN_FORCE,
    version: '1',
    from: [...AUTHORITIES],
    to: ['civil-society'],
    requires: { documentation: ['harm-test', 'reservation'] },
    classes: [...ALL_CLASSES],
    modes: ['copy'],
    protectionAtRecipient: {
      'civil-society': {
        sv: 'Förbehållet gäller som tystnadsplikt för den som tar emot uppgiften (OSL 10:14).',
        en: 'The reservation binds the one who receives the data as a duty of confidentiality (OSL 10:14).',
      },
    },
    partyMaySee: 'no',
  },
  {
    id: 'osl-10-27',
    title: { sv: 'Generalklausulen', en: 'The general clause' },
    source: 'OSL 10:27',
    summary: {
      sv: 'Uppgiften får lämnas till en annan myndighet om det är uppenbart att intresset av det har företräde framför det intresse som sekretessen skyddar.',
      en: 'Data may be given to another authority where the interest of giving it obviously takes precedence over the interest that secrecy protects.',
    },
    validFrom: OSL_IN_FORCE,
    version: '1',
    from: [...GENERAL_CLAUSE_FROM],
    to: [...AUTHORITIES],
    closed: [
      {
        from: ['social-services'],
        reason: {
          sv: 'Generalklausulen gäller inte för socialtjänstens sekretess (26 kap. 1–6 §§ OSL).',
          en: 'The general clause does not apply to the secrecy of social services (OSL 26:1–6).',
        },
      },
      {
        from: ['health-care'],
        reason: {
          sv: 'Generalklausulen gäller inte för hälso- och sjukvårdens sekretess (25 kap. 1–8 §§ OSL).',
          en: 'The general clause does not apply to the secrecy of health care (OSL 25:1–8).',
        },
      },
    ],
    requires: { documentation: ['balancing'] },
    classes: [...ALL_CLASSES],
    modes: ['copy', 'referral'],
    protectionAtRecipient: protectionAt(AUTHORITIES),
    partyMaySee: 'limited',
  },
  {
    id: 'brb-24-4-necessity',
    title: { sv: 'Nöd (akut)', en: 'Necessity (emergency)' },
    source: 'BrB 24:4',
    summary: {
      sv: 'Fara hotar liv eller hälsa och kan inte avvärjas på annat sätt. Används bara under Akut, av en person ensam om så behövs, och granskas efteråt.',
      en: 'Danger threatens life or health and cannot be averted otherwise. Used only under “Akut”, by one person alone if need be, and reviewed afterwards.',
    },
    validFrom: '1994-07-01',
    version: '1',
    from: [...RECIPIENTS],
    to: [...RECIPIENTS],
    requires: { documentation: ['reason'] },
    classes: [...ALL_CLASSES],
    modes: ['copy', 'referral'],
    urgent: true,
    onlyUrgent: true,
    protectionAtRecipient: protectionAt(RECIPIENTS),
    partyMaySee: 'limited',
  },
];
