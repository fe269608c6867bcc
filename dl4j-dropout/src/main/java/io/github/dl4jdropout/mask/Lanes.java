package io.github.dl4jdropout.mask;

import java.nio.ByteBuffer;

/** A way for the processor to draw and multiply many elements at a time: plain Java, or the vector module where it is present. */
interface Lanes {

    /** The same words as {@link KeepMask#word(long)}, {@code count} of them from {@code first}. */
    void words(KeepMask mask, long first, long[] words, int count);

    /**
     * The product of single precision arrays, for the calling thread, which has one product at a time.
     *
     * @param in begins at the first element
     * @param out begins at the first element
     * @param factor of kept values
     */
    RunProduct floats(ByteBuffer in, ByteBuffer out, float factor);

    /** The product of double precision arrays, with the same parameters. */
    RunProduct doubles(ByteBuffer in, ByteBuffer out, double factor);
}
