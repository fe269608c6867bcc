package io.github.dl4jdropout.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** {@link VectorSimd} for doubles. */
final class VectorDoubleProduct implements Simd.Product {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private final MemorySegment in;
    private final MemorySegment out;
    private final double factor;

    VectorDoubleProduct(ByteBuffer in, ByteBuffer out, double factor) {
        this.in = MemorySegment.ofBuffer(in);
        this.out = MemorySegment.ofBuffer(out);
        this.factor = factor;
    }

    @Override
    public void select(int from, int length, long[] words, int firstBit) {
        int done = 0;
        if ((firstBit & (Long.SIZE - 1)) == 0) {
            for (; done <= length - Long.SIZE; done += Long.SIZE) {
                long word = words[(firstBit + done) >>> 6];
                for (int i = 0; i < Long.SIZE; i += SPECIES.length()) {
                    select(from + done + i, VectorMask.fromLong(SPECIES, word >>> i));
                }
            }
        }
        for (; done <= length - SPECIES.length(); done += SPECIES.length()) {
            select(from + done, VectorMask.fromLong(SPECIES, Simd.bits(words, firstBit + done)));
        }
        if (done < length) {
            VectorMask<Double> inside = SPECIES.indexInRange(done, length);
            long offset = offset(from + done);
            VectorMask<Double> keep = VectorMask.fromLong(SPECIES, Simd.bits(words, firstBit + done));
            DoubleVector.zero(SPECIES)
                    .blend(
                            DoubleVector.fromMemorySegment(SPECIES, in, offset, ORDER, inside)
                                    .mul(factor),
                            keep)
                    .intoMemorySegment(out, offset, ORDER, inside);
        }
    }

    private void select(int position, VectorMask<Double> keep) {
        long offset = offset(position);
        DoubleVector.zero(SPECIES)
                .blend(
                        DoubleVector.fromMemorySegment(SPECIES, in, offset, ORDER)
                                .mul(factor),
                        keep)
                .intoMemorySegment(out, offset, ORDER);
    }

    @Override
    public void scale(int from, int length) {
        int done = 0;
        for (; done <= length - SPECIES.length(); done += SPECIES.length()) {
            long offset = offset(from + done);
            DoubleVector.fromMemorySegment(SPECIES, in, offset, ORDER)
                    .mul(factor)
                    .intoMemorySegment(out, offset, ORDER);
        }
        if (done < length) {
            VectorMask<Double> inside = SPECIES.indexInRange(done, length);
            long offset = offset(from + done);
            DoubleVector.fromMemorySegment(SPECIES, in, offset, ORDER, inside)
                    .mul(factor)
                    .intoMemorySegment(out, offset, ORDER, inside);
        }
    }

    @Override
    public void zero(int from, int length) {
        out.asSlice(offset(from), (long) length * Double.BYTES).fill((byte) 0);
    }

    private static long offset(int position) {
        return (long) position * Double.BYTES;
    }
}
