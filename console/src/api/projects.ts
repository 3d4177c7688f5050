import type { HttpClient } from './http';
import { resolved } from './lostWrites';
import { body, isSameVersion, orUndefined, versioned, type Versioned } from './responses';
import type { components, operations } from './schema';

type Schemas = components['schemas'];
export type Project = Schemas['Project'];
export type ListedProject = Schemas['ListedProject'];
type ProjectQuery = operations['listProjects']['parameters']['query'];

/** Creates the operations on projects. */
export function projectOperations(http: HttpClient) {
  const getProject = (project: string, signal?: AbortSignal) =>
    versioned(http.GET('/v2/projects/{project}', { params: { path: { project } }, signal }));
  return {
    listProjects: (query: ProjectQuery, signal?: AbortSignal) =>
      body(http.GET('/v2/projects', { params: { query }, signal })),
    getProject,
    /** Creates a project, unless there is one with this name already. */
    createProject: (project: string, displayName: string | null): Promise<Versioned<Project>> =>
      resolved(
        () =>
          versioned(
            http.PUT('/v2/projects/{project}', {
              params: { path: { project } },
              headers: { 'If-None-Match': '*' },
              body: { displayName },
            }),
          ),
        async () => {
          const now = await orUndefined(getProject(project));
          if (!now) return 'unchanged';
          return (now.data.displayName ?? null) === displayName ? { applied: now } : 'changedByOther';
        },
      ),
    nameProject: (project: string, displayName: string | null, ifMatch?: string): Promise<Versioned<Project>> =>
      resolved(
        () =>
          versioned(
            http.PUT('/v2/projects/{project}', {
              params: { path: { project }, header: { 'If-Match': ifMatch } },
              body: { displayName },
            }),
          ),
        async () => {
          const now = await getProject(project);
          if ((now.data.displayName ?? null) === displayName) return { applied: now };
          return isSameVersion(now, ifMatch) ? 'unchanged' : 'changedByOther';
        },
      ),
  };
}
