package io.github.dl4jdropout.kernel;

/** One thread's walk over a part of a dense array: from run to run of elements whose draws follow one another. */
final class DenseWalk {

    private final DenseLayout layout;
    private final BitReader words;
    private final Simd.Product product;
    private final long base;

    /**
     * A walk.
     *
     * @param base position in the whole array of the first element that the product can reach
     */
    DenseWalk(DenseLayout layout, BitReader words, Simd.Product product, long base) {
        this.layout = layout;
        this.words = words;
        this.product = product;
        this.base = base;
    }

    /** Multiplies the elements from {@code first} to before {@code last}, counted from the base. */
    void over(int first, int last) {
        long runLength = layout.runLength();
        int position = first;
        while (position < last) {
            long run = (base + position) / runLength;
            long within = (base + position) % runLength;
            int length = (int) Math.min(last - position, runLength - within);
            long draw = layout.runStart(run) + within * layout.runStride();
            if (layout.runStride() == 0) {
                shared(position, length, draw);
            } else {
                apart(position, length, draw);
            }
            position += length;
        }
    }

    private void shared(int position, int length, long draw) {
        if (words.keep(draw)) {
            product.scale(position, length);
        } else {
            product.zero(position, length);
        }
    }

    private void apart(int position, int length, long draw) {
        long stride = layout.runStride();
        for (int done = 0; done < length; ) {
            // A block ends with a word, so that the next one begins with one.
            int room = Simd.Product.BLOCK - (int) (stride == 1 ? draw & (Long.SIZE - 1) : 0);
            int block = Math.min(room, length - done);
            int firstBit = words.load(draw, stride, block);
            product.select(position + done, block, words.loaded(), firstBit);
            done += block;
            draw += block * stride;
        }
    }
}
