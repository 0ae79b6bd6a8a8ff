import type { ComponentChildren } from 'preact';
import type { Duty } from '#libs/shared-kernel';
import { translator } from '../i18n.js';
import { Actions, Heading, LinkButton } from './basics.js';
import { useT } from './lang.js';
import { Page } from './layout.js';
import type { PageProps } from './layout.js';

export interface LoginPerson {
  /** What the form sends. */
  readonly value: string;
  readonly name: string;
  readonly duty: Duty;
  readonly agency: string;
  /** What this person does in the story, in a sentence. */
  readonly about?: ComponentChildren;
}
export interface LoginCardsProps {
  people: readonly LoginPerson[];
  action: string;
  method?: 'get' | 'post';
  /** The field that carries the chosen person's value. */
  field: string;
  hidden?: Readonly<Record<string, string>>;
}
/** Role cards of the demo's login: one button for each person, in one form. */
export const LoginCards = ({ people, action, method = 'post', field, hidden = {} }: LoginCardsProps) => {
  const t = useT();
  return (
    <form action={action} method={method}>
      {Object.entries(hidden).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <ul class="login-cards">
        {people.map((person) => (
          <li class="card login-card">
            <Heading level={2}>{person.name}</Heading>
            <p class="login-duty">
              <strong>{t(`duty.${person.duty}`)}</strong>
              <span>{person.agency}</span>
            </p>
            {person.about && <p class="subtle">{person.about}</p>}
            <button class="ds-button" type="submit" name={field} value={person.value} aria-label={t('login.as', { name: person.name })}>
              {t('button.login')}
            </button>
          </li>
        ))}
      </ul>
    </form>
  );
};

export interface ProblemPageProps extends Omit<PageProps, 'children'> {
  /** One sentence that a caseworker understands, and what to do now. */
  detail: ComponentChildren;
  /** What support asks for; leads to the log, never to data. */
  reference?: string | undefined;
  actions?: ComponentChildren;
  children?: ComponentChildren;
}
/** An error as a page: what happened, what to do, what to quote. */
export const ProblemPage = ({ detail, reference, actions, children, ...page }: ProblemPageProps) => {
  const t = translator(page.lang);
  return (
    <Page {...page}>
      <section class="card problem">
        <Heading level={1}>{page.title}</Heading>
        <p class="lead">{detail}</p>
        {children}
        <Actions>
          {actions ?? (
            <LinkButton href="/" variant="primary">
              {t('problem.home')}
            </LinkButton>
          )}
        </Actions>
        {reference && (
          <p class="subtle">
            {t('problem.reference')}: <code>{reference}</code>
          </p>
        )}
      </section>
    </Page>
  );
};
