/** A kit that the app gives the agencies' declarations. */
export const interventionsRoom = {};
