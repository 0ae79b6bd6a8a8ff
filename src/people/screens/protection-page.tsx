import { Actions, Alert, Button, Card, Form, LinkButton, PageHeading, RadioGroup, Stack, useLang } from '#libs/ui';
import { PERSON_PROTECTIONS } from '../person/person.events.js';
import type { PersonView } from '../person/person-view.js';
import { fieldName, protectionName } from './names.js';
import { personHref } from './person-list.js';
import { hiddenOf, vaultHref, type FormState } from './person-pages.js';
import { personTexts } from './texts.js';

/** Sets, strengthens or takes away a mark of protection; the last takes two persons, and the page says so before it is tried. */
export const ProtectionPage = ({ person, state, idempotencyKey }: { person: PersonView; state: FormState; idempotencyKey: string }) => {
  const lang = useLang();
  const t = personTexts(lang);
  return (
    <Stack>
      <PageHeading title={t('protection.change')} lead={t('protection.lead')} />
      {person.protection !== 'none' && (
        <Alert tone="info">
          {t('protection.two')} <a href={vaultHref(person)}>{t('vault.ask')}</a>
        </Alert>
      )}
      <Card>
        <Form action={personHref(person, '/protection')} hidden={hiddenOf(person, idempotencyKey)} {...state}>
          <RadioGroup
            name="protection"
            label={fieldName('protection', lang)}
            hint={t('hint.protection')}
            value={person.protection}
            options={PERSON_PROTECTIONS.map((value) => ({ value, label: protectionName(value, lang) }))}
          />
          <Actions>
            <Button>{t('button.save')}</Button>
            <LinkButton href={personHref(person)}>{t('button.cancel')}</LinkButton>
          </Actions>
        </Form>
      </Card>
    </Stack>
  );
};
