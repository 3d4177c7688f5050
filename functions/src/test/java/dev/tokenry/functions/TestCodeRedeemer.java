package dev.tokenry.functions;

import dev.tokenry.exchange.keys.AuthorizationCode;
import dev.tokenry.exchange.keys.CodeRedeemer;
import dev.tokenry.exchange.keys.CodeRedemption;
import dev.tokenry.exchange.keys.DocumentFailure;
import java.util.ArrayList;
import java.util.List;

/** Accepts no code, unless a test says what the provider gives for one. */
public final class TestCodeRedeemer implements CodeRedeemer {

    private final List<String> forms = new ArrayList<>();
    private CodeRedeemer redeemer = (_, _) -> new CodeRedemption.Rejected();

    /** Makes the provider give an id token for each code. */
    public void give(String idToken) {
        redeemer = (_, _) -> new CodeRedemption.Redeemed(idToken);
    }

    /** Makes each redemption fail in this way. */
    public void fail(DocumentFailure cause) {
        redeemer = (_, _) -> new CodeRedemption.Failed(cause);
    }

    /** Returns the URLs and forms of the requests. */
    public List<String> requests() {
        return List.copyOf(forms);
    }

    @Override
    public CodeRedemption redeem(String tokenEndpoint, AuthorizationCode code) {
        forms.add(tokenEndpoint + "?" + code.revealForm());
        return redeemer.redeem(tokenEndpoint, code);
    }
}
