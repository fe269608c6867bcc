package io.github.dl4jdropout.onednn;

/**
 * What was decided about one layer.
 *
 * @param layer its name
 * @param obstacle why it is left plain: a phrase for a person; empty if it is accelerated
 */
public record LayerChoice(String layer, String obstacle) {

    /**
     * Whether oneDNN computes the layer.
     *
     * @return whether there is no obstacle
     */
    public boolean accelerated() {
        return obstacle.isEmpty();
    }
}
