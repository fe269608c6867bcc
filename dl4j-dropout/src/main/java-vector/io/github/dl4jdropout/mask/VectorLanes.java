package io.github.dl4jdropout.mask;

import java.nio.ByteBuffer;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Words and products by {@code jdk.incubator.vector}. Found by {@link VectorSupport}, which knows it by name. */
final class VectorLanes implements Lanes {

    private static final VectorSpecies<Long> WORDS = LongVector.SPECIES_PREFERRED;

    /** From the counter of one word to that of the next. */
    private static final LongVector STEPS =
            LongVector.broadcast(WORDS, 0L).addIndex(1).mul(Long.SIZE * Mix64.GOLDEN);

    /** Before this many planes some lane of a vector is nearly always undecided, and looking costs more than drawing. */
    private static final int PLANES_BEFORE_LOOKING = 7;

    @Override
    public void words(KeepMask mask, long first, long[] words, int count) {
        int whole = WORDS.loopBound(count);
        for (int i = 0; i < whole; i += WORDS.length()) {
            decide(mask, first + i).intoArray(words, i);
        }
        for (int i = whole; i < count; i++) {
            words[i] = mask.word(first + i);
        }
    }

    /** {@link KeepMask#word}, for as many words as a vector has lanes. */
    private static LongVector decide(KeepMask mask, long first) {
        LongVector counters = STEPS.add(mask.counter(first));
        LongVector kept = LongVector.broadcast(WORDS, mask.decided());
        LongVector undecided = LongVector.broadcast(WORDS, -1L);
        for (int i = 0; i < mask.planes(); i++) {
            LongVector plane = mix(counters.add(i * Mix64.GOLDEN), mask.halfKey());
            if (mask.digit(i)) {
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
    public RunProduct floats(ByteBuffer in, ByteBuffer out, float factor) {
        return new VectorFloatProduct(in, out, factor);
    }

    @Override
    public RunProduct doubles(ByteBuffer in, ByteBuffer out, double factor) {
        return new VectorDoubleProduct(in, out, factor);
    }

    @Override
    public String toString() {
        return "vectors of " + WORDS.vectorBitSize() + " bits";
    }
}
