import {
  Alert,
  Button,
  Card,
  Checkbox,
  DataTable,
  EmptyState,
  Form,
  LinkButton,
  PageHeading,
  PersonalText,
  Stack,
  Tag,
  TextField,
  useLang,
} from '#libs/ui';
import type { PersonHit, PersonSearchResult } from '../features/search-people.js';
import { bannerProtection, protectionName, roleName } from './names.js';
import { personHref } from './person-list.js';
import type { FormState } from './person-pages.js';
import { personTexts } from './texts.js';

/** Hits as a table: also what a registration answers with before it makes a person twice. */
export const PersonHits = ({ result }: { result: PersonSearchResult }) => {
  const lang = useLang();
  const t = personTexts(lang);
  return (
    <Stack>
      {result.elsewhere && <Alert tone="warning">{t('search.elsewhere')}</Alert>}
      {result.closed.map(({ recordId }) => (
        <LinkButton href={`/workspace/openings/emergency?recordId=${recordId}`}>{t('search.emergency')}</LinkButton>
      ))}
      {result.onCall.map(({ recordId, personId }) => (
        <LinkButton href={`/workspace/openings/urgent?recordId=${recordId}&personId=${personId}`} tone="danger">
          {t('search.onCall')}
        </LinkButton>
      ))}
      <DataTable<PersonHit>
        caption={t('search.hits')}
        captionHidden
        rows={result.hits}
        empty={result.elsewhere ? undefined : <EmptyState title={t('search.none')} />}
        columns={[
          {
            key: 'name',
            label: t('field.name'),
            cell: (hit) => (
              <a href={personHref(hit)}>
                <PersonalText value={hit.name} />
              </a>
            ),
          },
          { key: 'role', label: t('field.role'), cell: (hit) => roleName(hit.role, lang) },
          { key: 'match', label: t('search.match'), cell: (hit) => t(`search.match.${hit.match}`) },
          {
            key: 'protection',
            label: t('field.protection'),
            cell: (hit) => bannerProtection(hit.protection) && <Tag tone="danger">{protectionName(hit.protection, lang)}</Tag>,
          },
          { key: 'case', label: t('search.case'), cell: (hit) => <a href={`/workspace/cases/${hit.caseId}`}>{t('case.open')}</a> },
        ]}
      />
    </Stack>
  );
};

export const SearchPage = ({ result, state }: { result?: PersonSearchResult; state: FormState }) => {
  const t = personTexts(useLang());
  return (
    <Stack>
      <PageHeading title={t('search.title')} lead={t('search.lead')} />
      <Card>
        <Form action="/workspace/people/search" guard={false} {...state}>
          <TextField name="query" label={t('search.field')} type="search" width="medium" maxLength={200} />
          <Button>{t('button.search')}</Button>
        </Form>
      </Card>
      {result && (
        <Card title={t('search.hits')}>
          <PersonHits result={result} />
        </Card>
      )}
    </Stack>
  );
};

/** What a registration answers with before it makes a person twice; ticking the box is the answer to it. */
export const MatchWarning = ({ matches }: { matches: PersonSearchResult }) => {
  const t = personTexts(useLang());
  return (
    <Card title={t('match.title')} tone="warning">
      <p>{t('match.text')}</p>
      <PersonHits result={matches} />
      <Checkbox name="confirmed" label={t('match.confirm')} />
    </Card>
  );
};
