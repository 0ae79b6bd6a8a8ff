import type { RefusalTexts } from '#libs/http';
import type { ReferralRefusal } from './referral.decider.js';

/** Each refusal as a sentence that a caseworker understands. */
export const referralRefusals: RefusalTexts<ReferralRefusal> = {
  'referral-unknown': { sv: 'Förfrågan finns inte.', en: 'The request does not exist.' },
  'referral-exists': { sv: 'Det finns redan en förfrågan med det numret.', en: 'There is already a request with that id.' },
  'referral-returned': { sv: 'Förfrågan är återsänd till avsändaren.', en: 'The request has been returned to the sender.' },
  'referral-withdrawn': { sv: 'Avsändaren har återkallat förfrågan.', en: 'The sender has withdrawn the request.' },
  'referral-expired': {
    sv: 'Svarstiden har gått ut. Avsändaren avgör om förfrågan ska sändas vidare eller skickas på nytt.',
    en: 'The time to answer has run out. The sender decides whether to send it on or anew.',
  },
  'answer-beyond-request': {
    sv: 'Förfrågan omfattar inte den sortens uppgifter. Lämna dem som ett utlämnande med egen grund, eller be om samtycke och skicka en ny förfrågan.',
    en: 'The request does not cover that kind of data. Disclose them on a ground of their own, or ask for consent and send a new request.',
  },
  'referral-done': { sv: 'Förfrågan är klar och återkopplad.', en: 'The request is done and its outcome reported.' },
  'referral-accepted': {
    sv: 'Förfrågan är redan accepterad. Återkoppla utfallet i stället.',
    en: 'The request has been accepted already. Report its outcome instead.',
  },
  'not-accepted': { sv: 'Acceptera förfrågan innan du återkopplar utfallet.', en: 'Accept the request before you report its outcome.' },
  'not-accepted-yet': {
    sv: 'Mottagaren har inte accepterat än. När det ska vara gjort har en egen tid; därefter kan du be om återkoppling.',
    en: 'The recipient has not accepted yet. That has a time of its own; after it you can ask for the outcome.',
  },
  'not-returned': {
    sv: 'Förfrågan ligger hos mottagaren. Den kan sändas vidare först när den har återsänts eller gått ut.',
    en: 'The request is with the recipient. It can be sent on once it has been returned or has expired.',
  },
  'not-expired-yet': { sv: 'Svarstiden har inte gått ut.', en: 'The time to answer has not run out.' },
  'send-on-too-late': {
    sv: 'Tiden för att sända vidare har gått ut. Skicka en ny förfrågan, med samtycket och grunden prövade på nytt.',
    en: 'The time to send it on has run out. Send a new request, with consent and ground judged anew.',
  },
  'recipient-has-returned': {
    sv: 'Den funktionen har redan återsänt förfrågan. Välj en annan mottagare.',
    en: 'That function has already returned the request. Choose another recipient.',
    status: 422,
  },
  'more-than-was-sent': {
    sv: 'En förfrågan som sänds vidare får inte innehålla mer än den första gången. Skicka en ny förfrågan.',
    en: 'A request that is sent on cannot hold more than the first time. Send a new request.',
    status: 422,
  },
  'concern-report-stands': {
    sv: 'En orosanmälan kan inte återsändas eller återkallas. Nämnden som tog emot den bedömer skyddet genast och lämnar sedan över (SoL 19:1).',
    en: 'A concern report can be neither returned nor withdrawn. The board that received it assesses protection at once and then hands over (SoL 19:1).',
  },
  'only-the-decision': {
    sv: 'Den som anmält oro får bara veta om utredning har inletts (SoL 19:6). Det meddelas från barnets ärende.',
    en: 'Whoever reported a concern is only told whether an inquiry was opened (SoL 19:6). It is told from the child’s case.',
  },
  'person-not-reported': { sv: 'Barnet är inte namngivet i anmälan.', en: 'The child is not named in the report.' },
  'question-unknown': { sv: 'Frågan finns inte i den här förfrågan.', en: 'There is no such question in this request.', status: 422 },
  'question-exists': { sv: 'Frågan är redan ställd.', en: 'The question has been asked already.' },
  'question-answered': { sv: 'Frågan är redan besvarad.', en: 'The question has been answered already.' },
};
