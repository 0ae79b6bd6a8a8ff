import {
  Actions,
  Button,
  Card,
  Checkbox,
  CheckboxGroup,
  DateField,
  DateTimeField,
  FieldPreview,
  Fieldset,
  Form,
  LinkButton,
  PageHeading,
  RadioGroup,
  Select,
  Steps,
  TextArea,
  TextField,
  fieldClassOptions,
} from '#libs/ui';

const errors = [
  { path: ['recipient'], message: 'Välj vilken funktion som ska ta emot förfrågan' },
  { path: 'until', message: 'Slutdatum kan inte ligga i det förflutna' },
  { path: 'classes', message: 'Välj minst en sorts uppgift' },
];

export const FormContent = () => (
  <>
    <PageHeading title="Ny förfrågan" lead="Tre tryck: vad, till vem, hur länge." />
    <Steps steps={['Samtycke', 'Mottagare', 'Granska och skicka']} current={2} />
    <Card>
      <Form
        action="/form"
        errors={errors}
        values={{ how: 'oral', summary: 'Behöver stöd i natt.', until: '2026-01-01' }}
        hidden={{ idempotencyKey: 'b3a1' }}
      >
        <Select
          name="recipient"
          label="Mottagande funktion"
          hint="En förfrågan går till en funktion, aldrig till en namngiven person."
          options={[
            { value: 'boden', label: 'Mottagning våld i nära relation', group: 'Bodens kommun' },
            { value: 'lulea', label: 'Mottagning vuxen', group: 'Luleå kommun' },
          ]}
        />
        <TextArea name="summary" label="Vad behöver hon hjälp med?" hint="Skriv bara det mottagaren behöver." />
        <CheckboxGroup
          name="classes"
          label="Uppgifter som får lämnas ut"
          options={fieldClassOptions('sv', ['identity', 'contact', 'location', 'risk'])}
          values={[]}
        />
        <RadioGroup
          name="how"
          label="Hur gavs samtycket?"
          value="oral"
          options={[
            { value: 'oral', label: 'Muntligt', hint: 'Anteckna vem som var med.' },
            { value: 'written', label: 'Skriftligt' },
          ]}
        />
        <DateField name="until" label="Gäller till" />
        <DateTimeField name="givenAt" label="Gavs" value="2026-11-21T10:30" />
        <Fieldset legend="Säkert kontaktsätt" hint="Visas överallt där någon ska ta kontakt.">
          <TextField name="safe.phone" label="Telefon" type="tel" width="medium" />
          <TextField name="safe.hours" label="Tider då det är säkert" optional />
        </Fieldset>
        <Checkbox name="safeToReceive" label="Jag har frågat: det är säkert att ta emot" hint="Gäller varje utskick till personen." />
        <FieldPreview
          recipient="Bodens kommun, Mottagning våld i nära relation"
          ground="Samtycke, OSL 10 kap. 1 §"
          kind="referral"
          until="21 december 2026"
          shared={[
            {
              class: 'identity',
              fields: [
                { label: 'Namn', value: 'Anna Demo-Persson' },
                { label: 'Personnummer', value: '19121212-1212' },
              ],
            },
            { class: 'contact', fields: [{ label: 'Telefon', value: '070-174 06 05, vardagar 9–11' }] },
          ]}
          withheld={[
            { class: 'location', reason: 'Samtycke saknas.' },
            { class: 'health' },
            { class: 'child', reason: 'Egen orosanmälan är gjord.' },
          ]}
        />
        <Actions>
          <Button>Skicka förfrågan</Button>
          <LinkButton href="#">Avbryt</LinkButton>
        </Actions>
      </Form>
    </Card>
  </>
);
