import type { z } from 'zod';
import type { instrumentSchema } from './schema.js';

/** Made for this system, free for anyone to use. Not validated: it shows how an instrument works and decides nothing. */
export const norrsken: z.input<typeof instrumentSchema> = {
  id: 'norrsken',
  version: '1',
  title: { sv: 'Demonstrationsinstrument Norrsken', en: 'Demonstration instrument Norrsken' },
  description: {
    sv: 'Tolv frågor om våld, kontroll, barn och läget just nu. Inte vetenskapligt prövat: ersätt det med ett instrument som verksamheten har rätt att använda.',
    en: 'Twelve questions on violence, control, children and the present situation. Not validated: replace it by an instrument that your agency may use.',
  },
  licence: {
    free: true,
    holder: 'Insatskedja',
    text: { sv: 'Får användas, ändras och spridas fritt (EUPL-1.2).', en: 'Free to use, change and share (EUPL-1.2).' },
  },
  demonstration: true,
  domains: [
    { id: 'violence', name: { sv: 'Våldet', en: 'The violence' } },
    { id: 'control', name: { sv: 'Hot och kontroll', en: 'Threats and control' } },
    { id: 'children', name: { sv: 'Barn', en: 'Children' } },
    { id: 'situation', name: { sv: 'Läget just nu', en: 'The present situation' } },
  ],
  items: [
    {
      id: 'physical-violence',
      domain: 'violence',
      weight: 2,
      text: {
        sv: 'Har det förekommit fysiskt våld under de senaste sex månaderna?',
        en: 'Has there been physical violence in the last six months?',
      },
    },
    {
      id: 'escalation',
      domain: 'violence',
      weight: 3,
      floor: 'moderate',
      text: {
        sv: 'Har våldet blivit tätare eller grövre den senaste tiden?',
        en: 'Has the violence become more frequent or more severe lately?',
      },
    },
    {
      id: 'strangulation',
      domain: 'violence',
      weight: 3,
      floor: 'high',
      text: {
        sv: 'Har våldsutövaren tagit grepp om halsen eller på annat sätt hindrat andningen?',
        en: 'Has the violence user gripped the throat or otherwise hindered breathing?',
      },
    },
    {
      id: 'sexual-violence',
      domain: 'violence',
      weight: 2,
      floor: 'moderate',
      text: { sv: 'Har det förekommit sexuellt våld eller tvång?', en: 'Has there been sexual violence or coercion?' },
    },
    {
      id: 'threat-to-kill',
      domain: 'control',
      weight: 3,
      floor: 'high',
      text: {
        sv: 'Har våldsutövaren hotat att döda någon i familjen?',
        en: 'Has the violence user threatened to kill someone in the family?',
      },
    },
    {
      id: 'weapon',
      domain: 'control',
      weight: 2,
      floor: 'moderate',
      text: {
        sv: 'Har våldsutövaren tillgång till vapen, eller använt tillhygge?',
        en: 'Does the violence user have access to weapons, or has one been used?',
      },
    },
    {
      id: 'controlling-behaviour',
      domain: 'control',
      weight: 2,
      text: { sv: 'Kontrolleras, övervakas eller isoleras den utsatta?', en: 'Is the exposed person controlled, watched or isolated?' },
    },
    {
      id: 'collective-honour',
      domain: 'control',
      weight: 2,
      text: {
        sv: 'Finns det fler som deltar i eller stöder våldet, till exempel i hederns namn?',
        en: 'Do others take part in or support the violence, for instance in the name of honour?',
      },
    },
    {
      id: 'children-exposed',
      domain: 'children',
      weight: 2,
      floor: 'moderate',
      text: { sv: 'Har barn utsatts för eller bevittnat våldet?', en: 'Have children been exposed to or witnessed the violence?' },
    },
    {
      id: 'separation',
      domain: 'situation',
      weight: 2,
      text: {
        sv: 'Har de nyligen separerat, eller planerar den utsatta att lämna?',
        en: 'Have they separated recently, or does the exposed person plan to leave?',
      },
    },
    {
      id: 'crisis-of-violence-user',
      domain: 'situation',
      weight: 2,
      text: {
        sv: 'Är våldsutövaren i kris: missbruk, svår psykisk ohälsa eller hot om självmord?',
        en: 'Is the violence user in crisis: substance use, severe mental ill-health or threats of suicide?',
      },
    },
    {
      id: 'fear',
      domain: 'situation',
      weight: 2,
      floor: 'moderate',
      text: {
        sv: 'Är den utsatta rädd att bli allvarligt skadad eller dödad?',
        en: 'Does the exposed person fear serious injury or death?',
      },
    },
  ],
  answers: [
    { value: 'no', kind: 'known', score: 0, label: { sv: 'Nej', en: 'No' } },
    { value: 'partly', kind: 'known', score: 1, label: { sv: 'Delvis', en: 'Partly' } },
    { value: 'yes', kind: 'known', score: 2, label: { sv: 'Ja', en: 'Yes' } },
    { value: 'unknown', kind: 'unknown', label: { sv: 'Okänt', en: 'Unknown' } },
  ],
  scoring: { method: 'weights', minimumKnown: 0.75 },
  bands: [
    { level: 'low', from: 0 },
    { level: 'moderate', from: 8 },
    { level: 'high', from: 24 },
  ],
  override: { allowed: true, requiresReason: true },
  reviewIntervalDays: 30,
};
