package dev.tokenry.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.MessageDigestSpi;
import java.security.Provider;
import java.security.Security;
import org.jspecify.annotations.Nullable;

/**
 * Counts the HMACs that the creating thread computes with peppers, until it is closed. It is the preferred security
 * provider, so that it must be created before the peppers.
 */
public final class HmacCounter implements AutoCloseable {

    private static final String ALGORITHM = "SHA-256";

    /** An HMAC computes two digests, each from a copy of a state. Others, such as the AWS SDK, copy no states. */
    private static final int COPIES_PER_HMAC = 2;

    private final Thread thread = Thread.currentThread();
    private final Provider provider = new CountingProvider();
    private int digestedCopies;

    public HmacCounter() {
        Security.insertProviderAt(provider, 1);
    }

    /** The number of HMACs since this counter was created. */
    public int count() {
        return digestedCopies / COPIES_PER_HMAC;
    }

    @Override
    public void close() {
        Security.removeProvider(provider.getName());
    }

    private final class CountingProvider extends Provider {

        CountingProvider() {
            super("HmacCounter", "1", "Counts HMACs");
            putService(new Service(this, "MessageDigest", ALGORITHM, CountingDigest.class.getName(), null, null) {
                @Override
                public Object newInstance(@Nullable Object parameter) {
                    return new CountingDigest(builtIn(), false);
                }
            });
        }
    }

    private static MessageDigest builtIn() {
        try {
            return MessageDigest.getInstance(ALGORITHM, "SUN");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class CountingDigest extends MessageDigestSpi implements Cloneable {

        private final MessageDigest digest;
        private final boolean copy;

        CountingDigest(MessageDigest digest, boolean copy) {
            this.digest = digest;
            this.copy = copy;
        }

        @Override
        protected int engineGetDigestLength() {
            return digest.getDigestLength();
        }

        @Override
        protected void engineUpdate(byte input) {
            digest.update(input);
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            digest.update(input, offset, length);
        }

        @Override
        protected byte[] engineDigest() {
            if (copy && Thread.currentThread() == thread) {
                digestedCopies++;
            }
            return digest.digest();
        }

        @Override
        protected void engineReset() {
            digest.reset();
        }

        @Override
        public Object clone() throws CloneNotSupportedException {
            return new CountingDigest((MessageDigest) digest.clone(), true);
        }
    }
}
