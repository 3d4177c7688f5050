package dev.tokenry.exchange.trust;

import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.model.Scope;
import java.util.ArrayList;
import java.util.List;

/** What is permitted in a trust, but worth a second look. */
public final class TrustWarnings {

    private static final String WRITES = ".write";

    private TrustWarnings() {}

    /** Returns sentences for people. */
    public static List<String> of(IssuerKind kind, Trust trust) {
        List<String> warnings = new ArrayList<>();
        if (kind == IssuerKind.GITHUB
                && !trust.conditions().hasConditionOn("environment")
                && !trust.conditions().hasConditionOn("job_workflow_ref")) {
            warnings.add("Everyone who can push to the branch, or change the workflow, gets the token. A condition on"
                    + " environment, whose protection rules GitHub enforces, or on job_workflow_ref prevents that.");
        }
        trust.grant().scopes().values().stream()
                .filter(TrustWarnings::writes)
                .forEach(scope -> warnings.add("The scope " + scope + " permits changes."));
        if (trust.grant() instanceof TrustGrant.ForJobs jobs
                && jobs.lifetime().compareTo(TrustGrant.ForJobs.DEFAULT_LIFETIME) > 0) {
            warnings.add("The token lives longer than " + TrustGrant.ForJobs.DEFAULT_LIFETIME.toSeconds()
                    + " seconds. The shorter it lives, the less a token that leaks is worth.");
        }
        return warnings;
    }

    private static boolean writes(Scope scope) {
        return scope.name().endsWith(WRITES) || scope.equals(Scope.MANAGE_ALL_TOKENS);
    }
}
