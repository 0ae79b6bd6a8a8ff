import { Problem, type Bilingual, type FieldProblem } from './problem.js';

/** The problems that any route may answer with. Refusals of a concept's own rules are declared beside its decider. */
export const problems = {
  notFound: () =>
    new Problem(404, 'not-found', {
      sv: 'Det du söker finns inte, eller så har du inte tillgång till det.',
      en: 'What you look for does not exist, or you have no access to it.',
    }),
  notLoggedIn: () =>
    new Problem(401, 'not-logged-in', {
      sv: 'Du är inte inloggad. Logga in och försök igen.',
      en: 'You are not logged in. Log in and try again.',
    }),
  forbidden: (rule: string, detail: Bilingual) =>
    new Problem(403, 'forbidden', { sv: 'Du får inte göra detta.', en: 'You may not do this.' }, { rule, detail }),
  invalid: (fields: readonly FieldProblem[]) =>
    new Problem(
      400,
      'invalid-input',
      { sv: 'Något i det du fyllde i behöver rättas.', en: 'Something that you entered needs correcting.' },
      { fields },
    ),
  malformed: () => new Problem(400, 'malformed-body', { sv: 'Innehållet kunde inte läsas.', en: 'The body could not be read.' }),
  stale: (current?: unknown) =>
    new Problem(
      412,
      'changed-by-someone-else',
      {
        sv: 'Någon annan har ändrat sedan du öppnade. Inget har sparats.',
        en: 'Someone else has changed this since you opened it. Nothing was saved.',
      },
      {
        detail: { sv: 'Jämför med den nuvarande versionen och spara igen.', en: 'Compare with the current version and save again.' },
        current,
      },
    ),
  versionMissing: () =>
    new Problem(428, 'version-missing', {
      sv: 'Ange vilken version du ändrar (If-Match).',
      en: 'Say which version you are changing (If-Match).',
    }),
  functionHasRecord: () =>
    new Problem(409, 'function-has-record', {
      sv: 'Kollegor hos er arbetar redan med ärendet. Be den som är tilldelad, eller din enhetschef, att tilldela dig, eller att en förfrågan skickas till din funktion.',
      en: 'Colleagues of yours work with the case already. Ask whoever is assigned, or your supervisor, to assign you, or to have a request sent to your function.',
    }),
  otherSide: () =>
    new Problem(409, 'other-side-of-case', {
      sv: 'Våldsutövarens akt och den våldsutsattas hålls isär. Den som arbetar med den ena kan inte arbeta med den andra: be en kollega.',
      en: 'The violence user’s record and the exposed person’s are kept apart. Whoever works with one can’t work with the other: ask a colleague.',
    }),
  staffLockedOut: () =>
    new Problem(409, 'staff-locked-out', {
      sv: 'Kollegan är spärrad från ärendet. Häv spärren först.',
      en: 'The colleague is locked out of the case. Lift the lock first.',
    }),
  protectionHeld: () =>
    new Problem(409, 'protection-held', {
      sv: 'Skyddet behövs än: barnet är placerat i skyddat boende, eller vistelseorten är hemlig enligt ett beslut. Avsluta det först, eller anteckna att det har upphört.',
      en: 'The protection is still needed: the child is placed in sheltered housing, or a decision keeps the whereabouts secret. End that first, or note that it has lapsed.',
    }),
  secondPersonNeeded: () =>
    new Problem(403, 'second-person-needed', {
      sv: 'Ändringen gör att skyddade uppgifter kan visas, och kräver två personer. Begär först den skyddade adressen för personen; den som inte finns i akten registreras då i en annan roll först. När en kollega har godkänt det kan du göra ändringen inom en timme.',
      en: 'The change lets protected details show, and takes two persons. Ask for the person’s protected address first; somebody who is not in the record is registered in another role before that. When a colleague has approved it you can make the change within the hour.',
    }),
  recordErased: () =>
    new Problem(409, 'record-erased', {
      sv: 'Akten är gallrad. Inget mer kan skrivas i den: öppna en ny akt.',
      en: 'The record was erased. Nothing more can be written in it: open a new one.',
    }),
  keyMissing: () =>
    new Problem(400, 'idempotency-key-missing', { sv: 'Rubriken Idempotency-Key saknas.', en: 'The header Idempotency-Key is missing.' }),
  keyReused: () =>
    new Problem(422, 'idempotency-key-reused', {
      sv: 'Samma Idempotency-Key har redan använts för något annat.',
      en: 'The same Idempotency-Key was used for something else.',
    }),
  rightEnded: () =>
    new Problem(409, 'right-ended', {
      sv: 'Samtycket eller utlämnandet har just upphört. Inget har lämnats ut.',
      en: 'The consent or the disclosure has just ended. Nothing was disclosed.',
    }),
  openingEnded: () =>
    new Problem(409, 'opening-ended', {
      sv: 'Nödöppningen har just upphört. Inget har lämnats ut.',
      en: 'The emergency opening has just ended. Nothing was disclosed.',
    }),
  neighbour: (caseId: string) =>
    new Problem(
      403,
      'neighbour-not-acknowledged',
      { sv: 'En granne till dig finns i ärendet.', en: 'A neighbour of yours is in the case.' },
      {
        rule: 'neighbour',
        detail: {
          sv: 'Skriv varför du ska fortsätta, eller lämna över ärendet. Det du väljer visas för enhetschefen.',
          en: 'Say why you should go on, or hand the case over. What you choose is shown to the head of the unit.',
        },
        current: { acknowledge: `/workspace/cases/${caseId}/neighbour` },
      },
    ),
  unreviewedOpening: () =>
    new Problem(
      403,
      'opening-not-reviewed',
      { sv: 'Din nödöppning är spärrad.', en: 'Your emergency opening is locked.' },
      {
        rule: 'unreviewed-opening',
        detail: {
          sv: 'En tidigare öppning har inte granskats i tid, eller bedömdes som inte befogad. Be enhetschefen, eller ring jouren.',
          en: 'An earlier opening was not reviewed in time, or was found unjustified. Ask the supervisor, or call whoever is on call.',
        },
      },
    ),
  recipientCannotTake: () =>
    new Problem(
      422,
      'recipient-cannot-take',
      {
        sv: 'Mottagaren kan inte ta emot just det här ärendet. Inget har skickats.',
        en: 'The recipient cannot take this very case. Nothing was sent.',
      },
      {
        detail: {
          sv: 'Välj en annan enhet i samma verksamhet, eller jouren.',
          en: 'Choose another unit of the same agency, or whoever is on call.',
        },
      },
    ),
  tooMany: (retryAfter: number) =>
    new Problem(
      429,
      'too-many-requests',
      { sv: 'För många förfrågningar på kort tid. Vänta en stund.', en: 'Too many requests in a short time. Wait a while.' },
      { retryAfter },
    ),
  unavailable: () =>
    new Problem(
      503,
      'unavailable',
      {
        sv: 'Systemet kan inte spara eller läsa just nu. Inget halvt har sparats; försök igen om en stund.',
        en: 'The system can neither save nor read right now. Nothing was half saved; try again in a while.',
      },
      { retryAfter: 5 },
    ),
  crossSite: () =>
    new Problem(403, 'cross-site-request', {
      sv: 'Begäran kom från en annan webbplats och har stoppats.',
      en: 'The request came from another site and was stopped.',
    }),
  unexpected: () =>
    new Problem(500, 'unexpected', {
      sv: 'Något gick fel hos oss. Felet är noterat.',
      en: 'Something went wrong on our side. The fault is noted.',
    }),
};
