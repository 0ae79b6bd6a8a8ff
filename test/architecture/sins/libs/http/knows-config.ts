// sin: not-in-allowed
// A lib that reads this county's declarations.
import { grounds } from '#config/grounds';
export const x = grounds;
