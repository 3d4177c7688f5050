import { lazy, Suspense } from 'react';
import { Route, Router as RouterBase, Switch } from 'wouter';
import { useSession } from '../auth/SessionProvider';
import { loadViewTexts } from '../i18n/translate';
import { basePath, decodeSegment, useLocation } from '../route/location';
import { NotFound } from '../views/NotFound';
import { AppLayout } from './AppLayout';
import { ErrorBoundary } from './ErrorBoundary';
import { Loading } from './Loading';

/** Loads a view with its texts. */
function withTexts<T>(load: () => Promise<T>): () => Promise<T> {
  return async () => (await Promise.all([load(), loadViewTexts()]))[0];
}

// Views are loaded lazily with their Cloudscape components, because the sign-in page needs none of them.
const Audit = lazy(withTexts(() => import('../views/Audit')));
const Configuration = lazy(withTexts(() => import('../views/Configuration')));
const EditToken = lazy(withTexts(() => import('../views/EditToken')));
const Issuer = lazy(withTexts(() => import('../views/Issuer')));
const Issuers = lazy(withTexts(() => import('../views/Issuers')));
const NewToken = lazy(withTexts(() => import('../views/NewToken')));
const NewTrust = lazy(withTexts(() => import('../views/NewTrust')));
const Overview = lazy(() => import('../views/Overview'));
const Profile = lazy(withTexts(() => import('../views/Profile')));
const Project = lazy(withTexts(() => import('../views/Project')));
const Projects = lazy(withTexts(() => import('../views/Projects')));
const Scopes = lazy(withTexts(() => import('../views/Scopes')));
const Tokens = lazy(withTexts(() => import('../views/Tokens')));
const Trust = lazy(withTexts(() => import('../views/Trust')));
const Trusts = lazy(withTexts(() => import('../views/Trusts')));
const UserDetails = lazy(withTexts(() => import('../views/UserDetails')));
const Users = lazy(withTexts(() => import('../views/Users')));

/** The routes of the console, each with its view for the signed-in token. */
function Routes() {
  const { permissions, me } = useSession();
  return (
    <Switch>
      <Route path="/">{permissions.readsTokens ? <Overview /> : <Profile />}</Route>
      <Route path="/tokens">{permissions.managesAll && permissions.readsTokens ? <Tokens /> : <Profile />}</Route>
      <Route path="/tokens/new">
        {!permissions.readsTokens ? <Profile /> : permissions.writesTokens ? <NewToken /> : <NotFound />}
      </Route>
      <Route path="/tokens/:id/:tab?">
        {({ id, tab }) =>
          permissions.readsTokens || id === me.id ? <EditToken key={id} id={id} tab={tab} /> : <Profile />
        }
      </Route>
      <Route path="/projects">
        <Projects />
      </Route>
      <Route path="/projects/:project">
        {({ project }) => (permissions.readsProjectTokens ? <Project key={project} project={project} /> : <Projects />)}
      </Route>
      <Route path="/trusts">{permissions.readsTrusts ? <Trusts /> : <NotFound />}</Route>
      {/* No trust has this name. */}
      <Route path="/trusts/_new">
        {permissions.readsTrusts && permissions.writesTrusts ? <NewTrust /> : <NotFound />}
      </Route>
      <Route path="/trusts/:name/:tab?">
        {({ name, tab }) => (permissions.readsTrusts ? <Trust key={name} name={name} tab={tab} /> : <NotFound />)}
      </Route>
      <Route path="/issuers">{permissions.readsIssuers ? <Issuers /> : <NotFound />}</Route>
      <Route path="/issuers/:name">
        {({ name }) => (permissions.readsIssuers ? <Issuer key={name} name={name} /> : <NotFound />)}
      </Route>
      <Route path="/users">{permissions.readsUsers ? <Users /> : <NotFound />}</Route>
      <Route path="/users/:name/:tab?">
        {({ name, tab }) =>
          permissions.readsUsers ? <UserDetails key={name} name={decodeSegment(name)} tab={tab} /> : <NotFound />
        }
      </Route>
      <Route path="/scopes/:tab?">{({ tab }) => <Scopes tab={tab} />}</Route>
      <Route path="/audit">{permissions.readsAudit ? <Audit /> : <NotFound />}</Route>
      <Route path="/configuration">
        <Configuration />
      </Route>
      <Route path="/profile">
        <Profile />
      </Route>
      <Route>
        <NotFound />
      </Route>
    </Switch>
  );
}

function Views() {
  const { segments } = useLocation();
  // The key removes the previous view immediately, and not only after the next one is loaded.
  return (
    <ErrorBoundary key={segments.slice(0, 2).join('/')}>
      <Suspense fallback={<Loading />}>
        <Routes />
      </Suspense>
    </ErrorBoundary>
  );
}

/** The views of the console, relative to its URL. */
export function Router() {
  return (
    <RouterBase base={basePath}>
      <AppLayout>
        <Views />
      </AppLayout>
    </RouterBase>
  );
}
