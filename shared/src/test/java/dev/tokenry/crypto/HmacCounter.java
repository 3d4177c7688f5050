package dev.tokenry.crypto;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.Provider;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Mac;
import javax.crypto.MacSpi;
import org.jspecify.annotations.Nullable;

/** Counts the HMACs of the creating thread until it is closed, as the preferred security provider. */
public final class HmacCounter implements AutoCloseable {

    private static final String ALGORITHM = "HmacSHA256";

    private final Thread thread = Thread.currentThread();
    private final Provider provider = new CountingProvider();
    private int count;

    public HmacCounter() {
        Security.insertProviderAt(provider, 1);
    }

    /** The number of HMACs since this counter was created. */
    public int count() {
        return count;
    }

    @Override
    public void close() {
        Security.removeProvider(provider.getName());
    }

    private final class CountingProvider extends Provider {

        CountingProvider() {
            super("HmacCounter", "1", "Counts HMACs");
            putService(new Service(this, "Mac", ALGORITHM, CountingMac.class.getName(), null, null) {
                @Override
                public Object newInstance(@Nullable Object parameter) {
                    return new CountingMac();
                }
            });
        }
    }

    private final class CountingMac extends MacSpi {

        private final Mac mac = builtIn();

        private static Mac builtIn() {
            try {
                return Mac.getInstance(ALGORITHM, "SunJCE");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected int engineGetMacLength() {
            return mac.getMacLength();
        }

        @Override
        protected void engineInit(Key key, @Nullable AlgorithmParameterSpec parameters) {
            try {
                mac.init(key);
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException(e);
            }
        }

        @Override
        protected void engineUpdate(byte input) {
            mac.update(input);
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            mac.update(input, offset, length);
        }

        @Override
        protected byte[] engineDoFinal() {
            if (Thread.currentThread() == thread) {
                count++;
            }
            return mac.doFinal();
        }

        @Override
        protected void engineReset() {
            mac.reset();
        }
    }
}
