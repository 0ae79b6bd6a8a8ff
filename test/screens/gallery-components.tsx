import {
  Actions,
  Alert,
  Button,
  Card,
  CardGrid,
  DataTable,
  DefinitionList,
  Details,
  EmptyState,
  GapList,
  INTERVENTION_STATES,
  LinkButton,
  PageHeading,
  Pagination,
  PersonalText,
  PrintButton,
  REFERRAL_STATES,
  RISK_LEVELS,
  SafeContact,
  Stack,
  StatusTag,
  TimeLeft,
} from '#libs/ui';
import type { ReferralState } from '#libs/ui';

const now = new Date('2026-11-21T12:00:00Z');
interface Row {
  name: string;
  from: string;
  state: ReferralState;
  due: string;
}
const rows: Row[] = [
  { name: 'Anna Demo-Persson', from: 'Polisen, Luleå', state: 'new', due: '2026-11-21' },
  { name: 'Maja Demo-Wikström', from: 'Försäkringskassan, Kiruna', state: 'acknowledged', due: '2026-11-27' },
  { name: 'Leyla Demo-Aydin', from: 'Elevhälsan, Haparanda', state: 'returned', due: '2026-11-18' },
];

export const ComponentsContent = () => (
  <>
    <PageHeading
      title="Förfrågningar"
      lead="Det som väntar på er funktion, i ordning efter när det måste besvaras."
      actions={<LinkButton href="#" variant="primary" children="Ny förfrågan" />}
    />
    <Card title="Inkomna" id="inbox">
      <DataTable
        caption="Inkomna förfrågningar"
        captionHidden
        rows={rows}
        columns={[
          { key: 'name', label: 'Person', cell: (row) => <a href="#">{row.name}</a> },
          { key: 'from', label: 'Avsändare', cell: (row) => row.from },
          { key: 'state', label: 'Status', cell: (row) => <StatusTag kind="referral" value={row.state} /> },
          { key: 'due', label: 'Tid kvar', cell: (row) => <TimeLeft now={now} due={row.due} /> },
        ]}
      />
      <Pagination first="#" next="#" />
    </Card>
    <CardGrid>
      <Card title="Status" id="states">
        <Stack>
          <div class="tags">
            {REFERRAL_STATES.map((value) => (
              <StatusTag kind="referral" value={value} />
            ))}
          </div>
          <div class="tags">
            {INTERVENTION_STATES.map((value) => (
              <StatusTag kind="intervention" value={value} />
            ))}
          </div>
          <div class="tags">
            {RISK_LEVELS.map((value) => (
              <StatusTag kind="risk" value={value} />
            ))}
          </div>
        </Stack>
      </Card>
      <Card title="Knappar" id="buttons" tone="accent">
        <Actions>
          <Button>Spara</Button>
          <Button variant="secondary">Avbryt</Button>
          <Button variant="tertiary">Visa mer</Button>
          <Button tone="danger">Återkalla</Button>
          <PrintButton />
        </Actions>
      </Card>
      <Card title="Uppgifter" id="facts">
        <DefinitionList
          items={[
            { label: 'Namn', value: <PersonalText value="Anna Demo-Persson" /> },
            {
              label: 'Adress',
              value: <PersonalText value={{ sealed: 1, key: 'k', event: 'e', field: 'f', version: 1, iv: '', data: '' }} />,
            },
            { label: 'Telefon', value: <PersonalText value={{ erased: true }} /> },
            { label: 'Tolkbehov', value: undefined },
          ]}
        />
      </Card>
    </CardGrid>
    <Stack>
      <Alert title="Skicka bara dit det är säkert">Fråga alltid om det är säkert att ta emot.</Alert>
      <Alert tone="success">Planen är sparad som version 3.</Alert>
      <Alert tone="warning" title="Tidsgränsen närmar sig">
        Förhandsbedömningen ska vara klar senast i morgon.
      </Alert>
      <Alert tone="danger" title="Två har ändrat planen samtidigt">
        Din ändring är inte sparad. Jämför versionerna nedan.
      </Alert>
    </Stack>
    <Details summary="Så här räknas tiden">Kalenderdagar, enligt socialtjänstlagen 20 kap. 1–3 §§.</Details>
    <SafeContact missing />
    <GapList gaps={[]} />
    <EmptyState title="Inget att kvittera" action={<LinkButton href="#" children="Till ärenden" />}>
      När en förfrågan kommer till er funktion visas den här.
    </EmptyState>
  </>
);
