package io.github.dl4jdropout.adopt;

/**
 * A network that was moved, and what was done to it.
 *
 * @param <T> its type
 * @param network a new network or configuration, owned by the caller; it shares no array with the one it was made of
 * @param report what was changed, and what could not be
 */
public record Adopted<T>(T network, AdoptionReport report) {}
