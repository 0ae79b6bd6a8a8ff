import {
  Actions,
  Breadcrumbs,
  Button,
  Card,
  ChainTimeline,
  Columns,
  GapList,
  LinkButton,
  PersonBanner,
  SafeContact,
  GroupedTabs,
  Timeline,
} from '#libs/ui';
import type { ChainEntry, ChainGap, ChainLane } from '#libs/ui';

const lanes: ChainLane[] = [
  { id: 'police', label: 'Polisen, Luleå' },
  { id: 'boden', label: 'Socialtjänsten i Boden', own: true },
  { id: 'region', label: 'Region Norrbotten' },
  { id: 'shelter', label: 'Kvinnojouren Demo' },
];
const entries: ChainEntry[] = [
  { id: '1', lane: 'police', date: '3 nov.', title: 'Anmälan registrerad', status: { tone: 'success', text: 'Avslutad' } },
  {
    id: '2',
    lane: 'police',
    date: '3 nov.',
    title: 'Förfrågan om stöd',
    href: '#',
    status: { tone: 'success', text: 'Accepterad' },
    body: 'Sänd vidare från Luleå med samtycke till ny mottagare.',
  },
  { id: '3', lane: 'boden', date: '4 nov.', title: 'Akt öppnad, skyddsbedömning', status: { tone: 'success', text: 'Avslutad' } },
  { id: '4', lane: 'boden', date: '5 nov.', title: 'Strukturerad riskbedömning', href: '#', status: { tone: 'danger', text: 'Hög risk' } },
  { id: '5', lane: 'region', date: '6 nov.', title: 'Traumasamtal', href: '#', status: { tone: 'info', text: 'Planerad' }, due: '27 nov.' },
  {
    id: '6',
    lane: 'shelter',
    date: '6 nov.',
    title: 'Skyddat boende',
    status: { tone: 'accent', text: 'Pågår' },
    body: 'Plats visas inte.',
  },
  {
    id: '7',
    lane: 'boden',
    date: '9 nov.',
    title: 'Gemensam planering, version 2',
    href: '#',
    status: { tone: 'accent', text: 'Pågår' },
    due: '9 dec.',
  },
];
const gaps: ChainGap[] = [
  { id: 'g1', lane: 'police', title: 'Hotbildsbedömning försenad', detail: 'Skulle ha varit klar 14 nov.', href: '#' },
  { id: 'g2', lane: 'boden', title: 'Barnet saknar egen bedömning', detail: 'Barn, 9 år, har bevittnat våld.', href: '#' },
];

export const CaseContent = () => (
  <>
    <Breadcrumbs items={[{ label: 'Ärenden', href: '#' }, { label: 'Anna Demo-Persson' }]} />
    <PersonBanner
      name={<h1 class="person-name">Anna Demo-Persson, 34 år</h1>}
      details="Våldsutsatt · akt 2026-0417 · huvudansvarig Socialtjänsten i Boden"
      protection="secrecy-mark"
      risk="high"
      consent={{
        state: 'partly-withdrawn',
        text: 'Samtycket till att vården ser risk och skydd återkallades 18 nov. Fråga henne innan något nytt lämnas ut.',
      }}
    />
    <GroupedTabs
      label="Ärendets delar"
      active="#chain"
      groups={[
        { id: 'chain', label: 'Insatskedja', items: [{ href: '#chain', label: 'Översikt' }] },
        { id: 'plan', label: 'Planera', items: [{ href: '#plan', label: 'Gemensam plan' }] },
        { id: 'assess', label: 'Bedöm', items: [{ href: '#risk', label: 'Riskbedömning' }] },
        {
          id: 'share',
          label: 'Dela',
          items: [
            { href: '#ref', label: 'Förfrågningar', badge: 1 },
            { href: '#consent', label: 'Samtycke' },
            { href: '#who', label: 'Vem ser vad' },
          ],
        },
      ]}
    />
    <Card title="Insatskedja" id="chain" actions={<LinkButton href="#" children="Ny insats" />}>
      <ChainTimeline lanes={lanes} entries={entries} gaps={gaps} />
    </Card>
    <Columns
      main={
        <Card title="Händelser" id="events">
          <Timeline
            label="Händelser i ärendet"
            entries={[
              {
                id: 'a',
                date: '18 nov. 2026 10:12',
                agency: 'Socialtjänsten i Boden',
                title: 'Samtycke delvis återkallat',
                tone: 'warning',
                body: 'Risk och skydd lämnas inte längre ut till Region Norrbotten.',
              },
              {
                id: 'b',
                date: '9 nov. 2026 14:30',
                agency: 'Socialtjänsten i Boden',
                title: 'Gemensam planering, version 2',
                href: '#',
                tags: [{ tone: 'accent', text: 'Pågår' }],
                tone: 'accent',
              },
              {
                id: 'c',
                date: '6 nov. 2026 09:05',
                agency: 'Region Norrbotten',
                title: 'Mottagen kopia',
                tags: [{ tone: 'received', text: 'Från vården' }],
                tone: 'received',
                body: 'Grund: samtycke, OSL 10:1. Stannar i vår akt.',
              },
              { id: 'd', date: '3 nov. 2026 22:41', agency: 'Polisen, Luleå', title: 'Förfrågan mottagen', tone: 'success' },
            ]}
          />
        </Card>
      }
      aside={
        <>
          <SafeContact
            phone="070-174 06 05"
            hours="Vardagar 9–11, när hon är på arbetet"
            language="Svenska, tolk finska"
            note="Säg att du ringer från tandvården om någon annan svarar."
            never={['sms', 'home']}
          />
          <Card title="Luckor i kedjan" id="gaps">
            <GapList gaps={gaps} />
          </Card>
          <Actions>
            <Button>Ny riskbedömning</Button>
            <Button variant="secondary" tone="danger">
              Återkalla samtycke
            </Button>
          </Actions>
        </>
      }
    />
  </>
);
