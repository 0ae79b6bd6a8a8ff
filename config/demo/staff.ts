import type { ProvisionedStaff } from '../county/provisioning-schema.js';

/** Invented people. Ids are fixed, so that links and tests hold over a fresh store. */
const id = (number: number) => `5aff0000-0000-4000-8000-${String(number).padStart(12, '0')}`;

type Keyed = Record<string, Omit<ProvisionedStaff, 'id' | 'subject'>>;
const BODEN = { agencyId: 'socialtjanst-boden', unitId: 'boden-enheten-vald' };
const LULEA = { agencyId: 'socialtjanst-lulea', unitId: 'lulea-mottagningsenheten' };
const POLICE = { agencyId: 'polisen-norrbotten', unitId: 'polis-lulea' };
const BODEN_FUNCTIONS = ['boden-mottagning', 'boden-mottagning-vald'];

const staff = {
  policeOfficer: { name: 'Jonas Niemi', title: 'Polisinspektör', ...POLICE, duties: ['police-officer'], functions: ['polis-lulea-lpo'] },
  policeLiaison: {
    name: 'Ellen Sarri',
    title: 'Polisens kontaktperson',
    ...POLICE,
    duties: ['police-liaison'],
    functions: ['polis-lulea-kontaktperson'],
  },
  policeBoth: {
    name: 'Karin Wiklund',
    title: 'Polisinspektör och kontaktperson',
    ...POLICE,
    duties: ['police-officer', 'police-liaison'],
    functions: ['polis-lulea-lpo', 'polis-lulea-kontaktperson'],
  },
  policeSupervisor: { name: 'Mats Kero', title: 'Gruppchef', ...POLICE, duties: ['supervisor'], functions: [] },
  luleaCaseworker: {
    name: 'Amira Haddad',
    title: 'Socialsekreterare',
    ...LULEA,
    duties: ['caseworker'],
    functions: ['lulea-mottagning', 'lulea-mottagning-vald'],
  },
  luleaSupervisor: { name: 'Lars Öhman', title: 'Enhetschef', ...LULEA, duties: ['supervisor'], functions: [] },
  bodenCaseworker: {
    name: 'Sara Lindbäck',
    title: 'Socialsekreterare',
    ...BODEN,
    duties: ['caseworker'],
    functions: BODEN_FUNCTIONS,
    personnummer: '199305142383',
  },
  /** Brother of the exposed woman of the demonstration: everything about her is closed to him. */
  bodenKin: {
    name: 'Johan Mäki',
    title: 'Socialsekreterare',
    ...BODEN,
    duties: ['caseworker'],
    functions: BODEN_FUNCTIONS,
    personnummer: '199205122394',
  },
  bodenStandIn: { name: 'Nawid Rahimi', title: 'Socialsekreterare', ...BODEN, duties: ['caseworker'], functions: BODEN_FUNCTIONS },
  bodenOnCall: {
    name: 'Petra Svanberg',
    title: 'Socialsekreterare, jour',
    agencyId: 'socialtjanst-boden',
    unitId: 'boden-jouren',
    duties: ['caseworker'],
    functions: ['boden-socialjour'],
  },
  bodenSupervisor: { name: 'Inga-Lill Holmström', title: 'Enhetschef', ...BODEN, duties: ['supervisor'], functions: [] },
  regionCaseworker: {
    name: 'Maria Stenlund',
    title: 'Kurator',
    agencyId: 'region-norrbotten',
    unitId: 'vardcentral-boden',
    duties: ['caseworker'],
    functions: ['vardcentral-boden-kurator', 'psykiatri-mottagning'],
  },
  regionNurse: {
    name: 'Elsa Utsi',
    title: 'Sjuksköterska',
    agencyId: 'region-norrbotten',
    unitId: 'akutmottagningen',
    duties: ['caseworker'],
    functions: ['akutmottagning'],
  },
  regionSupervisor: {
    name: 'Hamid Karimi',
    title: 'Enhetschef',
    agencyId: 'region-norrbotten',
    unitId: 'vardcentral-boden',
    duties: ['supervisor'],
    functions: ['akutmottagning'],
  },
  prosecutor: {
    name: 'Erik Lundmark',
    title: 'Åklagare',
    agencyId: 'aklagare-norrbotten',
    unitId: 'aklagarkammaren',
    duties: ['caseworker'],
    functions: ['aklagare-kansli'],
  },
  shelterWorker: {
    name: 'Fatima Yusuf',
    title: 'Jourkvinna',
    agencyId: 'kvinnojouren-bjorkudden',
    unitId: 'bjorkudden',
    duties: ['caseworker'],
    functions: ['bjorkudden-stod'],
  },
  countyCoordinator: {
    name: 'Birgitta Ahlqvist',
    title: 'Länssamordnare',
    agencyId: 'lanssamordning',
    unitId: 'lanssamordnare',
    duties: ['county-coordinator'],
    functions: [],
  },
  administrator: {
    name: 'Oskar Nyström',
    title: 'Systemförvaltare',
    agencyId: 'lanssamordning',
    unitId: 'systemforvaltning',
    duties: ['administrator'],
    functions: [],
  },
  schoolCounsellor: {
    name: 'Anna-Karin Kuoppala',
    title: 'Skolkurator',
    agencyId: 'skola-haparanda',
    unitId: 'elevhalsan-haparanda',
    duties: ['caseworker'],
    functions: ['elevhalsan-haparanda-mottagning'],
  },
  insuranceOfficer: {
    name: 'Peter Vanhatalo',
    title: 'Handläggare',
    agencyId: 'forsakringskassan',
    unitId: 'forsakringskassan-norrbotten',
    duties: ['caseworker'],
    functions: ['forsakringskassan-handlaggning'],
  },
  employmentOfficer: {
    name: 'Leyla Demir',
    title: 'Arbetsförmedlare',
    agencyId: 'arbetsformedlingen',
    unitId: 'arbetsformedlingen-norrbotten',
    duties: ['caseworker'],
    functions: ['arbetsformedlingen-handlaggning'],
  },
  migrationOfficer: {
    name: 'Henrik Sundström',
    title: 'Handläggare',
    agencyId: 'migrationsverket',
    unitId: 'migrationsverket-boden',
    duties: ['caseworker'],
    functions: ['migrationsverket-mottagning'],
  },
  resourceAdvisor: {
    name: 'Ulrika Pounu',
    title: 'Rådgivare',
    agencyId: 'resurscentrum-norrbotten',
    unitId: 'resurscentrum',
    duties: ['caseworker'],
    functions: ['resurscentrum-konsultation'],
  },
  /** Works with violence users: sees nothing of those who are exposed. */
  bodenProgramme: {
    name: 'Tomas Eriksson',
    title: 'Behandlare, våldsutövare',
    ...BODEN,
    duties: ['caseworker'],
    functions: ['boden-valdsutovare'],
  },
  kirunaCaseworker: {
    name: 'Aila Labba',
    title: 'Socialsekreterare',
    agencyId: 'socialtjanst-kiruna',
    unitId: 'kiruna-mottagningsenheten',
    duties: ['caseworker'],
    functions: ['kiruna-mottagning'],
  },
  haparandaCaseworker: {
    name: 'Mirja Lampinen',
    title: 'Socialsekreterare',
    agencyId: 'socialtjanst-haparanda',
    unitId: 'haparanda-mottagningsenheten',
    duties: ['caseworker'],
    functions: ['haparanda-mottagning'],
  },
} satisfies Keyed;

export type DemoStaffKey = keyof typeof staff;

/** By role: `demoStaff.bodenCaseworker`. The subject is what the demo's OpenID provider logs them in as. */
export const demoStaff = Object.fromEntries(
  Object.entries(staff).map(([key, person], index) => [
    key,
    { ...person, id: id(index + 1), subject: `demo-${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}` },
  ]),
) as Record<DemoStaffKey, ProvisionedStaff>;
