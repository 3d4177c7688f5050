package dev.tokenry.functions;

import dev.tokenry.audit.ChangeReader;
import dev.tokenry.audit.EventSink;
import dev.tokenry.aws.SignedCalls;
import dev.tokenry.crypto.PepperSource;
import dev.tokenry.exchange.keys.CodeRedeemer;
import dev.tokenry.exchange.keys.KeyFetcher;
import dev.tokenry.exchange.keys.KeySetStore;
import dev.tokenry.exchange.trust.IdentityFinder;
import dev.tokenry.exchange.trust.IssuerStore;
import dev.tokenry.exchange.trust.TrustQueryStore;
import dev.tokenry.exchange.trust.TrustStore;
import dev.tokenry.model.RecordSealer;
import dev.tokenry.store.ApiRulesStore;
import dev.tokenry.store.AuditEventStore;
import dev.tokenry.store.CredentialFinder;
import dev.tokenry.store.DeploymentStore;
import dev.tokenry.store.ExchangedTokenStore;
import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.store.LastUploadStore;
import dev.tokenry.store.NameLister;
import dev.tokenry.store.NoticeStore;
import dev.tokenry.store.ProjectRow;
import dev.tokenry.store.ProjectStore;
import dev.tokenry.store.RejectedUseStore;
import dev.tokenry.store.ScopeStore;
import dev.tokenry.store.ScopeTemplateStore;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.UserQueryStore;
import dev.tokenry.store.UserStore;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** External dependencies: clock, randomness, stores and the pepper source. */
interface Dependencies {

    InstantSource clock();

    RandomGenerator random();

    TokenStore tokens();

    CredentialFinder credentials();

    /** @param sealer seals the links of identities */
    UserStore users(RecordSealer sealer);

    IdentityFinder identities(RecordSealer sealer);

    UserQueryStore userQueries();

    ProjectStore projects();

    NameLister<ProjectRow> projectLister();

    /** Returns projects for writes whose failure is harmless. */
    ProjectStore bestEffortProjects();

    LastUploadStore lastUploadStore();

    IdempotencyStore idempotencyStore();

    TokenQueryStore tokenQueries();

    /** Returns the store of rejected uses. A write that fails is reported to the caller. */
    RejectedUseStore rejectedUses();

    DeploymentStore deployments();

    ApiRulesStore apiRules();

    ScopeStore scopes();

    ScopeTemplateStore scopeTemplates();

    IssuerStore issuers(RecordSealer sealer);

    TrustStore trusts(RecordSealer sealer);

    /** @param sealer is not called to count trusts */
    TrustQueryStore trustQueries(RecordSealer sealer);

    KeySetStore keySets(RecordSealer sealer);

    ExchangedTokenStore exchangedTokens();

    PepperSource pepperSource();

    /** Returns what fetches the keys of issuers. */
    KeyFetcher keyFetcher();

    /** Returns what redeems codes at issuers. */
    CodeRedeemer codeRedeemer();

    ChangeReader changeReader(String environmentId);

    AuditEventStore auditEvents();

    EventSink eventBus();

    NoticeStore notices();

    /** Returns calls of SNS. */
    SignedCalls sns();

    /** Returns calls of SES version 2. */
    SignedCalls ses();
}
