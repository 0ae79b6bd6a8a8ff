/** Where Nest finds the parsed settings (config/settings.ts). */
export const SETTINGS = Symbol.for('insatskedja.settings');
