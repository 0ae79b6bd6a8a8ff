import { defineTexts } from '#libs/ui';
import type { LoginRefusal } from '../login-problem.js';

const refusalsSv: Readonly<Record<`refused.${LoginRefusal}`, string>> = {
  'refused.expired': 'Inloggningen hann gå ut eller har redan använts. Börja om från inloggningssidan.',
  'refused.cancelled': 'Inloggningen avbröts. Du kan börja om när du vill.',
  'refused.not-verified':
    'Svaret från inloggningstjänsten kunde inte kontrolleras. Börja om. Händer det igen, kontakta din systemförvaltare.',
  'refused.not-staff':
    'Du är inloggad hos din inloggningstjänst men finns inte i organisationens register här. Be din systemförvaltare lägga upp dig.',
  'refused.too-weak': 'Din inloggning har för låg tillitsnivå. Logga in med tjänstelegitimation (till exempel SITHS) och försök igen.',
  'refused.unavailable': 'Inloggningstjänsten svarar inte just nu. Vänta en stund och försök igen.',
  'refused.not-configured': 'Ingen inloggningstjänst är inställd. Systemförvaltaren behöver ange OIDC_ISSUER och OIDC_CLIENT_ID.',
};

export const loginTexts = defineTexts({
  sv: {
    ...refusalsSv,
    title: 'Logga in',
    lead: 'Insatskedja är för dig som i ditt arbete samordnar stöd och hjälp.',
    button: 'Logga in',
    'button.as': 'Logga in som {{name}}',
    cards: 'Välj en person att logga in som. Alla är påhittade och inget lösenord behövs.',
    ended:
      'Du är inte inloggad. Av säkerhetsskäl tar en session slut efter en stund utan aktivitet. Logga in igen så kommer du tillbaka dit du var.',
    'failed.title': 'Inloggningen gick inte igenom',
    again: 'Till inloggningen',
    'duty.title': 'Välj uppdrag',
    'duty.lead': 'Du har flera uppdrag. Välj vilket du arbetar i nu. Du kan byta senare.',
    'duty.choose': 'Fortsätt som {{duty}}',
    'duty.current': 'Nuvarande uppdrag',
    'duty.refused': 'Du har inte det uppdraget längre. Välj ett av dina uppdrag.',
    'leaving.title': 'Du skickas vidare',
    'leaving.lead': 'Inloggningen sker hos din organisations inloggningstjänst.',
    'leaving.link': 'Fortsätt om inget händer',
  },
  en: {
    'refused.expired': 'The login expired or was already used. Start again from the login page.',
    'refused.cancelled': 'The login was cancelled. You can start again whenever you like.',
    'refused.not-verified':
      'The answer from the login service could not be verified. Start again. If it happens again, contact your administrator.',
    'refused.not-staff':
      "You are logged in at your login service but are not in the organisation's register here. Ask your administrator to add you.",
    'refused.too-weak':
      'Your login has too low a level of assurance. Log in with your professional e-identity (for instance SITHS) and try again.',
    'refused.unavailable': 'The login service is not answering right now. Wait a while and try again.',
    'refused.not-configured': 'No login service is configured. The administrator needs to set OIDC_ISSUER and OIDC_CLIENT_ID.',
    title: 'Log in',
    lead: 'Insatskedja is for those whose work is to coordinate support and help.',
    button: 'Log in',
    'button.as': 'Log in as {{name}}',
    cards: 'Choose a person to log in as. All are invented and no password is needed.',
    ended:
      'You are not logged in. For safety a session ends after a while without activity. Log in again and you come back to where you were.',
    'failed.title': 'The login did not succeed',
    again: 'To the login',
    'duty.title': 'Choose duty',
    'duty.lead': 'You have several duties. Choose the one you are working in now. You can change later.',
    'duty.choose': 'Continue as {{duty}}',
    'duty.current': 'Current duty',
    'duty.refused': 'You no longer hold that duty. Choose one of yours.',
    'leaving.title': 'You are being sent on',
    'leaving.lead': "You log in at your organisation's login service.",
    'leaving.link': 'Continue if nothing happens',
  },
});
