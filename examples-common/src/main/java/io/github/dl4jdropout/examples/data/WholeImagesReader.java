package io.github.dl4jdropout.examples.data;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.datavec.api.conf.Configuration;
import org.datavec.api.records.Record;
import org.datavec.api.records.metadata.RecordMetaData;
import org.datavec.api.records.metadata.RecordMetaDataIndex;
import org.datavec.api.records.reader.BaseRecordReader;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.datavec.api.writable.batch.NDArrayRecordBatch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A reader of images that reads all its files whole and checks them in {@link #initialize(InputSplit)}, so that no record of
 * a bad file is ever handed out. Subclasses read, and say what an image looks like in a record; its class is the second
 * value of the record.
 */
public abstract class WholeImagesReader extends BaseRecordReader {
    private static final long serialVersionUID = 1L;

    private Configuration configuration;
    private transient LabelledImages content;
    private transient URI location;
    private transient int next;

    /**
     * What some images look like in records.
     *
     * @param from the first
     * @param to after the last
     * @return FLOAT [to - from, ...]
     */
    protected abstract INDArray features(int from, int to);

    /**
     * Begins with the first of these images.
     *
     * @param images all of them
     * @param from where they were read
     */
    protected final void hold(LabelledImages images, URI from) {
        content = images;
        location = from;
        next = 0;
    }

    @Override
    public final void initialize(Configuration conf, InputSplit split) throws IOException {
        setConf(conf);
        initialize(split);
    }

    /** Narrows the exceptions of the interface. */
    @Override
    public abstract void initialize(InputSplit split) throws IOException;

    /**
     * The images.
     *
     * @return what {@link #hold} was given
     * @throws IllegalStateException if that was nothing yet
     */
    public final LabelledImages content() {
        if (content == null) {
            throw new IllegalStateException(
                    "This reader has no files: call initialize first, also after deserialization.");
        }
        return content;
    }

    @Override
    public boolean hasNext() {
        return next < content().count();
    }

    @Override
    public List<Writable> next() {
        return nextRecord().getRecord();
    }

    @Override
    public Record nextRecord() {
        if (!hasNext()) {
            throw new NoSuchElementException(
                    "All " + content.count() + " images were read; call reset to start again.");
        }
        Record record = recordAt(next++);
        invokeListeners(record);
        return record;
    }

    private Record recordAt(int index) {
        LabelledImages images = content();
        List<Writable> values =
                List.of(new NDArrayWritable(features(index, index + 1)), new IntWritable(images.labels()[index]));
        return new org.datavec.api.records.impl.Record(values, new RecordMetaDataIndex(index, location, getClass()));
    }

    @Override
    public boolean batchesSupported() {
        return true;
    }

    @Override
    public List<List<Writable>> next(int num) {
        if (!hasNext()) {
            throw new NoSuchElementException(
                    "All " + content.count() + " images were read; call reset to start again.");
        }
        int from = next;
        next = Math.min(content.count(), from + num);
        List<List<Writable>> batch = new NDArrayRecordBatch(features(from, next), content.oneHot(from, next));
        invokeListeners(batch);
        return batch;
    }

    @Override
    public void reset() {
        content();
        next = 0;
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    @Override
    public Record loadFromMetaData(RecordMetaData recordMetaData) {
        if (!(recordMetaData instanceof RecordMetaDataIndex index)
                || !index.getURI().equals(location)) {
            throw new IllegalArgumentException(
                    "Metadata of a record: expected an index into " + location + ", received " + recordMetaData + ".");
        }
        return recordAt(Math.toIntExact(index.getIndex()));
    }

    @Override
    public List<Record> loadFromMetaData(List<RecordMetaData> recordMetaDatas) {
        List<Record> records = new ArrayList<>(recordMetaDatas.size());
        for (RecordMetaData metaData : recordMetaDatas) {
            records.add(loadFromMetaData(metaData));
        }
        return records;
    }

    @Override
    public void setConf(Configuration conf) {
        configuration = conf;
    }

    @Override
    public Configuration getConf() {
        return configuration;
    }

    @Override
    public void close() {
        content = null;
    }
}
