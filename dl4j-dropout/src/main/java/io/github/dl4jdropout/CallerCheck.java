package io.github.dl4jdropout;

/**
 * Asks {@link CallingLayer} as seldom as is safe: to look at the stack takes longer than to drop a small array.
 *
 * <p>In training, the pass of one iteration follows that of the iteration before, with no other pass of the instance in between; then
 * the caller is still the layer that was asked about. Whatever else happens, another layer, network or iteration among it, is looked
 * at; and so is every 64th iteration, in case somebody arranged for another network to go on exactly where the first one stopped.
 */
final class CallerCheck {

    private static final int EVERY = 64;

    private boolean known;
    private boolean takesNewArray;
    private boolean modifiable;
    private int rank;
    private boolean hidesTransposition;
    private int iteration;

    /**
     * What {@link CallingLayer#takesNewArray} says of the caller.
     *
     * @param otherPassesWait whether this thread has forward passes of the instance that wait for their backward pass
     */
    boolean takesNewArray(
            boolean modifiable, int rank, boolean hidesTransposition, int iteration, boolean otherPassesWait) {
        if (otherPassesWait) {
            return CallingLayer.takesNewArray(modifiable, rank, hidesTransposition);
        }
        boolean goesOn = known
                && iteration == this.iteration + 1
                && iteration % EVERY != 0
                && modifiable == this.modifiable
                && rank == this.rank
                && hidesTransposition == this.hidesTransposition;
        if (!goesOn) {
            known = false; // stays so if the layer is refused
            takesNewArray = CallingLayer.takesNewArray(modifiable, rank, hidesTransposition);
            known = true;
            this.modifiable = modifiable;
            this.rank = rank;
            this.hidesTransposition = hidesTransposition;
        }
        this.iteration = iteration;
        return takesNewArray;
    }
}
