package io.github.dl4jdropout.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** {@link VectorSimd} for floats. */
final class VectorFloatProduct implements Simd.Product {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private final MemorySegment in;
    private final MemorySegment out;
    private final float factor;

    VectorFloatProduct(ByteBuffer in, ByteBuffer out, float factor) {
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
            VectorMask<Float> inside = SPECIES.indexInRange(done, length);
            long offset = offset(from + done);
            VectorMask<Float> keep = VectorMask.fromLong(SPECIES, Simd.bits(words, firstBit + done));
            FloatVector.zero(SPECIES)
                    .blend(
                            FloatVector.fromMemorySegment(SPECIES, in, offset, ORDER, inside)
                                    .mul(factor),
                            keep)
                    .intoMemorySegment(out, offset, ORDER, inside);
        }
    }

    private void select(int position, VectorMask<Float> keep) {
        long offset = offset(position);
        FloatVector.zero(SPECIES)
                .blend(FloatVector.fromMemorySegment(SPECIES, in, offset, ORDER).mul(factor), keep)
                .intoMemorySegment(out, offset, ORDER);
    }

    @Override
    public void scale(int from, int length) {
        int done = 0;
        for (; done <= length - SPECIES.length(); done += SPECIES.length()) {
            long offset = offset(from + done);
            FloatVector.fromMemorySegment(SPECIES, in, offset, ORDER)
                    .mul(factor)
                    .intoMemorySegment(out, offset, ORDER);
        }
        if (done < length) {
            VectorMask<Float> inside = SPECIES.indexInRange(done, length);
            long offset = offset(from + done);
            FloatVector.fromMemorySegment(SPECIES, in, offset, ORDER, inside)
                    .mul(factor)
                    .intoMemorySegment(out, offset, ORDER, inside);
        }
    }

    @Override
    public void zero(int from, int length) {
        out.asSlice(offset(from), (long) length * Float.BYTES).fill((byte) 0);
    }

    private static long offset(int position) {
        return (long) position * Float.BYTES;
    }
}
