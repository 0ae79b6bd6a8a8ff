/** The county's follow-up, as data. */
export const followUp = {
  /** Months after its end that a quarter stays open for what is registered late; then its figures are fixed, once. */
  openMonths: 1,
  /** Quarters that can be asked for. */
  quartersShown: 8,
} as const;
