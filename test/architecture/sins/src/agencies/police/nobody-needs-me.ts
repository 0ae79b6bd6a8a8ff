// sin: no-orphans
export const x = 1;
