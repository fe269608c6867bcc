package io.github.dl4jdropout.adopt.draft;

import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;

/** A layer of a {@link Draft} with its wrappers and its preprocessor. */
public final class Slot {

    private final String name;
    private final NeuralNetConfiguration conf;
    private InputPreProcessor preProcessor;

    Slot(String name, NeuralNetConfiguration conf, InputPreProcessor preProcessor) {
        this.name = name;
        this.conf = conf;
        this.preProcessor = preProcessor;
    }

    /** {@return the name of the layer; in a {@code MultiLayerNetwork} by default {@code layer0}, {@code layer1}, …} */
    public String name() {
        return name;
    }

    /** {@return the layer, in its wrappers} */
    public Layer layer() {
        return conf.getLayer();
    }

    /**
     * Exchanges the layer.
     *
     * @param layer another configuration, of as many parameters
     */
    public void setLayer(Layer layer) {
        conf.setLayer(layer);
    }

    /** {@return the layer inside all wrappers; of a {@code Bidirectional}, that of the forward direction} */
    public Layer inner() {
        Layer layer = layer();
        while (true) {
            if (layer instanceof FrozenLayer) {
                layer = ((FrozenLayer) layer).getLayer();
            } else if (layer instanceof BaseWrapperLayer) {
                layer = ((BaseWrapperLayer) layer).getUnderlying();
            } else if (layer instanceof Bidirectional) {
                layer = ((Bidirectional) layer).getFwd();
            } else {
                return layer;
            }
        }
    }

    /**
     * Exchanges the layer inside the wrappers; not for a {@code Bidirectional}.
     *
     * @param inner another configuration
     */
    public void setInner(Layer inner) {
        inner.setLayerName(name);
        setLayer(wrapped(layer(), inner));
    }

    private static Layer wrapped(Layer outer, Layer inner) {
        if (outer instanceof FrozenLayer) {
            Layer frozen = new FrozenLayer(wrapped(((FrozenLayer) outer).getLayer(), inner));
            frozen.setLayerName(outer.getLayerName());
            return frozen;
        }
        if (outer instanceof BaseWrapperLayer) {
            BaseWrapperLayer wrapper = (BaseWrapperLayer) outer;
            wrapper.setUnderlying(wrapped(wrapper.getUnderlying(), inner));
            return wrapper;
        }
        return inner;
    }

    /** {@return the preprocessor between the layer below and this one, or null} */
    public InputPreProcessor preProcessor() {
        return preProcessor;
    }

    /**
     * Exchanges the preprocessor.
     *
     * @param preProcessor a preprocessor, or null for none
     */
    public void setPreProcessor(InputPreProcessor preProcessor) {
        this.preProcessor = preProcessor;
    }

    /** A configuration as this one's, for a layer without parameters. */
    NeuralNetConfiguration confOf(Layer layer) {
        NeuralNetConfiguration copy = conf.clone();
        copy.setLayer(layer);
        copy.clearVariables();
        return copy;
    }

    NeuralNetConfiguration conf() {
        return conf;
    }
}
