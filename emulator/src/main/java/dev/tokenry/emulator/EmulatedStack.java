package dev.tokenry.emulator;

import dev.tokenry.emulator.apigateway.ApiIdentity;
import dev.tokenry.emulator.apigateway.FunctionLookup;
import dev.tokenry.emulator.apigateway.Gateway;
import dev.tokenry.emulator.cloudformation.ApiSpec;
import dev.tokenry.emulator.cloudformation.EventSourceSpec;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import dev.tokenry.emulator.cloudformation.PseudoParameters;
import dev.tokenry.emulator.cloudformation.StackTemplate;
import dev.tokenry.emulator.cloudformation.TemplateException;
import dev.tokenry.emulator.io.PhysicalResource;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A running stack: its resources, its functions, and a gateway for each API. */
public final class EmulatedStack {

    // CloudFormation waits for an hour, which is too long on a developer's machine.
    private static final Duration CUSTOM_RESOURCE_TIMEOUT = Duration.ofSeconds(10);

    private final EmulatedAccount account;
    private final StackSource source;
    private final StackTemplate template;
    private final CustomResourceInvoker customResources;
    private final Map<String, EmulatedFunction> functions = new LinkedHashMap<>();
    private final List<Gateway> gateways = new ArrayList<>();

    private EmulatedStack(EmulatedAccount account, StackSource source, Map<String, String> parameters) {
        PseudoParameters pseudo =
                new PseudoParameters(account.aws().region(), account.aws().accountId(), source.name());
        this.account = account;
        this.source = source;
        this.template = StackTemplate.of(source.file(), parameters, pseudo, account.exports(), this::provision);
        this.customResources = new CustomResourceInvoker(
                account.aws().cloudFormation(), pseudo.stackId(), this::findFunction, CUSTOM_RESOURCE_TIMEOUT);
    }

    public static EmulatedStack start(EmulatedAccount account, StackSource source, Map<String, String> parameters)
            throws IOException {
        EmulatedStack stack = new EmulatedStack(account, source, parameters);
        stack.template.provisionStored();
        for (FunctionSpec function : stack.template.functions()) {
            stack.getOrCreateFunction(function);
        }
        stack.template.provisionCustom();
        for (ApiSpec api : stack.template.apis()) {
            stack.gateways.add(account.closeables().add(stack.startGateway(api, account.nextPort())));
        }
        for (EventSourceSpec mapping : stack.template.eventSources()) {
            account.closeables().add(account.aws().start(mapping, stack.functionOf(mapping)));
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

    /** Returns the functions by logical id. */
    public Map<String, EmulatedFunction> functions() {
        return Map.copyOf(functions);
    }

    /** Returns the URL of each API's stage. */
    public List<URI> apiUrls() {
        return gateways.stream()
                .map(gateway -> gateway.uri().resolve(gateway.basePaths().getFirst()))
                .toList();
    }

    public List<Gateway> gateways() {
        return gateways;
    }

    private Gateway startGateway(ApiSpec api, int port) throws IOException {
        ApiIdentity identity = new ApiIdentity(
                account.aws().region(), account.aws().accountId(), api.apiId(), api.stage(), source.basePathMappings());
        FunctionLookup lookup = FunctionLookup.of(functions).or(account.functions());
        try {
            return Gateway.start(
                    api, identity, lookup, port, account.aws().options().hosts());
        } catch (BindException e) {
            throw new StartupException(
                    "Port " + port + ": " + e.getMessage() + "; "
                            + account.aws().options().portHint(),
                    e);
        }
    }

    /** A custom resource can need a function of this stack that is not created yet. */
    private Optional<EmulatedFunction> findFunction(String arn) {
        return account.functions()
                .find(arn)
                .or(() -> template.functions().stream()
                        .filter(each -> arn.equals(each.arn()))
                        .findFirst()
                        .map(this::getOrCreateFunction));
    }

    private EmulatedFunction functionOf(EventSourceSpec mapping) {
        return findFunction(mapping.functionArn())
                .orElseThrow(() -> new TemplateException("Event source mapping " + mapping.name() + ": "
                        + mapping.functionArn() + " is not an emulated function"));
    }

    private EmulatedFunction getOrCreateFunction(FunctionSpec spec) {
        EmulatedFunction existing = functions.get(spec.logicalId());
        if (existing != null) {
            return existing;
        }
        FunctionSpec function = spec.with(account.aws().environment());
        EmulatedFunction created = account.add(EmulatedFunction.of(
                function, source.directory(), account.aws().options().handlers()));
        functions.put(spec.logicalId(), created);
        return created;
    }

    private PhysicalResource provision(String logicalId, String type, Map<String, Object> properties) {
        if (StackTemplate.isCustom(type)) {
            return customResources.create(logicalId, type, properties);
        }
        try {
            return account.aws().create(source.resourceNamePrefix() + logicalId, type, properties);
        } catch (IllegalArgumentException e) {
            throw new TemplateException(String.valueOf(e.getMessage()));
        }
    }
}
