package io.github.dl4jdropout.kernel;

import io.github.dl4jdropout.mask.KeepBits;
import io.github.dl4jdropout.mask.Mix64;
import java.nio.ByteBuffer;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Words and products by {@code jdk.incubator.vector}. Found by {@link Simd#vector}, which knows it by name. */
final class VectorSimd implements Simd {

    private static final VectorSpecies<Long> WORDS = LongVector.SPECIES_PREFERRED;

    /** From the counter of one word to that of the next. */
    private static final LongVector STEPS =
            LongVector.broadcast(WORDS, 0L).addIndex(1).mul(Long.SIZE * Mix64.GOLDEN);

    /** Before this many planes some lane of a vector is nearly always undecided, and looking costs more than drawing. */
    private static final int PLANES_BEFORE_LOOKING = 7;

    @Override
    public void words(KeepBits bits, long first, long[] words, int count) {
        KeepBits.Digits digits = bits.digits();
        int whole = WORDS.loopBound(count);
        for (int i = 0; i < whole; i += WORDS.length()) {
            decide(digits, first + i).intoArray(words, i);
        }
        for (int i = whole; i < count; i++) {
            words[i] = bits.word(first + i);
        }
    }

    /** {@link KeepBits#word}, for as many words as a vector has lanes. */
    private static LongVector decide(KeepBits.Digits digits, long first) {
        LongVector counters = STEPS.add(digits.counter(first));
        LongVector kept = LongVector.broadcast(WORDS, digits.all() ? -1L : 0L);
        LongVector undecided = LongVector.broadcast(WORDS, -1L);
        for (int i = 0; i < digits.planes(); i++) {
            LongVector plane = mix(counters.add(i * Mix64.GOLDEN), digits.halfKey());
            if (digits.digit(i)) {
                kept = kept.or(undecided.lanewise(VectorOperators.AND_NOT, plane));
                undecided = undecided.and(plane);
            } else {
                undecided = undecided.lanewise(VectorOperators.AND_NOT, plane);
            }
            if (i >= PLANES_BEFORE_LOOKING
                    && !undecided.compare(VectorOperators.NE, 0L).anyTrue()) {
                break;
            }
        }
        return kept;
    }

    /** {@link Mix64#mix(long, long)}. */
    private static LongVector mix(LongVector z, long half) {
        LongVector a = z.lanewise(VectorOperators.XOR, z.lanewise(VectorOperators.LSHR, 30))
                .mul(Mix64.MULTIPLIER_1);
        LongVector b = a.lanewise(VectorOperators.XOR, half);
        LongVector c = b.lanewise(VectorOperators.XOR, b.lanewise(VectorOperators.LSHR, 27))
                .mul(Mix64.MULTIPLIER_2);
        return c.lanewise(VectorOperators.XOR, c.lanewise(VectorOperators.LSHR, 31));
    }

    @Override
    public Product floats(ByteBuffer in, ByteBuffer out, float factor) {
        return new VectorFloatProduct(in, out, factor);
    }

    @Override
    public Product doubles(ByteBuffer in, ByteBuffer out, double factor) {
        return new VectorDoubleProduct(in, out, factor);
    }

    @Override
    public String toString() {
        return "vectors of " + WORDS.vectorBitSize() + " bits";
    }
}
