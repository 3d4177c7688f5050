package dev.tokenry.exchange.keys.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Resolves the names of hosts. */
interface HostResolver {

    /** Returns all addresses of a host, the preferred one first. */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
