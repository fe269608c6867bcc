package io.github.dl4jdropout.kernel;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/** {@link PlainSimd} for doubles. */
final class PlainDoubleProduct implements Simd.Product {

    private final DoubleBuffer in;
    private final LongBuffer inBits;
    private final DoubleBuffer out;
    private final LongBuffer outBits;
    private final double factor;
    private final double[] values;
    private final long[] bits;
    private final PlainSimd.Scratch scratch;
    private final int[] halves;

    PlainDoubleProduct(ByteBuffer in, ByteBuffer out, double factor) {
        this.in = in.asDoubleBuffer();
        this.inBits = in.asLongBuffer();
        this.out = out.asDoubleBuffer();
        this.outBits = out.asLongBuffer();
        this.factor = factor;
        this.scratch = PlainSimd.Scratch.take();
        this.values = scratch.doubles();
        this.bits = scratch.doubleBits();
        this.halves = scratch.halves;
    }

    @Override
    public void select(int from, int length, long[] words, int firstBit) {
        PlainSimd.spread(words, firstBit, length, halves);
        if (factor == 1) {
            inBits.get(from, bits, 0, length);
        } else {
            scale(from, length);
            outBits.get(from, bits, 0, length);
        }
        PlainSimd.cut(bits, halves, length);
        outBits.put(from, bits, 0, length);
    }

    @Override
    public void scale(int from, int length) {
        for (int done = 0; done < length; done += values.length) {
            int block = Math.min(values.length, length - done);
            in.get(from + done, values, 0, block);
            multiply(values, factor, block);
            out.put(from + done, values, 0, block);
        }
    }

    private static void multiply(double[] values, double factor, int length) {
        for (int i = 0; i < length; i++) {
            values[i] *= factor;
        }
    }

    @Override
    public void zero(int from, int length) {
        Arrays.fill(values, 0, Math.min(values.length, length), 0);
        for (int done = 0; done < length; done += values.length) {
            out.put(from + done, values, 0, Math.min(values.length, length - done));
        }
    }

    @Override
    public void close() {
        scratch.giveBack();
    }
}
