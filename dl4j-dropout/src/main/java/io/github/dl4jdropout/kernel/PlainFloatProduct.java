package io.github.dl4jdropout.kernel;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;

/** {@link PlainSimd} for floats. */
final class PlainFloatProduct implements Simd.Product {

    private final FloatBuffer in;
    private final IntBuffer inBits;
    private final FloatBuffer out;
    private final IntBuffer outBits;
    private final float factor;
    private final float[] values;
    private final int[] bits;
    private final PlainSimd.Scratch scratch;
    private final int[] halves;

    PlainFloatProduct(ByteBuffer in, ByteBuffer out, float factor) {
        this.in = in.asFloatBuffer();
        this.inBits = in.asIntBuffer();
        this.out = out.asFloatBuffer();
        this.outBits = out.asIntBuffer();
        this.factor = factor;
        this.scratch = PlainSimd.Scratch.take();
        this.values = scratch.floats();
        this.bits = scratch.floatBits();
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

    private static void multiply(float[] values, float factor, int length) {
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
