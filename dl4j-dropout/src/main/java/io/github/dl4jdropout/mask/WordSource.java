package io.github.dl4jdropout.mask;

/** The keep bits of one product, drawn where they are needed; or once for all, where runs jump about in the draw array. */
final class WordSource {

    /** Words drawn at once where they follow one another: more than a block needs, because short loops are slow ones. */
    private static final int AHEAD = 128;

    private final Lanes lanes;
    private final KeepMask keep;
    /** How many words the draw array has. */
    private final long count;

    private final long[] all;

    private WordSource(Lanes lanes, KeepMask keep, long count, long[] all) {
        this.lanes = lanes;
        this.keep = keep;
        this.count = count;
        this.all = all;
    }

    static WordSource of(Lanes lanes, KeepMask keep, DenseLayout layout) {
        long count = (layout.drawLength() + Long.SIZE - 1) / Long.SIZE;
        if (layout.runStride() <= 1) {
            return new WordSource(lanes, keep, count, null);
        }
        // Runs across the rows of the draw array, as in an 'f' array: a bit an element is drawn before, and looked up.
        long[] all = new long[Math.toIntExact(count)];
        lanes.words(keep, 0, all, all.length);
        return new WordSource(lanes, keep, count, all);
    }

    /** For one thread. */
    Reader open() {
        return new Reader();
    }

    /** One thread's bits. */
    final class Reader {

        private final long[] loaded = new long[AHEAD];
        private long firstLoaded = -1;
        private int countLoaded;

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
                countLoaded = (int) Math.min(AHEAD, WordSource.this.count - first);
                lanes.words(keep, first, loaded, countLoaded);
                firstLoaded = first;
            }
            return (int) (draw - firstLoaded * Long.SIZE);
        }

        private void gather(long draw, long stride, int count) {
            long position = draw;
            for (int from = 0; from < count; from += Long.SIZE) {
                long word = 0;
                int bits = Math.min(Long.SIZE, count - from);
                for (int bit = 0; bit < bits; bit++, position += stride) {
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
                lanes.words(keep, word, loaded, 1);
                firstLoaded = word;
                countLoaded = 1;
            }
            return (loaded[(int) (word - firstLoaded)] >>> draw & 1L) != 0;
        }
    }
}
