package dev.tokenry.exchange.trust;

import dev.tokenry.audit.AuditTarget;
import dev.tokenry.audit.AuditTarget.Kind;
import dev.tokenry.audit.AuditedRecord;
import dev.tokenry.audit.AuditedRecord.FieldValues;
import dev.tokenry.exchange.condition.ConditionsWriter;
import dev.tokenry.exchange.keys.KeySet;
import dev.tokenry.exchange.keys.KeySetWriter;
import java.util.List;
import java.util.Locale;

/** What events tell of issuers and trusts: the fields that the API shows. */
public final class AuditedTrust {

    private AuditedTrust() {}

    public static AuditedRecord of(Issuer issuer) {
        KeySet uploadedKeys = issuer.uploadedKeys();
        FieldValues fields = new FieldValues()
                .put("name", issuer.name())
                .put("kind", issuer.kind().name().toLowerCase(Locale.ROOT))
                .put("issuer", issuer.issuer())
                .put("audiences", issuer.audiences())
                .put("jwks", uploadedKeys == null ? List.of() : KeySetWriter.writeEach(uploadedKeys))
                .put("singleUse", issuer.singleUse())
                .put("maxAgeSeconds", issuer.maxAge().toSeconds())
                .put(AuditedRecord.ENABLED, issuer.enabled());
        SignIn signIn = issuer.signIn();
        if (signIn != null) {
            fields.put("clientId", signIn.clientId())
                    .put("redirectUris", signIn.redirectUris())
                    .put("scope", signIn.scope())
                    .put("linkClaim", signIn.linkClaim())
                    .put("label", signIn.label());
        }
        return AuditedRecord.of(AuditTarget.of(Kind.ISSUER, issuer.name()), fields, issuer.version());
    }

    public static AuditedRecord of(Trust trust) {
        FieldValues fields = new FieldValues()
                .put("name", trust.name())
                .put("issuer", trust.issuerName())
                .put(
                        "conditions",
                        trust.conditions().conditions().isEmpty() ? null : ConditionsWriter.write(trust.conditions()))
                .put("description", trust.description())
                .put(AuditedRecord.ENABLED, trust.enabled())
                .put("createdBy", trust.createdBy().spelling())
                .put("creationDate", trust.createdAt())
                .put("expirationDate", trust.expiresAt());
        putGrant(fields, trust.grant());
        return AuditedRecord.of(target(trust), fields, trust.version());
    }

    private static void putGrant(FieldValues fields, TrustGrant grant) {
        switch (grant) {
            case TrustGrant.ForJobs jobs ->
                fields.put("project", jobs.project()).put("owner", jobs.owner().spelling());
            case TrustGrant.ForPeople people -> fields.put("maxCreatedDays", people.maxCreatedDays());
        }
        fields.put("scopes", grant.scopes().requestedNames())
                .put("allowedIps", grant.allowedIps().format())
                .put("lifetimeSeconds", grant.lifetime().toSeconds());
    }

    private static AuditTarget target(Trust trust) {
        return trust.grant() instanceof TrustGrant.ForJobs jobs
                ? new AuditTarget(Kind.TRUST, trust.name(), null, jobs.owner().spelling(), jobs.project())
                : AuditTarget.of(Kind.TRUST, trust.name());
    }
}
