// sin: policy-knows-only-casl
import { z } from 'zod';
export const x = z;
