import { demoProvisioning } from '#config/demo';
import { DemoStaff, type DemoPerson } from '#src/login/index';
import type { InstallationKind } from '../installation.js';

/** What each role does in the story, on its card. */
const ABOUT: Readonly<Record<string, string>> = {
  'demo-police-officer': 'Tar emot anmälan och samtycke, skickar förfrågan.',
  'demo-police-liaison': 'Ser förfrågningar till och från polisen, inget annat.',
  'demo-police-both': 'Har två uppdrag och väljer ett vid inloggning.',
  'demo-lulea-caseworker': 'Får en förfrågan som hör till en annan kommun.',
  'demo-boden-caseworker': 'Öppnar ärendet, bedömer risk och leder planen.',
  'demo-boden-kin': 'Är bror till den utsatta: ärendet finns inte för honom.',
  'demo-boden-supervisor': 'Granskar vem som har läst vad.',
  'demo-region-caseworker': 'Kurator som kallas in och rapporterar sina insatser.',
  'demo-region-nurse': 'Sjuksköterska på akutmottagningen.',
  'demo-prosecutor': 'Leder förundersökningen och beslutar om kontaktförbud.',
  'demo-shelter-worker': 'Får förfrågningar bara med samtycke; föreningen står utanför OSL.',
  'demo-school-counsellor': 'Möter barnet i skolan.',
  'demo-insurance-officer': 'Frågar om våld i ett vanligt ärende.',
  'demo-employment-officer': 'Möter henne som söker arbete.',
  'demo-migration-officer': 'Möter henne vars tillstånd hänger på mannen.',
  'demo-resource-advisor': 'Ger råd utan att få veta vem det gäller.',
  'demo-boden-programme': 'Möter våldsutövaren; ser inget av den utsatta.',
  'demo-kiruna-caseworker': 'Tar emot en orosanmälan och en förfrågan om samma familj.',
  'demo-haparanda-caseworker': 'Utreder ett barn som inte får ha kontakt med sina föräldrar.',
  'demo-administrator': 'Sköter behörigheter och ser driftläget.',
};

/** The invented county's staff as role cards, only in a store that is stamped as demo. */
export class CountyDemoStaff extends DemoStaff {
  constructor(private readonly kind: InstallationKind) {
    super();
  }

  allowed(): boolean {
    return this.kind === 'demo';
  }

  people(): Promise<readonly DemoPerson[]> {
    const agencies = new Map(demoProvisioning.agencies.map(({ id, name }) => [id, name]));
    return Promise.resolve(
      demoProvisioning.staff.map(({ subject, name, duties, agencyId }) => {
        const about = ABOUT[subject];
        return { subject, name, duty: duties[0]!, agencyName: agencies.get(agencyId) ?? agencyId, ...(about ? { about } : {}) };
      }),
    );
  }
}
