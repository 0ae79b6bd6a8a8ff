import { z } from 'zod';

/** A text that is shown on screen: Swedish first, English complete. */
export const localTextSchema = z.strictObject({ sv: z.string().trim().min(1), en: z.string().trim().min(1) });
export type LocalText = Readonly<z.infer<typeof localTextSchema>>;
