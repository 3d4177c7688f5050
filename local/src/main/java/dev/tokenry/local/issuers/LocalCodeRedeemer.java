package dev.tokenry.local.issuers;

import dev.tokenry.exchange.keys.AuthorizationCode;
import dev.tokenry.exchange.keys.CodeRedeemer;
import dev.tokenry.exchange.keys.CodeRedemption;
import dev.tokenry.exchange.keys.DocumentFailure;
import dev.tokenry.exchange.keys.TokenResponseParser;
import java.io.IOException;
import java.net.http.HttpResponse;

/** Redeems codes at issuers on this machine over plain HTTP. Those of all others it leaves to another redeemer. */
public final class LocalCodeRedeemer implements CodeRedeemer {

    private static final int OK = 200;

    private final CodeRedeemer others;

    public LocalCodeRedeemer(CodeRedeemer others) {
        this.others = others;
    }

    @Override
    public CodeRedemption redeem(String tokenEndpoint, AuthorizationCode code) {
        return LoopbackHttp.isLoopback(tokenEndpoint)
                ? redeemHere(tokenEndpoint, code)
                : others.redeem(tokenEndpoint, code);
    }

    private static CodeRedemption redeemHere(String tokenEndpoint, AuthorizationCode code) {
        try {
            HttpResponse<byte[]> response = LoopbackHttp.post(tokenEndpoint, code.revealForm());
            return response.statusCode() == OK
                    ? TokenResponseParser.parse(response.body())
                    : TokenResponseParser.ofStatus(response.statusCode());
        } catch (IOException e) {
            return new CodeRedemption.Failed(DocumentFailure.CONNECTION);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CodeRedemption.Failed(DocumentFailure.TIMEOUT);
        }
    }
}
