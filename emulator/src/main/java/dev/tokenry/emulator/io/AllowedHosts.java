package dev.tokenry.emulator.io;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host names under which the servers can be called.
 *
 * <p>They protect against DNS rebinding: a web page whose own host name resolves to 127.0.0.1 has the same origin as
 * the server that it calls there, but the browser sends the name of the page in the {@code Host} header.
 */
public final class AllowedHosts {

    /** The names of this machine itself. */
    public static final AllowedHosts LOOPBACK = new AllowedHosts(Set.of("localhost", "127.0.0.1", "[::1]"));

    // The port does not matter: it is another one behind a forwarded port, and no web page can choose the name.
    private static final Pattern HOST = Pattern.compile("(\\[[^\\]]*]|[^:]*)(?::[0-9]{1,5})?");

    private final Set<String> names;

    private AllowedHosts(Set<String> names) {
        this.names = Set.copyOf(names);
    }

    /** Returns these names and another one. */
    public AllowedHosts and(String name) {
        Set<String> all = new LinkedHashSet<>(names);
        all.add(name.toLowerCase(Locale.ROOT));
        return new AllowedHosts(all);
    }

    /** Returns whether a request has exactly one {@code Host} header, with one of these names. */
    public boolean allow(List<String> hostHeaders) {
        if (hostHeaders.size() != 1) {
            return false;
        }
        Matcher host = HOST.matcher(hostHeaders.getFirst());
        return host.matches() && names.contains(host.group(1).toLowerCase(Locale.ROOT));
    }
}
