package dev.tokenry.crypto;

/** Where a pepper comes from. One call, one derivation: remembering is {@link PepperCache}' work. */
public interface PepperSource {

    /**
     * Derives the pepper of a version.
     *
     * @throws PepperRejectedException when the key is disabled, deleted or not ours to use: what was derived before counts no more
     * @throws dev.tokenry.error.ServiceUnavailableException when the source is away for the moment
     */
    Pepper derive(int version);
}
