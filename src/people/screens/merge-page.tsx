import { Actions, Alert, Button, Card, Form, LinkButton, PageHeading, RadioGroup, Select, Stack, useLang } from '#libs/ui';
import { MERGE_BASES } from '../person/person.events.js';
import type { PersonView } from '../person/person-view.js';
import { roleName } from './names.js';
import { PersonCard, personHref } from './person-list.js';
import type { FormState } from './person-pages.js';
import { personTexts } from './texts.js';

export interface MergePageProps {
  readonly person: PersonView;
  /** Whom she may be: the others of the record who stand for themselves. */
  readonly others: readonly PersonView[];
  readonly state: FormState;
  readonly idempotencyKey: string;
}

/** Chooses whom a twice registered person is, or takes the two apart. Nothing that was said of either is lost. */
export const MergePage = ({ person, others, state, idempotencyKey }: MergePageProps) => {
  const lang = useLang();
  const t = personTexts(lang);
  const merged = person.mergedInto !== null;
  const { recordId, caseId, version } = person;
  const label = ({ values, personId, role }: PersonView): string =>
    `${typeof values.name === 'string' ? values.name : personId.slice(0, 8)} (${roleName(role, lang)})`;
  return (
    <Stack>
      <PageHeading title={t(merged ? 'unmerge' : 'merge')} lead={t(merged ? 'unmerge.lead' : 'merge.lead')} />
      <PersonCard person={person} />
      {others.length === 0 && !merged ? (
        <Alert tone="info">{t('merge.nobody')}</Alert>
      ) : (
        <Card>
          <Form action={personHref(person, '/merge')} hidden={{ recordId, caseId, version, idempotencyKey }} {...state}>
            {!merged && (
              <>
                <Select
                  name="intoPersonId"
                  label={t('merge.into')}
                  options={others.map((other) => ({ value: other.personId, label: label(other) }))}
                />
                <RadioGroup
                  name="basis"
                  label={t('merge.basis')}
                  options={MERGE_BASES.map((basis) => ({ value: basis, label: t(`merge.${basis}`) }))}
                />
              </>
            )}
            <Actions>
              <Button>{t(merged ? 'unmerge' : 'merge.do')}</Button>
              <LinkButton href={personHref(person)}>{t('button.cancel')}</LinkButton>
            </Actions>
          </Form>
        </Card>
      )}
    </Stack>
  );
};
