package io.github.dl4jdropout.kernel;

import io.github.dl4jdropout.mask.KeepBits;
import java.nio.ByteBuffer;
import java.util.Optional;

/** SIMD backend: draws keep bits and multiplies blocks of elements, in plain Java or with {@code jdk.incubator.vector}. */
interface Simd {

    /** An obstacle to the backend on {@code jdk.incubator.vector}, which the user can remove. */
    String WITHOUT_MODULE = "the virtual machine was started without --add-modules jdk.incubator.vector";

    /** The same words as {@link KeepBits#word(long)}, {@code count} of them from {@code first}. */
    void words(KeepBits bits, long first, long[] words, int count);

    /**
     * The product of single precision arrays, for the calling thread, which has one product at a time.
     *
     * @param in begins at the first element
     * @param out begins at the first element
     * @param factor of kept values
     */
    Product floats(ByteBuffer in, ByteBuffer out, float factor);

    /** The product of double precision arrays, with the same parameters. */
    Product doubles(ByteBuffer in, ByteBuffer out, double factor);

    /**
     * Multiplies runs of elements between two pieces of native memory, bound to them and to a factor. Positions are elements from
     * the first one of the arrays. One instance works in one thread.
     */
    interface Product extends AutoCloseable {

        /** How many elements {@link #select} is called with at the most. */
        int BLOCK = 2048;

        /**
         * out = in · factor where the bit is 1, else 0.
         *
         * @param from position of the first element
         * @param length how many elements, at most {@link #BLOCK}
         * @param words keep bits, the one of the first element at {@code firstBit}
         * @param firstBit 0 or greater
         */
        void select(int from, int length, long[] words, int firstBit);

        /** out = in · factor. */
        void scale(int from, int length);

        /** out = 0. */
        void zero(int from, int length);

        /** Ends the work; nothing is called after it. */
        @Override
        default void close() {
            // most hold nothing
        }
    }

    /** 64 bits from any place among words. What comes after the last word counts as 0. */
    static long bits(long[] words, int first) {
        int word = first >>> 6;
        int shift = first & (Long.SIZE - 1);
        if (shift == 0) {
            return words[word];
        }
        return words[word] >>> shift | (word + 1 < words.length ? words[word + 1] << -shift : 0);
    }

    /**
     * The backend on {@code jdk.incubator.vector}, where there is one. It is compiled only by builds on Java 22 or newer; nothing
     * refers to it but its name here.
     */
    static Optional<Simd> vector() {
        if (!vectorObstacle().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of((Simd) Class.forName(Simd.class.getPackageName() + ".VectorSimd")
                    .getDeclaredConstructor()
                    .newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The vector backend is there and cannot be made: " + e, e);
        }
    }

    /** The reason why there is no backend on {@code jdk.incubator.vector}; empty if there is one. */
    static String vectorObstacle() {
        if (Runtime.version().feature() < 22) {
            return "Java is " + Runtime.version().feature() + ", older than 22";
        }
        if (Simd.class.getResource("VectorSimd.class") == null) {
            return "this library was built on a Java older than 22";
        }
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty() ? WITHOUT_MODULE : "";
    }

    /** Whether nothing but an option of the virtual machine is missing to the backend on {@code jdk.incubator.vector}. */
    static boolean vectorNeedsOption() {
        return vectorObstacle().equals(WITHOUT_MODULE);
    }
}
