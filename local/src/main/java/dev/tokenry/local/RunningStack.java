package dev.tokenry.local;

import dev.tokenry.emulator.AwsEmulator;
import dev.tokenry.emulator.apigateway.ApiIdentity;
import dev.tokenry.emulator.apigateway.FunctionLookup;
import dev.tokenry.emulator.apigateway.Gateway;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import dev.tokenry.emulator.cloudformation.ApiSpec;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import dev.tokenry.emulator.cloudformation.PseudoParameters;
import dev.tokenry.emulator.cloudformation.ResourceProvisioner.Made;
import dev.tokenry.emulator.cloudformation.StackTemplate;
import dev.tokenry.emulator.cloudformation.TemplateException;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one template describes, running: resources made, functions, and a gateway before each API. */
public final class RunningStack {

    // CloudFormation waits for an hour; here somebody sits and waits.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Account account;
    private final NamedTemplate source;
    private final StackTemplate template;
    private final CustomResources custom;
    private final Map<String, EmulatedFunction> functions = new LinkedHashMap<>();
    private final List<Gateway> gateways = new ArrayList<>();

    private RunningStack(Account account, NamedTemplate source, Map<String, String> parameters) {
        PseudoParameters pseudo = new PseudoParameters(account.aws().region(), account.aws().accountId(), source.name());
        this.account = account;
        this.source = source;
        this.template = StackTemplate.of(source.file(), parameters, pseudo, account.published(), this::make);
        this.custom = new CustomResources(account.aws().cloudFormation(), pseudo.stackId(), this::function, PATIENCE);
    }

    static RunningStack start(Account account, NamedTemplate source, Map<String, String> parameters)
            throws IOException {
        RunningStack stack = new RunningStack(account, source, parameters);
        stack.template.provisionStored();
        for (FunctionSpec function : stack.template.functions()) {
            stack.function(function);
        }
        stack.template.provisionCustom();
        for (ApiSpec api : stack.template.apis()) {
            stack.gateways.add(account.parts().add(stack.gateway(api, account.nextPort())));
        }
        account.publish(stack.template.exports());
        return stack;
    }

    public String name() {
        return source.name();
    }

    public StackTemplate template() {
        return template;
    }

    /** The functions by logical id. */
    public Map<String, EmulatedFunction> functions() {
        return Map.copyOf(functions);
    }

    /** The address of each API's stage. */
    public List<URI> apiUrls() {
        return gateways.stream()
                .map(gateway -> gateway.uri().resolve(gateway.basePaths().getFirst()))
                .toList();
    }

    List<Gateway> gateways() {
        return gateways;
    }

    private Gateway gateway(ApiSpec api, int port) throws IOException {
        ApiIdentity identity =
                new ApiIdentity(account.aws().region(), account.aws().accountId(), api.apiId(), api.stage());
        FunctionLookup known = FunctionLookup.of(functions).or(account.functions());
        try {
            return Gateway.start(api, source.isOurs() ? identity : identity.withoutCustomDomains(), known, port);
        } catch (BindException e) {
            throw new StartException("Port " + port + ": " + e.getMessage() + "; name another one in TOKENRY_PORT", e);
        }
    }

    /** A function of this stack may be asked for by a custom resource before its turn. */
    private Optional<EmulatedFunction> function(String arn) {
        return account.functions()
                .find(arn)
                .or(() -> template.functions().stream()
                        .filter(each -> arn.equals(each.arn()))
                        .findFirst()
                        .map(this::function));
    }

    private EmulatedFunction function(FunctionSpec spec) {
        EmulatedFunction known = functions.get(spec.logicalId());
        if (known != null) {
            return known;
        }
        FunctionSpec function = spec.with(account.aws().environment());
        EmulatedFunction made = account.add(EmulatedFunction.of(function, source.folder()));
        functions.put(spec.logicalId(), made);
        return made;
    }

    private Made make(String logicalId, String type, Map<String, Object> properties) {
        if (StackTemplate.isCustom(type)) {
            return custom.create(logicalId, type, properties);
        }
        try {
            AwsEmulator.Physical physical = account.aws().create(source.storedName(logicalId), type, properties);
            return new Made(physical.ref(), physical.attributes());
        } catch (IllegalArgumentException e) {
            throw new TemplateException(String.valueOf(e.getMessage()));
        }
    }
}
