/** The syntax of a project name. */
export const PROJECT_NAME = /^[a-z0-9][a-z0-9_-]{0,62}$/;
