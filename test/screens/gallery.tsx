/** Every component of libs/ui with invented content, as whole pages: what specs and eyes look at. */
import type { VNode } from 'preact';
import { LoginCards, Page, PageHeading, ProblemPage, defineTexts } from '#libs/ui';
import type { Lang, PageUser } from '#libs/ui';
import { CaseContent } from './gallery-case.js';
import { ComponentsContent } from './gallery-components.js';
import { FormContent } from './gallery-form.js';

const user: PageUser = { name: 'Sara Demo-Lindgren', duty: 'caseworker', agency: 'Socialtjänsten i Boden' };
const texts = defineTexts({
  sv: {
    day: 'Min dag',
    cases: 'Ärenden',
    referrals: 'Förfrågningar',
    log: 'Läslogg',
    login: 'Välj vem du är',
    problem: 'Ärendet finns inte',
  },
  en: {
    day: 'My day',
    cases: 'Cases',
    referrals: 'Requests',
    log: 'Read log',
    login: 'Choose who you are',
    problem: 'There is no such case',
  },
});

const frame = (lang: Lang, path: string) => {
  const t = texts(lang);
  return {
    lang,
    path,
    demo: true,
    user,
    active: '/arenden',
    nav: [
      { href: '/', label: t('day') },
      { href: '/arenden', label: t('cases') },
      { href: '/forfragningar', label: t('referrals'), badge: 3 },
      { href: '/laslogg', label: t('log') },
    ],
  };
};

const people = [
  {
    value: 'polis',
    name: 'Karin Demo-Berg',
    duty: 'police-officer',
    agency: 'Polisen, Luleå',
    about: 'Tar upp anmälan och skickar förfrågan.',
  },
  {
    value: 'kontakt',
    name: 'Jonas Demo-Niemi',
    duty: 'police-liaison',
    agency: 'Polisen, Luleå',
    about: 'Ser polisens förfrågningar och inget annat.',
  },
  {
    value: 'handlaggare',
    name: 'Sara Demo-Lindgren',
    duty: 'caseworker',
    agency: 'Socialtjänsten i Boden',
    about: 'Öppnar ärendet och leder planeringen.',
  },
  {
    value: 'vard',
    name: 'Amina Demo-Öberg',
    duty: 'caseworker',
    agency: 'Region Norrbotten, Psykiatrin',
    about: 'Kallas in genom ett utlämnande.',
  },
  { value: 'chef', name: 'Per Demo-Sundström', duty: 'supervisor', agency: 'Socialtjänsten i Boden', about: 'Granskar vem som läste vad.' },
] as const;

export const gallery: Readonly<Record<string, (lang: Lang) => VNode>> = {
  case: (lang) => (
    <Page
      title="Ärende 2026-0417"
      {...frame(lang, '/case')}
      flash={[{ tone: 'success', text: 'Förfrågan är accepterad. Akten är öppnad.' }]}
      live="/events"
    >
      <CaseContent />
    </Page>
  ),
  components: (lang) => (
    <Page title="Komponenter" {...frame(lang, '/components')}>
      <ComponentsContent />
    </Page>
  ),
  form: (lang) => (
    <Page title="Ny förfrågan" {...frame(lang, '/form')}>
      <FormContent />
    </Page>
  ),
  login: (lang) => (
    <Page title={texts(lang)('login')} lang={lang} path="/login" demo>
      <PageHeading title={texts(lang)('login')} lead="Alla personer och händelser är påhittade." />
      <LoginCards action="/login" field="person" people={people} />
    </Page>
  ),
  problem: (lang) => (
    <ProblemPage
      title={texts(lang)('problem')}
      {...frame(lang, '/problem')}
      detail="Det finns inget ärende med den adressen, eller så har du inte rätt att se det. Kontrollera länken eller sök bland dina ärenden."
      reference="7f3c-91ab"
    />
  ),
};
