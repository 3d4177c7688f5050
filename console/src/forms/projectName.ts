/** The form of a project's name. */
export const PROJECT_NAME = /^[a-z0-9][a-z0-9_-]{0,62}$/;
