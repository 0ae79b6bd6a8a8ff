import type { ComponentChildren } from 'preact';
import type { InterventionState, ReferralState, RiskLevel } from '../texts/states.js';
import { useT } from './lang.js';

export type Tone = 'neutral' | 'accent' | 'info' | 'success' | 'warning' | 'danger' | 'received';
type Level = 1 | 2 | 3 | 4;

const SIZES: Record<Level, string> = { 1: 'md', 2: 'xs', 3: '2xs', 4: '2xs' };
export const Heading = ({ level = 2, id, children }: { level?: Level; id?: string; children: ComponentChildren }) => {
  const Tag = `h${level}` as const;
  return (
    <Tag class="ds-heading" data-size={SIZES[level]} id={id}>
      {children}
    </Tag>
  );
};

export interface CardProps {
  title?: ComponentChildren;
  level?: Level;
  id?: string;
  tone?: Tone;
  /** Links or buttons at the end of the title's row. */
  actions?: ComponentChildren;
  children?: ComponentChildren;
}
/** A white surface with a title. With an id it is a named region that a link can lead to. */
export const Card = ({ title, level = 2, id, tone, actions, children }: CardProps) => (
  <section
    class="card"
    data-color={tone}
    data-toned={tone ? '' : undefined}
    id={id}
    aria-labelledby={id && title ? `${id}-title` : undefined}
  >
    {(title || actions) && (
      <div class="card-head">
        {title && (
          <Heading level={level} id={id && `${id}-title`}>
            {title}
          </Heading>
        )}
        {actions && <div class="actions">{actions}</div>}
      </div>
    )}
    {children}
  </section>
);

export const Tag = ({ tone = 'neutral', children }: { tone?: Tone; children: ComponentChildren }) => (
  <span class="ds-tag tag" data-color={tone}>
    {children}
  </span>
);

export const REFERRAL_TONES: Record<ReferralState, Tone> = {
  new: 'info',
  acknowledged: 'accent',
  accepted: 'success',
  returned: 'warning',
  withdrawn: 'neutral',
  expired: 'danger',
  done: 'success',
};
export const INTERVENTION_TONES: Record<InterventionState, Tone> = {
  planned: 'info',
  started: 'accent',
  interrupted: 'warning',
  completed: 'success',
};
export const RISK_TONES: Record<RiskLevel, Tone> = { low: 'success', moderate: 'warning', high: 'danger', unknown: 'neutral' };

export type StatusTagProps =
  { kind: 'referral'; value: ReferralState } | { kind: 'intervention'; value: InterventionState } | { kind: 'risk'; value: RiskLevel };
/** A state by its name in the user's language, in a tone; the words carry the meaning, the colour only helps. */
export const StatusTag = (props: StatusTagProps) => {
  const t = useT();
  switch (props.kind) {
    case 'referral':
      return <Tag tone={REFERRAL_TONES[props.value]}>{t(`referral.${props.value}`)}</Tag>;
    case 'intervention':
      return <Tag tone={INTERVENTION_TONES[props.value]}>{t(`intervention.${props.value}`)}</Tag>;
    case 'risk':
      return <Tag tone={RISK_TONES[props.value]}>{t(`risk.${props.value}`)}</Tag>;
  }
};

export type AlertTone = 'info' | 'success' | 'warning' | 'danger';
export interface AlertProps {
  tone?: AlertTone;
  title?: ComponentChildren;
  children?: ComponentChildren;
  /** Flash messages are read out when the page opens. */
  live?: boolean;
}
export const Alert = ({ tone = 'info', title, children, live }: AlertProps) => {
  const t = useT();
  return (
    <div class="ds-alert alert" data-color={tone} role={live ? (tone === 'danger' ? 'alert' : 'status') : undefined}>
      <span class="ds-sr-only">{t(`tone.${tone}`)}: </span>
      {title && <p class="alert-title">{title}</p>}
      {children && <div class="alert-body">{children}</div>}
    </div>
  );
};

type Variant = 'primary' | 'secondary' | 'tertiary';
export interface ButtonProps {
  variant?: Variant;
  tone?: Tone;
  type?: 'submit' | 'button';
  name?: string;
  value?: string;
  /** For screen readers, when the words alone don't tell which row the button is for. */
  label?: string;
  form?: string;
  formaction?: string;
  children: ComponentChildren;
}
export const Button = ({ variant = 'primary', tone, type = 'submit', label, children, ...rest }: ButtonProps) => (
  <button class="ds-button" type={type} data-variant={variant} data-color={tone} aria-label={label} {...rest}>
    {children}
  </button>
);

export interface LinkButtonProps {
  href: string;
  variant?: Variant;
  tone?: Tone;
  label?: string;
  children: ComponentChildren;
}
export const LinkButton = ({ href, variant = 'secondary', tone, label, children }: LinkButtonProps) => (
  <a class="ds-button" href={href} data-variant={variant} data-color={tone} aria-label={label}>
    {children}
  </a>
);

/** A row of buttons, links or tags that wraps. */
export const Actions = ({ children }: { children: ComponentChildren }) => <div class="actions">{children}</div>;
/** Things below each other with even space between. */
export const Stack = ({ children }: { children: ComponentChildren }) => <div class="stack">{children}</div>;
/** Two columns on a wide screen (a main and a narrow one), one on a narrow. */
export const Columns = ({ main, aside }: { main: ComponentChildren; aside: ComponentChildren }) => (
  <div class="columns">
    <div class="stack">{main}</div>
    <div class="stack">{aside}</div>
  </div>
);
/** Cards beside each other, as many as there is room for. */
export const CardGrid = ({ children }: { children: ComponentChildren }) => <div class="card-grid">{children}</div>;
/** The page's own heading with its actions; every page has exactly one. */
export const PageHeading = ({
  title,
  lead,
  actions,
}: {
  title: ComponentChildren;
  lead?: ComponentChildren;
  actions?: ComponentChildren;
}) => (
  <div class="page-heading">
    <div>
      <Heading level={1}>{title}</Heading>
      {lead && <p class="lead">{lead}</p>}
    </div>
    {actions && <div class="actions">{actions}</div>}
  </div>
);

/** Only where script runs: the browser's own menu prints too. */
export const PrintButton = () => {
  const t = useT();
  return (
    <button class="ds-button" type="button" data-variant="tertiary" data-print hidden>
      {t('button.print')}
    </button>
  );
};
