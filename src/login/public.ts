import { SetMetadata } from '@nestjs/common';

/** The metadata key the route guard reads; a route without it needs a person logged in (default deny). */
export const PUBLIC_ROUTE = 'insatskedja:public';

/** A route that answers before anybody is logged in. */
export const Public = () => SetMetadata(PUBLIC_ROUTE, true);
