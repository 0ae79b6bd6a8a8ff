import type { LocalText } from './local-text.js';

/**
 * Where post reaches someone with protected data, without whoever sends it knowing where she is: the tax agency forwards it (förmedlingsuppdrag).
 * Source: Skatteverket, folkbokföringslagen (1991:481) 16–17 §§, OSL 22:1–2; lag (1991:483) om fingerade personuppgifter. An agency may change it.
 */
export const FORWARDING: Readonly<Record<'secrecy-mark' | 'protected-registration' | 'fictitious', LocalText>> = {
  'secrecy-mark': {
    sv: 'Skatteverket, Förmedlingsuppdrag, Box 2820, 403 20 Göteborg. Namn och personnummer i ett inre kuvert.',
    en: 'Skatteverket, Förmedlingsuppdrag, Box 2820, 403 20 Göteborg. Name and personal number in an inner envelope.',
  },
  'protected-registration': {
    sv: 'Skatteverket, Förmedlingsuppdrag, Box 2820, 403 20 Göteborg. Namn och personnummer i ett inre kuvert.',
    en: 'Skatteverket, Förmedlingsuppdrag, Box 2820, 403 20 Göteborg. Name and personal number in an inner envelope.',
  },
  fictitious: {
    sv: 'Ingen förmedling. Kontakt tas genom Polismyndighetens personsäkerhetsverksamhet.',
    en: 'No forwarding. Contact is made through the police’s personal security unit.',
  },
};
