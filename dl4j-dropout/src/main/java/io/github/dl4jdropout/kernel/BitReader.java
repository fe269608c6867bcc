package io.github.dl4jdropout.kernel;

import io.github.dl4jdropout.mask.KeepBits;
import java.util.function.Supplier;

/** One thread's keep bits of one product: drawn where they are needed, or looked up where runs jump about in the draw array. */
final class BitReader {

    /** Words drawn at once where they follow one another: more than a block needs, because short loops are slow ones. */
    private static final int AHEAD = 128;

    private final Simd simd;
    private final KeepBits bits;
    /** How many words the draw array has. */
    private final long count;

    private final long[] all;
    private final long[] loaded;
    private long firstLoaded = -1;
    private int countLoaded;

    private BitReader(Simd simd, KeepBits bits, long count, long[] all) {
        this.simd = simd;
        this.bits = bits;
        this.count = count;
        this.all = all;
        // A small product spends much of its time on its allocations.
        this.loaded = new long[all == null ? (int) Math.min(AHEAD, count) : Simd.Product.BLOCK / Long.SIZE];
    }

    /** Readers of one product, one for each thread. */
    static Supplier<BitReader> of(Simd simd, KeepBits bits, DenseLayout layout) {
        long count = (layout.drawLength() + Long.SIZE - 1) / Long.SIZE;
        if (layout.runStride() <= 1) {
            return () -> new BitReader(simd, bits, count, null);
        }
        // Runs across the rows of the draw array, as in an 'f' array: all bits are drawn first, once for all threads.
        long[] all = new long[Math.toIntExact(count)];
        simd.words(bits, 0, all, all.length);
        return () -> new BitReader(simd, bits, count, all);
    }

    /**
     * Makes {@link #loaded()} hold the bits of draws in arithmetic progression.
     *
     * @return where in it the bit of the first one is
     */
    int load(long draw, long stride, int count) {
        if (stride != 1) {
            gather(draw, stride, count);
            return 0;
        }
        long first = draw >>> 6;
        long last = (draw + count - 1) >>> 6;
        if (first < firstLoaded || last >= firstLoaded + countLoaded) {
            countLoaded = (int) Math.min(AHEAD, this.count - first);
            simd.words(bits, first, loaded, countLoaded);
            firstLoaded = first;
        }
        return (int) (draw - firstLoaded * Long.SIZE);
    }

    private void gather(long draw, long stride, int count) {
        long position = draw;
        for (int from = 0; from < count; from += Long.SIZE) {
            long word = 0;
            int end = Math.min(Long.SIZE, count - from);
            for (int bit = 0; bit < end; bit++, position += stride) {
                word |= (all[(int) (position >>> 6)] >>> position & 1L) << bit;
            }
            loaded[from / Long.SIZE] = word;
        }
    }

    long[] loaded() {
        return loaded;
    }

    /** The bit of one draw. */
    boolean keep(long draw) {
        long word = draw >>> 6;
        if (word < firstLoaded || word >= firstLoaded + countLoaded) {
            simd.words(bits, word, loaded, 1);
            firstLoaded = word;
            countLoaded = 1;
        }
        return (loaded[(int) (word - firstLoaded)] >>> draw & 1L) != 0;
    }
}
